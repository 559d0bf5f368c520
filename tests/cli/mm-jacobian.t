# mm-jacobian. By hand; moments from NumPy.

$ mm-jacobian 'r*cos(t)' 'r*sin(t)' --at r=2,t=0
> ,r,t
> r*cos(t),1,-0
> r*sin(t),0,2

$ mm-jacobian 'a*b' 'a b' --at a=1,b=2
? 2
2>* a b

$ mm-jacobian 'max(a,b)' ' a' --at a=3,b=2 --to=json
> [{"":"max(a,b)","a":1,"b":0},
>  {"":" a","a":1,"b":0}]

# Expressions end where files begin.
$ mm-jacobian 'mean(w*x)' 'sum(w*x)' - --at w=1
< x
< 1
< 3
> ,w
> mean(w*x),2
> sum(w*x),4

$ mm-jacobian 'mean(w*x)' mising.csv --at w=1
? 5
2>* mising.csv

# By some of the parameters.
$ mm-jacobian 'a*b' 'a + b' --at a=2,b=3 --wrt=b
> ,b
> a*b,2
> a + b,1

# One expression may do without a parameter that another has.
$ mm-jacobian 'a' 'b^2' --at a=2,b=3
> ,a,b
> a,1,0
> b^2,0,6

$ mm-jacobian 'a' 'b^2' --at a=2,b=3,c=4
? 2
2> mm-jacobian: the expression does not contain 'c'
2> Try 'mm-jacobian --help' for more information.

$ mm-jacobian 'mean(w*x)' 'w*x' --at w=1
< x
< 1
? 2
2> mm-jacobian: the expression has a value in each row: wrap it in mean(...) or sum(...)
2>     w*x
2>     ^^^
2> Try 'mm-jacobian --help' for more information.

$ mm-jacobian 'a' 'sqrt(b^2)' --at a=1,b=0
? 4
2> mm-jacobian: the derivative of 'sqrt(b^2)' by 'b' is not a number (nan) at this point

# Where an expression itself is not defined, its derivative is not either.
$ mm-jacobian 'log(x)' --at x=-1
2> mm-jacobian: log(x) is not a number (nan) at this point
? 4

$ mm-jacobian 'log(x)' --at x=-1 --na=keep
> ,x
> log(x),-1
