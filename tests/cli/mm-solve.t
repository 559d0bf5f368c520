# mm-solve. Values from numpy.linalg.solve and numpy.linalg.cond (as fractions where they are short).

$ printf '2,1,0\n1,3,1\n0,1,4\n' >"$TMPDIR/A.csv"
$ printf '1,2\n3,4\n5,6\n' | mm-solve "$TMPDIR/A.csv" -
> 0.2222222222222222,0.6666666666666666
> 0.5555555555555556,0.6666666666666666
> 1.1111111111111112,1.3333333333333333
~ 1e-15

# A vector may be a row; so is the solution.
$ printf '2,1\n1,3\n' >"$TMPDIR/A.csv"
$ printf '3,5\n' | mm-solve "$TMPDIR/A.csv" -
> 0.8,1.4
~ 1e-15

$ printf '4\n' >"$TMPDIR/A.csv"; printf '1,2,8\n' | mm-solve "$TMPDIR/A.csv" -
> 0.25,0.5,2

# Names: rows of x are A's columns, columns of x are b's.
$ printf ',x,y\na,2,1\nb,1,3\n' >"$TMPDIR/A.csv"
$ printf ',left,right\na,2,1\nb,1,3\n' | mm-solve "$TMPDIR/A.csv" -
> ,left,right
> x,1,0
> y,0,1
~ 1e-15

$ printf ',x,y\na,2,1\nb,1,3\n' >"$TMPDIR/A.csv"
$ printf ',left\nb,2\na,1\n' | mm-solve "$TMPDIR/A.csv" -
? 3
2>* row 1 of
2>* is 'a', row 1 of standard input is 'b' (--ignore-labels goes by position)

$ printf ',x,y\na,2,1\nb,1,3\n' >"$TMPDIR/A.csv"
$ printf ',left\nb,2\na,1\n' | mm-solve --ignore-labels "$TMPDIR/A.csv" -
> ,left
> x,1
> y,0
~ 1e-15

# A row has its names in the header.
$ printf ',x,y\na,2,1\nb,1,3\n' >"$TMPDIR/A.csv"; printf 'a,b\n3,5\n' | mm-solve "$TMPDIR/A.csv" -
> x,y
> 0.8,1.4
~ 1e-15

$ printf ',x,y\na,2,1\nb,1,3\n' >"$TMPDIR/A.csv"; printf 'b,a\n3,5\n' | mm-solve "$TMPDIR/A.csv" -
? 3
2>* is 'a', column 1 of standard input is 'b'

# From NPY to NPY; a vector stays one.
$ printf '2,1\n1,3\n' | mm-convert --to=npy -o "$TMPDIR/A.npy"; printf '3\n5\n' | mm-convert --to=npy -o "$TMPDIR/b.npy"
$ mm-solve "$TMPDIR/A.npy" "$TMPDIR/b.npy" | mm-convert --to=json
> [0.8,1.4]
~ 1e-15

$ printf '2,1\n1,3\n' >"$TMPDIR/A.csv"; printf '[3, 5]' | mm-solve --to=json "$TMPDIR/A.csv" -
> [0.8,1.4]
~ 1e-15

# The report: condition 21 in the 1-norm.
$ printf '1,2\n3,4\n' >"$TMPDIR/A.csv"
$ printf '1\n1\n' | mm-solve --report --to=json "$TMPDIR/A.csv" -
> {"n":2,"condition":21,"rcond":0.047619047619047616,"residual":0,"digits":14,"scaled":0}
~ 1e-13

# Fewer than 6 digits: Hilbert's matrix of 10 rows, condition 3.5e13. x as mpmath gives it for these doubles.
$ awk 'BEGIN { for (i = 1; i <= 10; i++) for (j = 1; j <= 10; j++) printf "%.17g%s", 1 / (i + j - 1), j < 10 ? "," : "\n" }' >"$TMPDIR/h.csv"
$ printf '1\n1\n1\n1\n1\n1\n1\n1\n1\n1\n' | mm-solve "$TMPDIR/h.csv" -
2>* the matrix is ill-conditioned (rcond 2.83e-14): 2 digits can be trusted
> -9.998301877385038
> 989.8533151058094
> -23756.876682433773
> 240211.61544345284
> -1261124.6564036652
> 3783408.0625807526
> -6726109.956010935
> 7000690.639898561
> -3937910.678885931
> 923711.9938692393
~ 1e-9

# Singular to working precision, though no pivot is zero: 12 rows of it.
$ awk 'BEGIN { for (i = 1; i <= 12; i++) for (j = 1; j <= 12; j++) printf "%.17g%s", 1 / (i + j - 1), j < 12 ? "," : "\n" }' >"$TMPDIR/h.csv"
$ mm-solve "$TMPDIR/h.csv" "$TMPDIR/h.csv"
? 4
2>* h.csv is singular to working precision (rcond 2.

$ printf '1,2\n2,4\n' >"$TMPDIR/A.csv"; printf '1\n2\n' | mm-solve "$TMPDIR/A.csv" -
? 4
2>* A.csv is singular (rcond 0)

# Badly scaled is not singular.
$ printf '1,0\n0,1e-20\n' >"$TMPDIR/A.csv"; printf '1\n1\n' | mm-solve "$TMPDIR/A.csv" -
> 1
> 1e20
~ 1e-15

# Shapes.
$ printf '1,2,3\n4,5,6\n' >"$TMPDIR/A.csv"; printf '1\n2\n' | mm-solve "$TMPDIR/A.csv" -
? 3
2>* A.csv is 2x3, not square

$ printf '1,2\n3,4\n' >"$TMPDIR/A.csv"; printf '1\n2\n3\n' | mm-solve "$TMPDIR/A.csv" -
? 3
2>* is 2x2, standard input is 3x1:
2>* rows must match standard input's rows

$ mm-solve
? 2
2>* missing operand

# NaN and infinity, in either.
$ printf '1,2\n3,4\n' >"$TMPDIR/A.csv"; printf '1\ninf\n' | mm-solve "$TMPDIR/A.csv" -
? 4
2>* standard input: infinity in row 2, column 1

$ printf '1,nan\n3,4\n' >"$TMPDIR/A.csv"; printf '1\n1\n' | mm-solve --na=keep "$TMPDIR/A.csv" -
? 3
2>* A.csv: nan in row 1, column 2

$ printf '1e-300,0\n0,1\n' >"$TMPDIR/A.csv"; printf '1e300\n1\n' | mm-solve "$TMPDIR/A.csv" -
? 4
2>* beyond the largest double
