# SPDX-License-Identifier: GPL-3.0-or-later
# mm-pinv. Values from numpy.linalg.pinv unless a case says otherwise.

$ printf '1,2\n3,4\n5,6\n' | mm-pinv
> -1.3333333333333337,-0.3333333333333329,0.6666666666666666
> 1.083333333333334,0.33333333333333304,-0.4166666666666667
~ 1e-13

# Of rank two: 36 times it is -23 -6 11; -2 0 2; 19 6 -7.
$ printf '1,2,3\n4,5,6\n7,8,9\n' | mm-pinv
> -0.6388888888888888,-0.16666666666666666,0.3055555555555556
> -0.05555555555555555,0,0.05555555555555555
> 0.5277777777777778,0.16666666666666666,-0.19444444444444445
~ 1e-13

# Labels swap.
$ printf ',x,y\na,2,0\nb,0,4\n' | mm-pinv
> ,a,b
> x,0.5,0
> y,0,0.25
~ 1e-15

$ printf '3,0\n0,0.2\n' | mm-pinv --rcond=0.1
> 0.3333333333333333,0
> 0,0
~ 1e-15

$ printf '0,0\n0,0\n0,0\n' | mm-pinv
> 0,0,0
> 0,0,0

$ printf '4\n' | mm-pinv
> 0.25

$ printf '1,inf\n' | mm-pinv
2> mm-pinv: standard input: infinity in row 1, column 2, where every number must be finite
? 4

$ printf '1,nan\n' | mm-pinv --na=keep
2> mm-pinv: standard input: nan in row 1, column 2, where every number must be finite
? 3

$ printf '1e-320\n' | mm-pinv
2>* beyond the largest double
? 4

$ mm-pinv --rcond=2 iris.csv
? 2
