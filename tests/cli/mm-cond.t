# mm-cond. Values from numpy.linalg.cond.

# 2 + sqrt 3
$ mm-cond
< 2,1,0
< 1,3,1
< 0,1,4
> 3.732050807568877
~ 1e-14

$ mm-cond --norm=1
< 2,1,0
< 1,3,1
< 0,1,4
> 4.444444444444445
~ 1e-14

$ mm-cond --norm=inf
< 1,2
< 3,4
> 21
~ 1e-14

$ mm-cond --norm=1
< 1,2
< 3,4
> 21
~ 1e-14

$ mm-cond --norm=fro
< 2,1,0
< 1,3,1
< 0,1,4
> 5.066228051190222
~ 1e-14

# Not square: the norm 2 only.
$ mm-cond
< 1,4
< 2,5
< 3,6
> 12.302245504069191
~ 1e-14

$ mm-cond --norm=fro
< 1,4
< 2,5
< 3,6
? 3
2>* standard input is 3x2, not square

$ mm-cond -k '!progression' diabetes.csv
> 1015.047127973094
~ 1e-11

# Singular.
$ for norm in 2 1 inf fro; do printf '0,0\n0,1\n' | mm-cond --norm=$norm; done
> inf
> inf
> inf
> inf

$ mm-cond
< 5
> 1

$ mm-cond --norm=3
< 5
? 2

$ mm-cond --norm=1 --na=keep
< nan,1
< 2,3
? 3
2>* nan in row 1, column 1

$ mm-cond
< inf,1
< 2,3
? 4
