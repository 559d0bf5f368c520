# SPDX-License-Identifier: GPL-3.0-or-later
# mm-scale. Expected: sklearn 1.2.1 StandardScaler, MinMaxScaler, RobustScaler, Normalizer; refusals by hand.

# Text passes, and a column that is not chosen stays as it came.
$ printf 'x,name,y\n1,a,007\n2,b,4\n3,c,9\n' >$TMPDIR/s.csv; cd $TMPDIR; mm-scale s.csv; mm-scale --ddof=1 -k x s.csv
> x,name,y
> -1.224744871391589,a,0.16222142113076238
> 0,b,-1.2977713690461004
> 1.224744871391589,c,1.1355499479153375
> x,name,y
> -1,a,007
> 0,b,4
> 1,c,9

$ printf 'x,name,y\n1,a,007\n2,b,4\n3,c,9\n' >$TMPDIR/s.csv; cd $TMPDIR; mm-scale --method=minmax s.csv; mm-scale --method=robust s.csv
> x,name,y
> 0,a,0.6
> 0.5,b,0
> 1,c,1
> x,name,y
> -1,a,0
> 0,b,-1.2
> 1,c,0.8

# Rows by their norm.
$ printf 'x,name,y\n1,a,007\n2,b,4\n3,c,9\n' >$TMPDIR/s.csv; cd $TMPDIR; mm-scale --method=l2 s.csv; mm-scale --method=l1 -k x,y --to=json s.csv; mm-scale --method=max s.csv
> x,name,y
> 0.1414213562373095,a,0.9899494936611665
> 0.4472135954999579,b,0.8944271909999159
> 0.31622776601683794,c,0.9486832980505138
> [{"x":0.125,"name":"a","y":0.875},
>  {"x":0.3333333333333333,"name":"b","y":0.6666666666666666},
>  {"x":0.25,"name":"c","y":0.75}]
> x,name,y
> 0.14285714285714285,a,1
> 0.5,b,1
> 0.3333333333333333,c,1

# One column is one vector.
$ printf '3\n4\n' | mm-scale --method=l2
> 0.6
> 0.8

# What was fitted, applied, and undone.
$ printf 'x,name,y\n1,a,007\n2,b,4\n3,c,9\n' >$TMPDIR/s.csv; cd $TMPDIR; mm-scale --save=f.json s.csv >z.csv; cat f.json; mm-scale --apply=f.json s.csv | cmp - z.csv; mm-scale --apply=f.json --inverse z.csv
> [{"column":"x","method":"zscore","ddof":0,"n":3,"centre":2,"scale":0.816496580927726},
>  {"column":"y","method":"zscore","ddof":0,"n":3,"centre":6.666666666666667,"scale":2.0548046676563256}]
> x,name,y
> 1,a,7
> 2,b,4
> 3,c,9

# Other columns, or the same in another order, are refused.
$ printf 'x,name,y\n1,a,007\n2,b,4\n3,c,9\n' >$TMPDIR/s.csv; cd $TMPDIR; mm-scale --save=f.json s.csv >/dev/null; mm-scale --apply=f.json -k y,x s.csv
2>* mm-scale: column 1 is 'y', but f.json was fitted to 'x' there
? 3

$ printf 'x,name,y\n1,a,007\n2,b,4\n3,c,9\n' >$TMPDIR/s.csv; cd $TMPDIR; mm-scale --save=f.json s.csv >/dev/null; mm-scale --apply=f.json -k x s.csv
2>* mm-scale: f.json was fitted to 2 columns, not to 1 (-k chooses them)
? 3

$ printf 'x,name,y\n1,a,007\n2,b,4\n3,c,9\n' >$TMPDIR/s.csv; cd $TMPDIR; mm-scale --apply=s.csv s.csv
2>* mm-scale: s.csv: not what --save writes: no field 'column'
? 3

# No spread, too few, infinite.
$ printf 'x\n1\n1\n' | mm-scale
2>* mm-scale: column 'x' has no spread: its scale under --method=zscore is 0
? 4

$ printf 'x\n1\n' | mm-scale --ddof=1
2>* mm-scale: column 'x' has 1 number, too few for --method=zscore
? 3

$ printf 'x,y\n1,inf\n2,3\n5,6\n' | mm-scale
2>* mm-scale: column 'y' has an infinite value, or a range beyond the doubles
? 4

$ printf '1,2\n0,0\n' | mm-scale --method=l2
2>* mm-scale: standard input:2: a row of zeros has no direction
? 4

# Missing values.
$ printf 'x,y\n1,\n2,3\n5,6\n' | mm-scale
2>* mm-scale: standard input:2:2: missing value (column 'y'); use --na=omit to drop the row or --na=keep to compute with NaN
? 3

$ printf 'x,y\n1,\n2,3\n5,6\n' | mm-scale --na=omit
> x,y
> -1,-1
> 1,1
2>* mm-scale: left out 1 row with missing values

$ printf 'x,y\n1,\n2,3\n5,6\n' | mm-scale --na=keep --method=minmax
> x,y
> 0,nan
> 0.25,0
> 1,1

# Options that do not go together.
$ printf 'x,name,y\n1,a,007\n2,b,4\n3,c,9\n' >$TMPDIR/s.csv; cd $TMPDIR; mm-scale --inverse s.csv
2>* mm-scale: --inverse needs --apply=FILE
? 2

$ printf 'x,name,y\n1,a,007\n2,b,4\n3,c,9\n' >$TMPDIR/s.csv; cd $TMPDIR; mm-scale --method=l2 --save=f.json s.csv
2>* mm-scale: --method=l2 is fitted to each row: there is nothing to save
? 2

$ printf 'x,name,y\n1,a,007\n2,b,4\n3,c,9\n' >$TMPDIR/s.csv; cd $TMPDIR; mm-scale --ddof=1 --method=minmax s.csv
2>* mm-scale: --ddof is for --method=zscore only
? 2

$ printf 'x,name,y\n1,a,007\n2,b,4\n3,c,9\n' >$TMPDIR/s.csv; cd $TMPDIR; mm-scale -k name s.csv
2>* mm-scale: s.csv:2:2: not a number: 'a' (column 'name')
? 3

# Binary stays binary.
$ printf 'x,name,y\n1,a,007\n2,b,4\n3,c,9\n' >$TMPDIR/s.csv; cd $TMPDIR; mm-convert -k x,y --to=npy s.csv | mm-scale --method=minmax | mm-convert --to=csv
> 0,0.6
> 0.5,0
> 1,1


$ printf '1\n2\n' | mm-scale --save=-
2>* --save wants a file
? 2
