# SPDX-License-Identifier: GPL-3.0-or-later
# mm-describe. Expected: numpy 1.24 mean, std(ddof=1), percentile; scipy.stats 1.10 skew and kurtosis.

$ mm-describe --quiet iris.csv
> column,n,n_missing,mean,sd,min,q1,median,q3,max,skewness,kurtosis
> sepal_length,150,0,5.843333333333334,0.828066127977863,4.3,5.1,5.8,6.4,7.9,0.3117530585022963,-0.5735679489249765
> sepal_width,150,0,3.0573333333333332,0.4358662849366982,2,2.8,3,3.3,4.4,0.31576710633893473,0.18097631752246768
> petal_length,150,0,3.758,1.7652982332594662,1,1.6,4.35,5.1,6.9,-0.2721276664567214,-1.3955358863990055
> petal_width,150,0,1.1993333333333334,0.7622376689603465,0.1,0.3,1.3,1.8,2.5,-0.10193420656560036,-1.336067405231553
~ 2e-14

$ mm-describe --unbiased -k sepal_length iris.csv --to=json
> [{"column":"sepal_length","n":150,"n_missing":0,"mean":5.843333333333334,"sd":0.828066127977863,"min":4.3,"q1":5.1,"median":5.8,"q3":6.4,"max":7.9,"skewness":0.3149109566369729,"kurtosis":-0.5520640413156395}]
~ 2e-14

# Large, close numbers lose nothing: the deviations are -1, 0, 1.
$ printf 'x\n1000000001\n1000000002\n1000000003\n' | mm-describe
> column,n,n_missing,mean,sd,min,q1,median,q3,max,skewness,kurtosis
> x,3,0,1000000002,1,1000000001,1000000001.5,1000000002,1000000002.5,1000000003,0,-1.5

# Columns without names go by their numbers.
$ printf '1,2\n3,4\n' | mm-describe -q 0.5 | cut -d, -f1-7
> column,n,n_missing,mean,sd,min,median
> 1,2,0,2,1.4142135623730951,1,2
> 2,2,0,3,1.4142135623730951,2,3

# ---- undefined fields are missing ----

$ printf 'a\n1\n' | mm-describe
> column,n,n_missing,mean,sd,min,q1,median,q3,max,skewness,kurtosis
> a,1,0,1,nan,1,1,1,1,1,nan,nan

$ printf 'a\n2\n2\n' | mm-describe --to=json
> [{"column":"a","n":2,"n_missing":0,"mean":2,"sd":0,"min":2,"q1":2,"median":2,"q3":2,"max":2,"skewness":null,"kurtosis":null}]

# ---- quantiles, type 7: numpy.percentile([1, 2, 3, 4], [10, 90]) ----

$ printf 'a\n4\n1\n3\n2\n' | mm-describe -q 0.1,0.9 | cut -d, -f6-9
> min,q0.1,q0.9,max
> 1,1.3,3.7,4
~ 1e-15

$ mm-describe -q 0.5,x iris.csv
? 2
2>* --quantiles: not a number: 'x'

$ mm-describe -q 1.5 iris.csv
? 2
2>* --quantiles: 1.5 is not between 0 and 1

# ---- missing values: each column on its own ----

$ printf 'a,b\n1,\n2,3\n' | mm-describe
? 3
2>* standard input:2:2: missing value (column 'b')

$ printf 'a,b\n1,\n2,3\n' | mm-describe --na=omit | cut -d, -f1-4
> column,n,n_missing,mean
> a,2,0,1.5
> b,1,1,3

$ printf 'a,b\n1,\n2,3\n' | mm-describe --na=keep | cut -d, -f1,3-6
> column,n_missing,mean,sd,min
> a,0,1.5,0.7071067811865476,1
> b,1,nan,nan,nan

# ---- groups ----

$ mm-describe -k petal_length -g species -q 0.5 iris.csv | cut -d, -f1-5,8
> species,column,n,n_missing,mean,median
> setosa,petal_length,50,0,1.462,1.5
> versicolor,petal_length,50,0,4.26,4.35
> virginica,petal_length,50,0,5.552,5.55

# ---- nothing to describe ----

$ printf 'a\n' | mm-describe
? 3
2>* no rows

$ printf 'x,y\nfoo,bar\nbaz,qux\n' | mm-describe -H
? 3
2>* no numeric columns
