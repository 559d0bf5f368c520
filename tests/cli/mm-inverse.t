# mm-inverse. Values from numpy.linalg.inv (as fractions where they are short), the ill-conditioned one from mpmath.

$ mm-inverse
< 4,-2
< 1,1
> 0.16666666666666666,0.3333333333333333
> -0.16666666666666666,0.6666666666666666
~ 1e-15

$ mm-inverse
< 4
> 0.25

# Names change sides.
$ mm-inverse
< ,x,y
< a,2,1
< b,1,1
> ,a,b
> x,1,-1
> y,-1,2
~ 1e-15

# A matrix times its inverse.
$ printf '1,2,3\n4,5,6\n7,8,10\n' >"$TMPDIR/A.csv"; mm-inverse "$TMPDIR/A.csv" | mm-matmul "$TMPDIR/A.csv" -
> 1,0,0
> 0,1,0
> 0,0,1
~ 1e-13

# Half the diagonal, 40 rows: beyond the size at which residuals are exact.
$ awk 'BEGIN { for (i = 1; i <= 40; i++) for (j = 1; j <= 40; j++) printf "%g%s", i == j ? 2 : 0, j < 40 ? "," : "\n" }' | mm-inverse | mm-trace
> 20

$ mm-inverse
< 1,2
< 2,4
? 4
2>* standard input is singular (rcond 0)

$ mm-inverse
< 1,1
< 1,1.000000000001
2>* the matrix is ill-conditioned (rcond 2.5e-13): 3 digits can be trusted
> 999911107321.27,-999911107320.27
> -999911107320.27,999911107320.27
~ 1e-14

$ mm-inverse
< 1,2
? 3
2>* standard input is 1x2, not square

$ mm-inverse
< 1,inf
< 2,3
? 4
