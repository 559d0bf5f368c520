# mm-norm. Values from numpy.linalg.norm unless a case says otherwise.

# Rows, the default.
$ mm-norm
< 3,4
< 5,12
> 5
> 13

# One column is one vector, bare; so is the same written as JSON.
$ mm-norm
< 3
< -4
< 12
> 13

$ mm-norm
< [3, -4, 12]
> 13

$ mm-norm --norm=1 -
< 3,-4,12
> 19

$ mm-norm --norm=inf
< 3,-4,12
> 12

$ mm-norm --norm=0
< 3,0,12
> 2

$ mm-norm --norm=3
< 3,-4,12
> 12.207054953820636
~ 1e-15

$ mm-norm --norm=0.5
< 3,-4,12
> 51.78460969082653
~ 1e-14

# Names and labels.
$ mm-norm
< ,x,y
< a,3,4
< b,0,0
> ,norm
> a,5
> b,0

$ mm-norm --axis=columns
< ,x,y
< a,3,1
< b,4,0
> x,y
> 5,1

# Neither overflow nor underflow (numpy answers inf and 0 for these; the values are 5·10^±200).
$ mm-norm --digits=15
< 3e200,4e200
< 3e-200,4e-200
> 5e200
> 5e-200

# Of the whole matrix.
$ for n in fro 1 inf max; do printf '1,-7,2\n-3,4,5.5\n' | mm-norm --axis=all --norm=$n; done
> 10.452272480183437
> 11
> 12.5
> 7
~ 1e-15

$ printf '1,-7,2\n-3,4,5.5\n' | mm-norm --axis=all
> 10.452272480183437
~ 1e-15

$ for n in 2 nuc; do printf '1,-7,2\n-3,4,5.5\n' | mm-norm --axis=all --norm=$n; done
> 8.63914134865136
> 14.522612837323873
~ 1e-14

$ for n in fro 2 1 inf nuc max; do mm-norm --axis=all --quiet --norm=$n iris.csv; done
> 97.66928892952994
> 95.95991387196455
> 876.5
> 20.4
> 119.06670476559813
> 7.9
~ 1e-13

# Usage: a norm of the other kind, a number that is none.
$ mm-norm --norm=nuc
< 1,2
? 2
2>* --axis=all takes the whole matrix

$ mm-norm --norm=-1
< 1,2
? 2
2>* '-1' is no norm of a vector

$ mm-norm --axis=all --norm=3
< 1,2
? 2
2>* '3' is no norm of a matrix: fro, 2, 1, inf, nuc or max

# Missing values.
$ mm-norm
< 1,2
< 3,NA
? 3
2>* 2:2

$ mm-norm --na=omit
< 3,4
< 3,NA
> 5
2>* left out 1 row with missing values

$ mm-norm --na=keep
< 3,4
< 3,NA
> 5
> nan

$ mm-norm --axis=all --na=keep
< 3,4
< 3,NA
> nan

$ mm-norm --axis=all --na=keep --norm=2
< 3,4
< 3,NA
? 3
2>* nan in row 2, column 2

$ mm-norm --axis=all --norm=nuc
< 3,4
< 3,inf
? 4
2>* infinity in row 2, column 2

$ mm-norm
< 3,-inf
> inf

$ mm-norm </dev/null
? 3

$ printf 'a,b\n' | mm-norm --axis=all
? 3
2>* no rows
