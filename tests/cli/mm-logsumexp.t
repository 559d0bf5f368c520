# SPDX-License-Identifier: GPL-3.0-or-later
# mm-logsumexp. Expected: scipy.special 1.10 logsumexp.

$ printf '1,2,3\n' | mm-logsumexp
> 3.4076059644443806
~ 4e-16

$ mm-logsumexp digits_logits_linear.csv | mm-mean
> logsumexp
> 6.10033503663607
~ 1e-14

$ printf '10000,-10000,0\n-10000,-10000\n' | head -1 | mm-logsumexp; printf '7\n' | mm-logsumexp
> 10000
> 7

$ printf -- '-inf,-inf\n1,inf\n-inf,0\n' | mm-logsumexp
> -inf
> inf
> 0

# ---- what a vector is ----

$ printf '1\n2\n3\n' | mm-logsumexp; printf '1,2\n3,4\n' | mm-logsumexp --axis=columns; printf '1,2\n3,4\n' | mm-logsumexp --axis=all
> 3.4076059644443806
> 3.1269280110429727,4.126928011042972
> 4.440189698561196
~ 4e-16

$ printf ',a,b\nr1,1,1\nr2,0,0\n' | mm-logsumexp --digits=4; printf '[[0,0],[1,1]]' | mm-logsumexp --digits=4
> ,logsumexp
> r1,1.693
> r2,0.6931
> [0.6931,1.693]

$ printf 'a,b\n' | mm-logsumexp
> logsumexp

$ printf 'a,b\n1,NA\n' | mm-logsumexp
? 3
2>* missing value (column 'b')

$ printf 'a,b\n1,NA\n1,1\n' | mm-logsumexp --na=keep --digits=4
> logsumexp
> nan
> 1.693

# ---- weights ----

$ printf 'x,b\n1,0.5\n2,0\n3,2\n' | mm-logsumexp --weights=b; printf 'x,b\n1,1\n2,1\n3,-0.5\n' | mm-logsumexp --weights=b
> 3.726421228845397
> -2.7400136456339546
~ 1e-13

$ printf 'x,y,b\n1,0,0.5\n2,0,0\n3,0,2\n' | mm-logsumexp --weights=b
> x,y
> 3.726421228845397,0.9162907318741551
~ 4e-16

$ printf 'x,b\n1,1\n2,-1\n' | mm-logsumexp --weights=b
? 4
2>* column 1: -0.632120558828

$ printf 'x,b\n1,1\n2,inf\n' | mm-logsumexp --weights=b
? 4
2>* standard input:3: inf is not allowed here (column 'b')

$ printf 'x,b\n1,1\n\n2,1\ninf,-1\n' | mm-logsumexp --weights=b
? 4
2>* standard input:5: inf is outside the domain (column 'x')

$ printf 'x,b\n' | mm-logsumexp --weights=b
? 3
2>* no rows

$ printf 'x,b\n1,1\n' | mm-logsumexp --weights=c
? 2
2>* 'c'

$ printf 'x,b\n1,1\n' | mm-logsumexp --weights=b --axis=rows
? 2
2>* --axis=columns

$ mm-generate zeros 1 1000000 | mm-logsumexp
> 13.815510557964274
~ 4e-16
