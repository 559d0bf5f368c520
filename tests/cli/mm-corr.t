# SPDX-License-Identifier: GPL-3.0-or-later
# mm-corr. Expected: R 4.2 cor and cor.test, scipy.stats 1.10 spearmanr and kendalltau; intervals of ranks by the formula
# in mpmath.

$ mm-corr --quiet iris.csv
> ,sepal_length,sepal_width,petal_length,petal_width
> sepal_length,1,-0.1175697841330021,0.8717537758865832,0.8179411262715758
> sepal_width,-0.1175697841330021,1,-0.4284401043305397,-0.3661259325364391
> petal_length,0.8717537758865832,-0.4284401043305397,1,0.9628654314027960
> petal_width,0.8179411262715758,-0.3661259325364391,0.9628654314027960,1
~ 4e-16

$ mm-corr --quiet -m spearman -k 1-3 iris.csv
> ,sepal_length,sepal_width,petal_length
> sepal_length,1,-0.1667776582832350,0.8818981264349859
> sepal_width,-0.1667776582832350,1,-0.3096350860155778
> petal_length,0.8818981264349859,-0.3096350860155778,1
~ 4e-16

$ mm-corr --quiet -m kendall -k 1-3 iris.csv
> ,sepal_length,sepal_width,petal_length
> sepal_length,1,-0.0769967881165167,0.7185159275387324
> sepal_width,-0.0769967881165167,1,-0.1859944227944418
> petal_length,0.7185159275387324,-0.1859944227944418,1
~ 1e-15

# Means of 1e9 hide nothing: mpmath.
$ printf '1000000001,2\n1000000002,4\n1000000003,9\n' | mm-corr
> 1,0.970725343394151
> 0.970725343394151,1

# ---- pairs: p right in the far tail ----

$ mm-corr --pairs -k 1,2 iris.csv
> a,b,r,p,low,high,level,n,n_missing,method,test
> sepal_length,sepal_width,-0.1175697841330021,0.1518982607114479,-0.27269324790345345,0.04351158357637984,0.95,150,0,pearson,t
~ 1e-13

$ mm-corr --pairs -k petal_length,petal_width -m kendall --level=0.9 --digits=6 iris.csv
> a,b,r,p,low,high,level,n,n_missing,method,test
> petal_length,petal_width,0.806891,2.44345e-44,0.773131,0.836091,0.9,150,0,kendall,normal

$ seq 100 | awk '{print $1 "," $1 + ($1 % 2) * 10}' | mm-corr --pairs --digits=6 | cut -d, -f3,4
> r,p
> 0.985246,6.04616e-77

$ printf 'x,y\n1,2\n2,1\n3,4\n4,3\n5,5\n' | mm-corr --pairs -m kendall --to=json
> {"a":"x","b":"y","r":0.6,"p":0.23333333333333334,"low":-0.5388304736508196,"high":0.9632277233109175,"level":0.95,"n":5,"n_missing":0,"method":"kendall","test":"exact"}
~ 1e-14

$ mm-corr --pairs -g species -k 'petal_*' --digits=4 iris.csv
> species,a,b,r,p,low,high,level,n,n_missing,method,test
> setosa,petal_length,petal_width,0.3316,0.01864,0.0587,0.5584,0.95,50,0,pearson,t
> versicolor,petal_length,petal_width,0.7867,1.272e-11,0.6508,0.8737,0.95,50,0,pearson,t
> virginica,petal_length,petal_width,0.3221,0.02254,0.04807,0.551,0.95,50,0,pearson,t

# ---- two rows: r, no p; r = 1 has p = 0 and is its own interval ----

$ printf 'x,y\n1,2\n2,1\n' | mm-corr --pairs
> a,b,r,p,low,high,level,n,n_missing,method,test
> x,y,-1,nan,nan,nan,0.95,2,0,pearson,t

$ printf 'x,y\n1,2\n2,4\n3,6\n4,8\n' | mm-corr --pairs
> a,b,r,p,low,high,level,n,n_missing,method,test
> x,y,1,0,1,1,0.95,4,0,pearson,t

# ---- more than 32 columns are taken in blocks: numpy.corrcoef ----

$ awk 'BEGIN { for (j = 1; j <= 40; j++) printf "x%d%s", j, j < 40 ? "," : "\n"; for (i = 0; i < 200; i++) for (j = 0; j < 40; j++) printf "%d%s", (i*i*(j+3) + 7*i*(j+1) + j*j*j) % 1009, j < 39 ? "," : "\n" }' | mm-corr | cut -d, -f1-4 | sed -n '2,4p'
> x1,1.0,0.10671817826519876,0.1364388404606742
> x2,0.10671817826519876,1.0,-0.10761208437583812
> x3,0.1364388404606742,-0.10761208437583814,1.0
~ 1e-13

# ---- missing: the row goes, under keep the column is NaN ----

$ printf 'x,y,z\n1,2,1\n2,1,\n3,4,2\n4,3,4\n' | mm-corr --na=omit --pairs -k x,y -m spearman; printf 'x,y,z\n1,2,1\n2,1,\n3,4,2\n4,3,4\n' | mm-corr --na=omit -m spearman --quiet
> a,b,r,p,low,high,level,n,n_missing,method,test
> x,y,0.6,0.4,-0.8928731351171555,0.9929505792194502,0.95,4,0,spearman,t
> ,x,y,z
> x,1,0.5,1
> y,0.5,1,0.5
> z,1,0.5,1
~ 1e-12

$ for m in pearson spearman kendall; do printf 'x,y,z\n1,2,1\n2,1,\n3,4,2\n4,3,4\n' | mm-corr --na=keep -m $m; done
> ,x,y,z
> x,1,0.6,nan
> y,0.6,1,nan
> z,nan,nan,nan
> ,x,y,z
> x,1,0.6,nan
> y,0.6,1,nan
> z,nan,nan,nan
> ,x,y,z
> x,1,0.3333333333333333,nan
> y,0.3333333333333333,1,nan
> z,nan,nan,nan
~ 1e-15

# ---- refusals ----

$ for m in pearson spearman kendall; do printf 'x,y\n1,2\n2,2\n' | mm-corr -m $m; echo $?; done
> 4
> 4
> 4
2>* column 'y': constant: it has no correlation

$ printf 'g,x,y\na,1,2\na,2,3\nb,1,1\nb,1,2\n' | mm-corr --pairs -g g
? 4
2>* g 'b': column 'x': constant

$ printf 'x,y\n1,2\n' | mm-corr
? 3
2>* too few rows: a correlation needs two at least

$ printf 'x\n1\n2\n' | mm-corr
? 3
2>* one column; it takes 2

$ printf 'x,y\n1,inf\n2,3\n' | mm-corr
? 4
2>* inf is not allowed here (column 'y')

$ printf 'x,y\n1,inf\n2,3\n3,4\n' | mm-corr -m kendall
> ,x,y
> x,1,-0.3333333333333333
> y,-0.3333333333333333,1
~ 1e-15

$ mm-corr -g species iris.csv
? 2
2>* --by needs --pairs

$ mm-corr --method=distance iris.csv
? 2
2>* --method: unknown value 'distance' (pearson, spearman, kendall)
