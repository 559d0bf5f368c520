# SPDX-License-Identifier: GPL-3.0-or-later
# mm-quantile. Expected: R 4.2 quantile(x, p, type), all nine types.

$ printf 'x\n7\n1\n3\n12\n5\n5\n9\n2\n11\n4\n' >"$TMPDIR/q.csv"; for t in 1 2 3 4 5 6 7 8 9; do mm-quantile -q .05,.15,.3,.45,.5,.75,.95 --type=$t "$TMPDIR/q.csv" | tail -n +2 | cut -d, -f2 | paste -sd, -; done
> 1,2,3,5,5,9,12
> 1,2,3.5,5,5,9,12
> 1,2,3,4,5,9,12
> 1,1.5,3,4.5,5,8,11.5
> 1,2,3.5,5,5,9,12
> 1,1.65,3.3,4.95,5,9.5,12
> 1.45,2.35,3.7,5,5,8.5,11.55
> 1,1.8833333333333331,3.4333333333333331,4.9833333333333325,5,9.1666666666666643,12
> 1,1.9125,3.45,4.9875,5,9.125,12
~ 1e-14

$ mm-quantile -q 0.5,0.99 -k 'nll_*' digits_eval.csv
> q,nll_linear,nll_mlp
> 0.5,0.051908433782016594,0.003940749826124801
> 0.99,1.802983117717583,2.149324035963409
~ 1e-14

# The default is R's: 0, 0.25, 0.5, 0.75, 1.
$ mm-quantile --quiet -k 1,2 iris.csv
> q,sepal_length,sepal_width
> 0,4.3,2
> 0.25,5.1,2.8
> 0.5,5.8,3
> 0.75,6.4,3.3
> 1,7.9,4.4

$ mm-quantile -q 0.95 -g species -k petal_length,petal_width iris.csv
> species,q,petal_length,petal_width
> setosa,0.95,1.7,0.4
> versicolor,0.95,4.9,1.6
> virginica,0.95,6.655,2.455
~ 1e-14

# q keeps its digits; a record, an array of records.
$ printf 'x\n1\n2\n4\n' | mm-quantile -q 0.999 --digits=2 --to=json; printf 'x\n1\n2\n4\n' | mm-quantile -q 0.1,0.5 --to=json
> {"q":0.999,"x":4}
> [{"q":0.1,"x":1.2},
>  {"q":0.5,"x":2}]

# Columns without names go by their numbers; one number alone is bare.
$ printf '1,2\n3,4\n' | mm-quantile -q 0.5; printf '1\n2\n4\n' | mm-quantile -q 0.5
> q,"1","2"
> 0.5,2,3
> 2

$ printf 'x\n5\n' | mm-quantile -q 0,1 --type=6
> q,x
> 0,5
> 1,5

# ---- the same for any number of threads and order of rows ----

$ mm-quantile --quiet --threads=1 iris.csv >"$TMPDIR/a"; (head -1 iris.csv; tail -n +2 iris.csv | tac) | mm-quantile --quiet --threads=4 | cmp - "$TMPDIR/a" && echo same
> same

# ---- refusals ----

$ mm-quantile -q 1.5 iris.csv
? 2
2>* --quantiles: 1.5 is not between 0 and 1

$ mm-quantile -q median iris.csv
? 2
2>* --quantiles: not a number: 'median'

$ mm-quantile --type=10 iris.csv
? 2
2>* --type

$ printf 'x\n' | mm-quantile
? 3
2>* no rows

$ printf 'x\n-inf\ninf\n' | mm-quantile -q 0.5
? 4
2>* column 'x': a quantile lies between -inf and inf

$ printf 'x\n1\ninf\n' | mm-quantile -q 0,1
> q,x
> 0,1
> 1,inf

# ---- missing values ----

$ printf 'x,y\n1,1\n,2\n3,4\n' | mm-quantile -q 0.5 --na=omit
> q,x,y
> 0.5,2,2.5
2>* left out 1 row with missing values

$ printf 'x,y\n1,1\n,2\n3,4\n' | mm-quantile -q 0.5 --na=keep
> q,x,y
> 0.5,nan,2
