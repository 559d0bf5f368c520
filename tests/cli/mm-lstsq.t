# SPDX-License-Identifier: GPL-3.0-or-later
# mm-lstsq. Values from numpy.linalg.lstsq unless a case says otherwise.

$ mm-convert -k bmi,bp,s5 diabetes.csv >"$TMPDIR/A"; mm-convert -k progression diabetes.csv | mm-lstsq "$TMPDIR/A" -
> ,progression
> bmi,5.281323909449114
> bp,-0.005810611331041937
> s5,3.642028932432446
~ 1e-11

# The normal equations have no part in it: y = 1 + x on x = 1e6 + 0, 1, 2 has a condition of 2e12,
# whose square is beyond every double's digits.
$ printf '1,1000000\n1,1000001\n1,1000002\n' >"$TMPDIR/A"; printf '1\n2\n3\n' | mm-lstsq --quiet "$TMPDIR/A" -
> -999999
> 1
~ 1e-8

$ mm-convert -k bmi,bp,s5 diabetes.csv >"$TMPDIR/A"; mm-convert -k progression diabetes.csv | mm-lstsq --report --digits=12 "$TMPDIR/A" - | cut -d, -f1-4,7-9
> target,method,n,n_missing,ridge,condition,residual
> progression,qr,442,0,0,176.60513020524,1372.48035935
~ 1e-10

# sklearn.linear_model.Ridge(alpha=1000, fit_intercept=False)
$ mm-convert -k bmi,bp,s5 diabetes.csv >"$TMPDIR/A"; mm-convert -k progression diabetes.csv | mm-lstsq --ridge=1000 "$TMPDIR/A" -
> ,progression
> bmi,4.971130184911978
> bp,0.21697873204102847
> s5,0.7991420529092061
~ 1e-11

$ mm-convert -k bmi,bp,s5 diabetes.csv >"$TMPDIR/A"; mm-convert -k progression diabetes.csv | mm-lstsq --ridge=1000 --report --to=json "$TMPDIR/A" - | mm-convert --to=csv -k residual
> residual
> 1373.8514767251093
~ 1e-12

# Of rank one, by hand: the least norm is (9, 18)/70.
$ printf '1,2\n2,4\n3,6\n' >"$TMPDIR/A"; printf '1\n1\n2\n' | mm-lstsq "$TMPDIR/A" -
> 0.12857142857142857
> 0.2571428571428571
~ 1e-14

$ printf '1,2\n2,4\n3,6\n' >"$TMPDIR/A"; printf '1\n1\n2\n' | mm-lstsq --report "$TMPDIR/A" - | cut -d, -f1-4
> method,n,n_missing,rank
> svd,3,0,1

# Fewer rows than columns, by hand: (-8, 5, 11)/35.
$ printf '1,2,3\n4,5,7\n' >"$TMPDIR/A"; printf '1\n2\n' | mm-lstsq "$TMPDIR/A" -
> -0.2285714285714286
> 0.14285714285714285
> 0.3142857142857143
~ 1e-13

# Two columns of b are two problems; by hand.
$ printf '1,1\n1,2\n1,3\n' >"$TMPDIR/A"; printf 'p,q\n1,3\n2,2\n3,1\n' | mm-lstsq "$TMPDIR/A" -
> p,q
> 0,4
> 1,-1
~ 1e-14

# A vector that lies: one row.
$ printf '1,1\n1,2\n1,3\n' >"$TMPDIR/A"; printf '1,2,3\n' | mm-lstsq "$TMPDIR/A" -
> 0
> 1
~ 1e-14

# One row on both sides is no vector: two problems with one equation.
$ printf '2\n' >"$TMPDIR/A"; printf '4,6\n' | mm-lstsq "$TMPDIR/A" -
> 2,3
~ 1e-15

$ printf '{"A":[[2,0],[0,4]],"b":[2,2]}' | mm-lstsq -#A -#b
> [1,0.5]
~ 1e-15

$ printf ',u\nr,1\ns,2\n' >"$TMPDIR/A"; printf ',y\nr,2\ns,4\n' | mm-lstsq "$TMPDIR/A" -
> ,y
> u,2
~ 1e-15

$ printf ',u\nr,1\ns,2\n' >"$TMPDIR/A"; printf ',y\ns,2\nr,4\n' | mm-lstsq "$TMPDIR/A" -
2>* row label 'r', but 's' in standard input (--ignore-labels pairs by position)
? 3

$ printf ',u\nr,1\ns,2\n' >"$TMPDIR/A"; printf ',y\ns,2\nr,4\n' | mm-lstsq --ignore-labels "$TMPDIR/A" -
> ,y
> u,2
~ 1e-15

$ printf ',u\nr,1\ns,2\n' >"$TMPDIR/A"; printf ',s,r\ny,2,4\n' | mm-lstsq "$TMPDIR/A" -
2>* row label 'r', but 's' in standard input
? 3

# A missing value drops the pair.
$ printf '1\n2\n3\n' >"$TMPDIR/A"; printf 'y\n2\nNA\n6\n' | mm-lstsq --na=omit --report "$TMPDIR/A" - | cut -d, -f3,4
> n,n_missing
> 2,1

$ printf '1\n2\n3\n' >"$TMPDIR/A"; printf '2\nNA\n6\n' | mm-lstsq "$TMPDIR/A" -
2>* standard input:2:1: missing value
? 3

$ printf '1\n2\n3\n' >"$TMPDIR/A"; printf '2\nNA\n6\n' | mm-lstsq --na=keep "$TMPDIR/A" -
2>* standard input:2: nan is not allowed here
? 3

$ printf 'u\n1\ninf\n3\n' >"$TMPDIR/A"; printf '2\n4\n6\n' | mm-lstsq "$TMPDIR/A" -
2>* :3: inf is not allowed here (column 'u')
? 4

$ printf '1\n2\n3\n' >"$TMPDIR/A"; printf '2\n4\n' | mm-lstsq "$TMPDIR/A" -
2>* :3: standard input has only 2 rows
? 3

$ printf '1\n2\n' >"$TMPDIR/A"; printf '2\n4\n6\n' | mm-lstsq "$TMPDIR/A" -
2>* standard input:3: 
? 3

$ printf '1\n2\n3\n' >"$TMPDIR/A"; printf '2,4\n' | mm-lstsq "$TMPDIR/A" -
2>* standard input is 1x2, but 
? 3

# Few digits are left: said on standard error, the answer is given.
$ printf '1,1\n1,1.000000000001\n1,1\n' >"$TMPDIR/A"; printf '1\n2\n2\n' | mm-lstsq "$TMPDIR/A" - >/dev/null
2>* digits of the solution can be trusted

$ mm-lstsq iris.csv
2>* missing operand
? 2

$ mm-lstsq --ridge=-1 iris.csv iris.csv
? 2
