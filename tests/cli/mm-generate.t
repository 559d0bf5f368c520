# mm-generate. Values from numpy (eye, zeros, linspace, diag), 1/(i+j-1), and an independent Philox and polar method in
# Python with mpmath's logarithm.

$ mm-generate eye 3
> 1,0,0
> 0,1,0
> 0,0,1

$ mm-generate zeros 2 3
> 0,0,0
> 0,0,0

$ mm-generate hilbert 3
> 1,0.5,0.3333333333333333
> 0.5,0.3333333333333333,0.25
> 0.3333333333333333,0.25,0.2

$ mm-generate linspace 0 1 11
> 0
> 0.1
> 0.2
> 0.30000000000000004
> 0.4
> 0.5
> 0.6000000000000001
> 0.7000000000000001
> 0.8
> 0.9
> 1

$ mm-generate linspace -1 -.5 2
> -1
> -0.5

$ mm-generate linspace 5 7 1
> 5

$ mm-generate linspace -1.7e308 1.7e308 3
> -1.7e308
> 0
> 1.7e308

$ mm-generate diag
< 2
< 5
> 2,0
> 0,5

$ mm-generate diag
< ,x
< a,2
< b,5
> ,a,b
> a,2,0
> b,0,5

$ printf 'a,b\n2,5\n' >"$TMPDIR/v.csv"; mm-generate diag "$TMPDIR/v.csv"
> ,a,b
> a,2,0
> b,0,5

$ mm-generate uniform 2 4 --seed=42
> 0.468586518339105,0.3408615493851788,0.3270633812033848,0.45431560173488833
> 0.6583155272123093,0.773584684730215,0.6706398529302326,0.3791260699709878

$ mm-generate normal 4 2 --seed=42
> -0.4109468672693219223,-2.081827428370165934
> -1.960507970266606378,-0.5179043486499480107
> 0.6783488848961564409,1.172253089000724416
> 1.523770421358348406,-1.079373406204542763
~ 1e-15

# The beginning does not depend on how much follows, nor on the width.
$ mm-generate normal 100000 1 --seed=7 >"$TMPDIR/long"
$ mm-generate normal 3333 3 --seed=7 | tr , '\n' | cmp - "$TMPDIR/long" 2>&1 | sed 's/.*EOF.*/a prefix/'
> a prefix

$ MM_SEED=42 mm-generate uniform 1 1
> 0.468586518339105
2>* --seed=42 gives these numbers again

$ mm-generate eye 2 --to=json
> [[1,0],
>  [0,1]]

$ mm-generate normal 1000 3 --seed=1 --to=npy | mm-norm --axis=all --norm=max --digits=12
> 3.76074147596

# Usage.
$ mm-generate
? 2

$ mm-generate eys 3
? 2
2>* unknown kind of matrix 'eys'; did you mean 'eye'?

$ mm-generate eye
? 2
2>* the operands are: eye N

$ mm-generate zeros 2
? 2
2>* the operands are: zeros R C

$ mm-generate eye 0
? 2
2>* '0' is no size from 1 on

$ mm-generate eye 2.5
? 2

$ mm-generate linspace 0 inf 5
? 2
2>* 'inf' is no finite number

$ mm-generate eye 2 --seed=1
? 2
2>* nothing is random in eye

$ mm-generate diag
< 1,2
< 3,4
? 3
2>* standard input holds a matrix: diag needs a vector
