# mm-grad. Values by hand, and from PyTorch 1.13 (torch.autograd.grad, double).

$ mm-grad 'x^2*y + sin(y)' --at x=3,y=0
> value,d/dx,d/dy
> 0,0,10

$ mm-grad 'x^2*y + sin(y)' --at x=3,y=0 --to=json
> {"value":0,"d/dx":0,"d/dy":10}

# Values of parameters may be constant expressions.
$ mm-grad 'sin(x)' --at 'x=pi/6' --digits=12
> value,d/dx
> 0.5,0.866025403784

# A table with a header, CRLF and a quoted name; [n] is a column by its place.
$ printf '"the x",y\r\n1,3\r\n2,5\r\n3,7\r\n' | mm-grad 'mean((w*[the x] + b - y)^2)' --at w=1,b=0 --digits=10
> value,d/dw,d/db
> 9.666666667,-13.33333333,-6

$ printf '1,3\n2,5\n3,7\n' | mm-grad 'sum((w*[1] - [2])^2)' --at w=2
> value,d/dw
> 3,-12

# Real data; torch: 0.69314718055994517, 0.55728383128295228, 0.12741652021089631
~ 1e-14
$ mm-grad 'mean(softplus(b + w*[mean radius]) - malignant*(b + w*[mean radius]))' --at w=0,b=0 breast_cancer.csv
> value,d/dw,d/db
> 0.69314718055994517,0.55728383128295228,0.12741652021089631

# torch: a vector of weights over columns
~ 1e-13
$ mm-grad 'mean((dot(w, bmi..s3) + b - progression)^2)' --at 'w[5]=0,b=150' --wrt=w,b diabetes.csv
> value,d/dw[1],d/dw[2],d/dw[3],d/dw[4],d/dw[5],d/db
> 5934.43665158371,-511.1380090497738,-1343.2254751131225,-1935.8642533936645,-1306.9131221719456,573.0904977375565,-4.266968325791856

# Some of the parameters only, and elements of vectors.
$ mm-grad 'w[1]*w[2]^2' --at 'w[3]=2:3:4' --wrt='w[2],w[1]'
> value,d/dw[2],d/dw[1]
> 18,12,9

# Conventions where no derivative exists.
$ mm-grad 'abs(a) + relu(b) + 2*min(c,d)' --at a=0,b=0,c=1,d=1
> value,d/da,d/db,d/dc,d/dd
> 2,0,0,1,1

$ mm-grad 'sqrt(x)' --at x=0
> value,d/dx
> 0,inf

# In each row, with labels, by parameters and columns.
$ mm-grad 'x^2*w' --at w=3 --per-row --wrt=x,w
< ,x
< a,1
< b,-2
> ,value,d/dx,d/dw
> a,3,6,1
> b,12,-12,4

# Of a mean by the column it is of: one share a row.
$ mm-grad 'mean(w*x)' --at w=3 --per-row --wrt=x
< x
< 1
< 2
> value,d/dx
> 4.5,1.5
> 4.5,1.5

# What all rows share depends on the parameter, and on the row's cell: x - mean(x), w(1 - 1/n).
$ mm-grad 'w*x - mean(w*x)' --at w=3 --per-row --wrt=w,x
< x
< 1
< 3
> value,d/dw,d/dx
> -3,-1,1.5
> 3,1,1.5

$ mm-grad 'w*x' --at w=3
< x
< 1
? 2
2> mm-grad: the expression has a value in each row: wrap it in mean(...) or sum(...)
2>     w*x
2>     ^^^
2> Try 'mm-grad --help' for more information.

# A misspelt parameter is never a derivative of 0.
$ mm-grad 'rate*x' --at rat=3,x=1
? 2
2> mm-grad: the expression does not contain 'rat'; did you mean 'rate'?
2> Try 'mm-grad --help' for more information.

$ mm-grad 'mean(w*hight)' --at w=3
< height
< 1
? 2
2> mm-grad: unknown column or parameter 'hight'; did you mean 'height'?
2>     mean(w*hight)
2>            ^^^^^
2> Try 'mm-grad --help' for more information.

$ mm-grad 'w*x' --at w=3 </dev/null
? 3
2> mm-grad: standard input: no input; 'x' is not among the parameters, so a table was to have it

$ mm-grad 'w*x'
? 2
2> mm-grad: nothing to differentiate by: --at=w=1,b=2 names the parameters
2> Try 'mm-grad --help' for more information.

$ mm-grad 'w^2' --at w=1 --per-row
? 2
2> mm-grad: --per-row: the expression names no column, and there is no table
2> Try 'mm-grad --help' for more information.

$ mm-grad 'w^2 + v' --at w=1,v=2 --wrt=u
? 2
2>* the expression does not contain 'u'

$ mm-grad 'mean(w*x)' --at w=1 --wrt=x
< x
< 1
? 2
2>* the derivative by the column 'x' differs by row

$ mm-grad 'log(w)' --at w=-1
? 4
2> mm-grad: value is not a number (nan) at this point

$ mm-grad 'sqrt(w^2)' --at w=0
? 4
2> mm-grad: d/dw is not a number (nan) at this point

$ mm-grad 'log(w*x)' --at w=1 --per-row
< x
< 1
< -1
? 4
2> mm-grad: row 2: value is not a number (nan) there

# Missing values.
$ mm-grad 'mean(w*x)' --at w=1
< x
< 1
< NA
? 3
2>* missing

$ mm-grad 'mean(w*x)' --at w=1 --na=omit
< x
< 1
< NA
> value,d/dw
> 1,1
2> mm-grad: left out 1 row with missing values

$ mm-grad 'w*x' --at w=1 --na=keep --per-row
< x
< 1
< NA
> value,d/dw
> 1,1
> nan,nan

# Constant, one row, no rows.
$ mm-grad 'sd(w*x)' --at w=1
< x
< 1
? 3
2> mm-grad: sd needs two rows or more

$ mm-grad 'mean(w*x)' --at w=1
< x
? 3
2>* no rows

$ mm-grad 'w^2' --at w=1 iris.csv
? 2
2> mm-grad: the expression names no column of the table, so leave the file out
2> Try 'mm-grad --help' for more information.

$ mm-grad 'mean(species*w)' --at w=1 iris.csv
? 2
2>* species

$ mm-grad --at w=3 -- '-w^2'
> value,d/dw
> -9,-6
