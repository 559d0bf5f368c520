# SPDX-License-Identifier: GPL-3.0-or-later
# mm-var. Expected: Python's fractions, rounded once (exact); numpy 1.24 var, std with ddof and cov with fweights agree to
# 1e-15.

$ mm-var --quiet iris.csv
> sepal_length,sepal_width,petal_length,petal_width
> 0.6856935123042507,0.1899794183445189,3.116277852348993,0.5810062639821028
~ 1e-15

$ mm-var --sd --quiet -k 1,3 iris.csv
> sepal_length,petal_length
> 0.828066127977863,1.7652982332594662
~ 1e-15

$ printf '1000000001\n1000000002\n1000000003\n' | mm-var
> 1

$ printf '1\n2\n4\n' | mm-var --ddof=0; printf '1\n2\n4\n' | mm-var; printf '1\n2\n4\n' | mm-var --ddof=2
> 1.5555555555555556
> 2.3333333333333335
> 4.666666666666667

# Squares beyond the doubles, a variance that is not; a variance that is, and its root that is not.
$ printf '1e155\n1e155\n' | mm-var; printf '1e200\n-1e200\n' | mm-var; printf '1e200\n-1e200\n' | mm-var --sd --ddof=0
> 0
> inf
> 1e200

# ---- groups ----

$ mm-var -g species -k petal_length,petal_width --digits=6 iris.csv
> species,petal_length,petal_width
> setosa,0.0301592,0.0111061
> versicolor,0.220816,0.0391061
> virginica,0.304588,0.0754327

# ---- frequencies: the same as the rows written out, numpy.var([1, 1, 4, 4, 4], ddof=1) ----

$ printf 'x,w\n1,2\n4,3\n' | mm-var --weights=w; printf 'x\n1\n1\n4\n4\n4\n' | mm-var
> x
> 2.7
> x
> 2.7

# numpy.average((x - m)**2, weights=w) of [1, 4] with weights [2, 0.5]: m = 1.6, 0.8*0.36 + 0.2*5.76
$ printf 'x,w\n1,2\n4,0.5\n' | mm-var --weights=w --ddof=0
> x
> 1.44

$ printf 'x,w\n1,2\n4,0.5\n' | mm-var --weights=w
? 4
2>* standard input:3: a weight of 0.5 is not allowed here (column 'w')

$ printf 'x,w\n1,2\n4,-1\n' | mm-var --weights=w --ddof=0
? 4
2>* standard input:3: a weight of -1 is not allowed here (column 'w')

$ printf 'x,w\n1,0\n2,0\n' | mm-var --weights=w
? 3
2>* too few values

# ---- too few, infinite, missing ----

$ printf 'x\n1\n' | mm-var
? 3
2>* column 'x': too few values: the denominator n - 1 needs 2 at least

$ printf 'x\n1\n' | mm-var --ddof=0
> x
> 0

$ printf 'g,x\na,1\na,2\nb,1\n' | mm-var -g g
? 3
2>* g 'b': column 'x': too few values

$ printf 'x\n' | mm-var
? 3
2>* no rows

$ printf 'x\n1\ninf\n' | mm-var
? 4
2>* standard input:3: inf is outside the domain (column 'x')

$ printf 'x,y\n1,1\n,2\n3,3\n' | mm-var --na=omit
> x,y
> 2,2
2>* left out 1 row with missing values

$ printf 'x,y\n1,1\nNA,2\n3,3\n' | mm-var --na=keep
> x,y
> nan,1

$ mm-var --weights=nosuch iris.csv
? 2
2>* unknown column 'nosuch'

$ mm-var --ddof=-1 iris.csv
? 2
2>* --ddof
