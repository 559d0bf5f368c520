# mm-root. Roots by mpmath.findroot with 50 digits.

$ mm-root 'cos(x) - x' --bracket=0,1
> variable,root,f,bound,low,high,iterations,converged,method
> x,0.7390851332151607,0,0,0.7390851332151607,0.7390851332151607,6,1,bracket

# Neighbouring doubles, one on either side of the root of 2.
$ mm-root 'x^2 - a' --bracket 0,2 --at a=2 --to=json
> {"variable":"x","root":1.414213562373095,"f":-4.440892098500626e-16,"bound":2.220446049250313e-16,"low":1.414213562373095,"high":1.4142135623730951,"iterations":8,"converged":1,"method":"bracket"}

# Ends are expressions, in either order.
$ mm-root 'sin(x)' --bracket '3*pi/2, pi/2' | cut -d, -f1,2
> variable,root
> x,3.141592653589793

$ mm-root 'cos(x) - x' --init=0.7 | cut -d, -f1-3,8,9
> variable,root,f,converged,method
> x,0.7390851332151607,0,1,newton

# A system: mpmath says 1.9953731700631960228, 0.13596290741210193573.
$ mm-root 'x^2 + y^2 - 4' 'y - exp(-x)' --init x=1,y=1 | cut -d, -f1,2
> variable,root
> x,1.995373170063196
> y,0.13596290741210193
~ 1e-15

# A pole, a jump, no change of sign, NaN.
$ mm-root '1/(x-0.3)' --bracket=0,1
2>* no root: near x = 0.29999999999999
? 4

$ mm-root 'floor(x) - 2.5' --bracket=0,5
2>* without coming near 0, from -0.5 to 0.5
? 4

$ mm-root 'x^2 + 1' --bracket=0,1
2> mm-root: no change of sign: the expression is 1 at x = 0 and 2 at 1
? 4

$ mm-root 'sqrt(x) - 2' --bracket=-1,9
2> mm-root: the expression is NaN at x = -1
? 4

$ mm-root 'x^2 + 1' --init=0.7
2>* no convergence: |f| or the steps stopped falling at x = 
? 4

$ mm-root 'x + y - 3' 'x + y - 4' --init x=1,y=2
2>* Jacobian singular) at x = 1, y = 2
? 4

# A double root is known to half the digits, which the bound shows.
$ mm-root 'x^2 - 2*x + 1' --init=3 --tol=1e-12
2>* more than --tol
? 4

$ mm-root 'x + y' --bracket=0,1
2>* mm-root: 'x' or 'y'? --variable names the variable, --at gives the other a value
2>*     x + y
2>*         ^
? 2

$ mm-root 'x + z - 3' --init x=1
2>* unknown name 'z'
? 2

$ mm-root 'x'
2>* either --bracket=A,B or --init is wanted
? 2

$ mm-root 'x' --bracket=0
2>* two ends are wanted
? 2

$ mm-root 'x + y' --init x=1,y=2
2>* as many equations as unknowns are wanted: 1 and, in --init, 2
? 2

# exp(x) comes to 0 only where doubles end: no root.
$ mm-root 'exp(x)' --init=0
2>* no convergence: |f| or the steps stopped falling at x = 
? 4
