# mm-cholesky. Values from numpy.linalg.cholesky.

$ mm-cholesky
< 2,1,0
< 1,3,1
< 0,1,4
> 1.4142135623730951,0,0
> 0.7071067811865475,1.5811388300841898,0
> 0,0.6324555320336759,1.8973665961010275
~ 1e-15

$ mm-cholesky
< 9
> 3

# Labels and names are kept.
$ mm-cholesky
< ,x,y
< x,4,2
< y,2,5
> ,x,y
> x,2,0
> y,1,2
~ 1e-15

# Not positive definite: the leading minor.
$ mm-cholesky
< 1,2,0
< 2,1,0
< 0,0,1
? 4
2>* standard input is not positive definite: the leading minor of order 2 is not positive

$ mm-cholesky
< 0
? 4
2>* leading minor of order 1

# Not symmetric: NumPy reads the lower triangle and says nothing.
$ mm-cholesky
< 4,99
< 2,3
? 3
2>* not symmetric: row 2, column 1 differs from row 1, column 2

# To 1e-10 it is; the lower triangle counts.
$ mm-cholesky
< 4,2.0000000001
< 2,5
> 2,0
> 1,2
~ 1e-15

$ mm-cholesky
< 1,2,3
< 4,5,6
? 3
2>* standard input is 2x3, not square

$ mm-cholesky --na=keep
< 1,nan
< nan,1
? 3

$ mm-cholesky
< 1,inf
< inf,1
? 4
