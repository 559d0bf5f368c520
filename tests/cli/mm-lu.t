# mm-lu. Values from scipy.linalg.lu.

$ mm-lu
< 1,2,3
< 4,5,6
> 4,5,6
> 0,0.75,1.5

$ mm-lu --part=l
< 1,2,3
< 4,5,6
> 1,0
> 0.25,1

$ mm-lu --part=p
< 1,2,3
< 4,5,6
> 0,1
> 1,0

$ mm-lu --part=l
< 1,4
< 2,5
< 3,6
> 1,0
> 0.3333333333333333,1
> 0.6666666666666666,0.5000000000000001
~ 1e-15

# Singular is no error.
$ mm-lu
< 1,2
< 2,4
> 2,4
> 0,0

# Labels follow the pivots, and the product gives the matrix back.
$ mm-lu --part=l
< ,x,y
< a,1,2
< b,4,6
> ,c1,c2
> b,1,0
> a,0.25,1

$ mm-lu --part=all --to=json | mm-matmul --to=csv -#p -#l -#u
< ,x,y
< a,1,2
< b,4,6
> ,x,y
> a,1,2
> b,4,6

$ mm-lu --part=all --to=json | mm-matmul --to=csv -#p -#l -#u
< 1,2
< 4,6
> 1,2
> 4,6

$ mm-lu --part=all
< 1,2
< 4,6
? 2
2>* --to=json

$ mm-lu --part=q
< 1
? 2

$ mm-lu --na=keep
< 1,nan
< 4,6
? 3
2>* nan in row 1, column 2

$ mm-lu
< 1,-inf
< 4,6
? 4
2>* infinity in row 1, column 2

# A diagonal matrix is its own factor, however far apart its entries (by hand; scipy.linalg.lu and numpy.linalg.qr agree).
$ printf '1e200,0\n0,1e-200\n' | mm-lu; printf '1e200,0\n0,1e-200\n' | mm-qr
> 1e200,0
> 0,1e-200
> 1e200,0
> 0,1e-200
