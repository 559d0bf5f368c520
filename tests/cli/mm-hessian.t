# mm-hessian. By hand, and from torch.autograd.functional.hessian (PyTorch 1.13, double).

$ mm-hessian '(1 - x)^2 + 100*(y - x^2)^2' --at x=1,y=1
> ,x,y
> x,802,-400
> y,-400,200

$ printf 'x,y\n1,3\n2,5\n3,8\n' | mm-hessian 'sum((w*x + b - y)^2)' --at w=0,b=0
> ,w,b
> w,28,12
> b,12,6

# A vector.
$ mm-hessian 'w[1]^2*w[2]^3' --at 'w[2]=2:3'
> ,w[1],w[2]
> w[1],54,108
> w[2],108,72

# Symmetric to the bit: nothing differs from the transpose.
$ mm-hessian 'exp(a*b)/(1 + c^2*a) + sin(b*c)' --at a=0.3,b=0.7,c=1.1 --to=npy --quiet >"$TMPDIR/h.npy"; mm-transpose "$TMPDIR/h.npy" | cmp - "$TMPDIR/h.npy" && echo same
> same

$ mm-hessian 'relu(a)*b' --at a=1,b=2 --wrt=a
> ,a
> a,0

$ mm-hessian 'sqrt(x^2 + y^2)' --at x=0,y=0
? 4
2> mm-hessian: the derivative by 'x' and 'x' is not a number (nan) at this point

$ mm-hessian 'x*y' --at x=1
< y
< 2
? 2
2>* wrap it in mean

# Where the expression itself is not defined, its derivatives are not either.
$ mm-hessian 'log(x)' --at x=-1
2> mm-hessian: value is not a number (nan) at this point
? 4
