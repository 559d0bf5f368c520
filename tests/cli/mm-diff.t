# SPDX-License-Identifier: GPL-3.0-or-later
# mm-diff. Expected: by hand; values from SymPy 1.11 (diff, N). tests/unit/check_derivative.c has 293 more expressions.

$ mm-diff 'x^2*sin(x)' x
> 2*x*sin(x) + x^2*cos(x)

$ mm-diff --order=2 'x^2*sin(x)' x
> 2*sin(x) + 4*x*cos(x) - x^2*sin(x)

$ mm-diff --order=0 'x + x + 2/4*y' x
> 2*x + y/2

$ mm-diff 'x^2*y' x y
> variable,derivative
> x,2*x*y
> y,x^2

$ mm-diff 'x^2*y' x,y
> 2*x

$ mm-diff 'x^y' x --at x=2,y=3
> variable,derivative,value
> x,y*x^(y - 1),12

$ mm-diff 'x*sin(x)' x --at x=pi/2
> variable,derivative,value
> x,sin(x) + x*cos(x),1
~ 1e-15

$ mm-diff --to=json 'x^3/3' x --at x=2
> {"expression":"x^3/3","variable":"x","order":1,"derivative":"x^2","value":4}

$ mm-diff --to=json 'x*y' x y
> [{"expression":"x*y","variable":"x","order":1,"derivative":"y"},
>  {"expression":"x*y","variable":"y","order":1,"derivative":"x"}]

$ mm-diff --to=latex 'sqrt(x^2 + 1)' x
> \frac{x}{\sqrt{x^{2} + 1}}

$ mm-diff -- '-x^2' x
> -2*x

$ mm-diff 3 x
> 0

$ mm-diff '[mean radius]^2' '[mean radius]'
> 2*[mean radius]

$ mm-diff 'dot(w, a, b)' 'w[2]'
> b

$ mm-diff 'mean((w*x + b - y)^2)' w b
> variable,derivative
> w,2*mean(x*(w*x + b - y))
> b,2*mean(w*x + b - y)

# ---- the C compiles without a warning and has the value of SymPy's derivative ----

$ f='sigmoid(x)*gelu(x) + max(x, 1, x^2) + clamp(x, -1, 1)/sign(x + 3) + hypot(x, 2) + relu(x - 1/2) + logsumexp(x, 2*x, 1) + softplus(silu(x))'
$ { printf '#include <math.h>\n#include <stdio.h>\n'; printf 'double f(double x) { return %s; }\n' "$(mm-diff --to=c "$f" x)"; printf 'int main(void) { printf("%%.14g", f(0.75)); return 0; }\n'; } >"$TMPDIR/f.c"
$ ${CC:-gcc} -Wall -Werror -o "$TMPDIR/f" "$TMPDIR/f.c" -lm && "$TMPDIR/f"; echo
> 4.87177030887255
~ 1e-12

$ mm-diff --to=c 'lgamma(x)' x
? 4
2>* no form

# ---- what is wrong, and where ----

$ mm-diff 'alpha*x' alpah
? 2
2>* did you mean 'alpha'?

$ mm-diff 'x^2' x --at z=2
? 2
2>* 'z' is not in the expression

$ mm-diff 'x^2*y' x --at x=2
? 2
2>* unknown parameter 'y'

$ mm-diff 'x^2 + sen(x)' x
? 2
2>* did you mean 'sin'?
2>*     x^2 + sen(x)
2>*           ^^^

$ mm-diff '2x' x
? 2
2>* write 2*x

$ mm-diff 'dot(w, a, b)' w
? 2
2>* w[1]

$ mm-diff 'dot(w, x1..x9)' 'w[1]'
? 2
2>* a range of columns

$ mm-diff --order=2 'x*y' x,y
? 2
2>* --order is for one variable

$ mm-diff 'sqrt(x)' x --at x=-1
? 4
2>* not defined at x=-1

$ mm-diff 'sum(w*x^2)' x --at w=1,x=2
? 2
2>* no rows

$ mm-diff 'x^2'
? 2
2>* missing operand

$ mm-diff 'x^2' ''
? 2
