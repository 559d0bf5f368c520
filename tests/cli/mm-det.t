# mm-det. Integers by hand; the others from numpy.linalg.det and mpmath.

# Exact up to 16 rows: NumPy prints -2.0000000000000004 here, and 6.66e-16 below.
$ mm-det
< 1,2
< 3,4
> -2

$ mm-det
< 1,2,3
< 4,5,6
< 7,8,9
> 0

# A header and labels do not count.
$ mm-det
< ,x,y
< a,0,1
< b,1,0
> -1

$ mm-det
< [[2.5]]
> 2.5

$ printf '1,2\n' >"$TMPDIR/top.csv"; printf '3,4\n' | mm-det "$TMPDIR/top.csv" -
> -2

$ mm-det --log
< 1,2
< 3,4
> sign,logdet
> -1,0.6931471805599453

$ mm-det --log --to=json
< 1,2
< 2,4
> {"sign":0,"logdet":-1e999}

# Beyond the largest double: mpmath, 2 log(1e200).
$ mm-det
< 1e200,0
< 0,1e200
? 4
2>* beyond the largest double: --log

$ mm-det --log
< 1e200,0
< 0,1e200
> sign,logdet
> 1,921.0340371976183
~ 1e-15

# Below the smallest: rounded, and said.
$ mm-det
< 1e-200,0
< 0,1e-200
> 0
2>* below the smallest normal double

# min(i, j) of 20 rows has determinant 1.
$ awk 'BEGIN { for (i = 1; i <= 20; i++) for (j = 1; j <= 20; j++) printf "%d%s", i < j ? i : j, j < 20 ? "," : "\n" }' | mm-det
> 1
~ 1e-13

# Bad input.
$ mm-det
< 1,2,3
< 4,5,6
? 3
2>* standard input is 2x3, not square

$ mm-det --na=keep
< 1,nan
< 4,5
? 3
2>* nan in row 1, column 2

$ mm-det
< 1,2
< -inf,5
? 4
2>* infinity in row 2, column 1
