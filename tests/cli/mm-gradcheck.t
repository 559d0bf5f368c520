# mm-gradcheck. Derivatives by hand; errors only have to be small.

~ 1e-9
$ mm-gradcheck 'a^2*b' --at a=3,b=2
> parameter,reverse,numeric,error,method
> a,12,12,0,complex-step
> b,9,9,0,complex-step

# Only what lies on the way from the parameter decides the method.
~ 1e-9
$ mm-gradcheck 'erf(a)*0 + a + b^3' --at a=3,b=2
> parameter,reverse,numeric,error,method
> a,1,1,0,central
> b,12,12,0,complex-step

# The worst row.
~ 1e-9
$ mm-gradcheck 'w^2*x' --at w=3
< x
< 1
> parameter,reverse,numeric,error,method,row
> w,6,6,0,complex-step,1

# Kinks have the same conventions in both.
~ 1e-9
$ mm-gradcheck 'abs(a) + relu(a) + max(a,b)' --at a=0,b=0
> parameter,reverse,numeric,error,method
> a,0.5,0.5,0,complex-step
> b,0.5,0.5,0,complex-step

$ mm-gradcheck 'sqrt(x)' --at x=0 >/dev/null
? 1
2> mm-gradcheck: the derivative by 'x' has a relative error of inf, more than --tol=1e-06

$ mm-gradcheck 'log(x)' --at x=-1
? 4
2> mm-gradcheck: the value is not a number (nan) at this point

$ mm-gradcheck 'w*x' --at w=3 --wrt=x
< x
< 1
? 2
2>* 'x' is a column
