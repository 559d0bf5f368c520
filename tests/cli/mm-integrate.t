# mm-integrate. Closed forms; tables by scipy.integrate of SciPy 1.10.

$ mm-integrate 'exp(-x^2)' --range=-inf,inf --digits=13 | cut -d, -f1,3,5,6
> estimate,converged,method,variable
> 1.772453850906,1,gauss-kronrod,x

# A range that runs down; one without length; a constant.
$ mm-integrate 'sin(t)' --range='pi, 0' --digits=12 | cut -d, -f1,6
> estimate,variable
> -2,t

$ mm-integrate 'x^2' --range=1,1 | cut -d, -f1,2
> estimate,bound
> 0,0

$ mm-integrate '0' --range=0,1 | cut -d, -f1
> estimate
> 0

$ mm-integrate 'a*exp(-b*t)' --range=0,inf --at a=3,b=2 --digits=12 | cut -d, -f1
> estimate
> 1.5

$ mm-integrate 'log(abs(x))' --range=-1,2 --points=0 --digits=12 | cut -d, -f1
> estimate
> -1.61370563888

# The peak of semantics 56, and one that is too narrow to be seen.
$ mm-integrate 'exp(-((x-500)/1e-3)^2)' --range=0,1000 --digits=10 | cut -d, -f1
> estimate
> 0.001772453851

$ mm-integrate 'exp(-((x-500.1)/1e-9)^2)' --range=0,1000
2>* the integrand is 0 at all 
? 4

$ mm-integrate '1/x' --range=-1,1
2>* not converged: estimate 
? 4

$ mm-integrate 'sqrt(x)' --range=-1,1
2>* the integrand is NaN at x = -
? 4

$ mm-integrate 'x*y' --range=0,1
2>* 'x' or 'y'? --variable names the variable, --at gives the other a value
? 2

$ mm-integrate 'x' --range=0
2>* --range: two ends are wanted, A,B, not 1
? 2

$ mm-integrate 'x' --range=0,1 --points=2
2>* --points: 2 is outside of the range
? 2

$ mm-integrate 'mean(x)' --range=0,1
2>* reductions over rows
? 2

$ mm-integrate 'x'
2>* an expression and its --range=A,B are wanted
? 2

# Tables.
$ mm-integrate --rule=simpson -k x,y
< x,y
< 0,1
< 0.5,2
< 1.25,-1
< 1.5,0.5
< 3,4
< 3.75,2.25
> estimate,difference,rule,n,n_missing
> 7.883680555555555,1.1024305555555554,simpson,6,0
~ 1e-14

$ mm-integrate --rule=trapezoid --spacing=0.5
< 1
< 2
< 4
> estimate,difference,rule,n,n_missing
> 2.25,0.08333333333333348,trapezoid,3,0
~ 1e-14

# Groups, a missing value, CRLF.
$ printf 'g,t,v\r\na,0,0\r\na,1,2\r\nb,0,1\r\nb,2,NA\r\nb,4,1\r\n' | mm-integrate --rule=trapezoid -k t,v -g g --na=omit
> g,estimate,difference,rule,n,n_missing
> a,1,nan,trapezoid,2,0
> b,4,nan,trapezoid,2,1

$ printf 'x,y\n0,1\n2,1\n1,1\n' | mm-integrate --rule=trapezoid
2>* x has to ascend (or descend) all along: point 3 is 1 after 2
? 3

$ printf 'x,y\n0,1\n' | mm-integrate --rule=trapezoid
2>* an integral needs two points or more, not 1
? 3

$ printf 'y\n0\n1\n' | mm-integrate --rule=trapezoid
2>* --spacing says how far apart
? 2

$ mm-integrate 'x' --range=0,1 --at y=3
2>* 'y' has a value but does not occur in the expression
? 2

$ mm-integrate --range=0,1 --digits=12 -- '-x' | cut -d, -f1
> estimate
> -0.5

# A jump between the outermost position of a panel and its edge, which no rule sees.
$ mm-integrate 'x > 0.123456 ? 1 : 0' --range=0,1 | mm-eval --only 'ok = abs(estimate - 0.876544) <= bound' 'small = bound < 1e-10'
> ok,small
> 1,1

$ printf '1,inf\n2,-inf\n3,4\n' | mm-integrate --rule=trapezoid
2>* an infinite x or y
? 4

$ mm-integrate 'x' --range=0,1 -k x
2>* -k and -g are for tables
? 2
