# SPDX-License-Identifier: GPL-3.0-or-later
# mm-kl. Expected: scipy.special 1.10 rel_entr, summed.

$ printf '0,1,0\n0.2312,0.6285,0.1403\n' | mm-kl
> 0.46441925095183506
~ 4e-16

$ mm-kl --logits digits_logits_linear.csv digits_logits_mlp.csv | head -4
> kl
> 0.08057445521976972
> 0.09457612848652638
> 0.0356583637261728
~ 1e-14

$ mm-kl --logits --reduce=mean digits_logits_linear.csv digits_logits_mlp.csv; mm-kl --logits --reduce=sum digits_logits_linear.csv digits_logits_mlp.csv
> 0.14519280295359466
> 104.39362532363455
~ 1e-13

# As a stream, through the text of probabilities.
$ mm-softmax digits_logits_mlp.csv >"$TMPDIR/q.csv"
$ mm-softmax digits_logits_linear.csv | mm-kl - "$TMPDIR/q.csv" | mm-mean
> kl
> 0.14519280295359466
~ 1e-13

# ---- 0 log 0 = 0, p > 0 = q gives inf ----

$ printf '0.5,0.5\n1,0\n' | mm-kl
> inf

$ printf '1,0\n0.5,0.5\n' | mm-kl --base=2
> 1

$ printf '0.5,0.5\n0.5,0.5\n' | mm-kl
> 0

# ---- one file: two columns with -k, else two rows ----

$ printf 'p,q\n0.5,0.25\n0.5,0.75\n' | mm-kl -k p,q
> 0.14384103622589045
~ 4e-16

$ printf '0.5,0.5\n0.5,0.5\n0.5,0.5\n' | mm-kl
? 3
2>* 3x2
2>* two rows

$ printf 'p,q\n1,1\n' | mm-kl
? 3

# ---- two files: row by row; one row serves all; columns and rows are vectors ----

$ printf 'a,b\n0.5,0.5\n1,0\n' >"$TMPDIR/p"; printf 'a,b\n0.5,0.5\n' | mm-kl "$TMPDIR/p" -
> kl
> 0
> 0.6931471805599453
~ 4e-16

$ printf 'p\n0.5\n0.5\n' >"$TMPDIR/p"; printf 'q\n0.25\n0.75\n' | mm-kl "$TMPDIR/p" -
> 0.14384103622589045
~ 4e-16

$ printf ',a,b\nr1,0.5,0.5\nr2,1,0\n' >"$TMPDIR/p"; mm-kl "$TMPDIR/p" "$TMPDIR/p"
> ,kl
> r1,0
> r2,0

$ printf '0.5,0.5\n0.5,0.5\n0.5,0.5\n' >"$TMPDIR/p"; printf '0.5,0.5\n0.5,0.5\n' | mm-kl "$TMPDIR/p" - >"$TMPDIR/out"
? 3
2>* p:3: 
2>* 2 rows

$ printf '0.5,0.5\n' >"$TMPDIR/p"; printf '0.2,0.3,0.5\n' | mm-kl "$TMPDIR/p" -
? 3
2>* 2 columns
2>* has 3

# Classes in another order must not give a plausible number.
$ printf 'a,b\n0.5,0.5\n' >"$TMPDIR/p"; printf 'b,a\n0.4,0.6\n' | mm-kl "$TMPDIR/p" -
? 3
2>* 'a'
2>* 'b'
2>* --ignore-labels

$ printf 'a,b\n0.5,0.5\n' >"$TMPDIR/p"; printf 'b,a\n0.5,0.5\n' | mm-kl --ignore-labels "$TMPDIR/p" -
> 0

$ printf ',a,b\nr1,0.5,0.5\nr2,1,0\n' >"$TMPDIR/p"; printf ',a,b\nr1,1,0\nr3,0.5,0.5\n' | mm-kl "$TMPDIR/p" - >"$TMPDIR/out"
? 3
2>* p:3: 
2>* 'r2'

$ printf '0.5,0.5\n1,0\n' | mm-kl - -
> 0
> 0

# ---- what is no distribution ----

$ printf '1,1\n1,3\n' | mm-kl
? 3
2>* the sum is 2; --normalize

$ printf '1,1\n1,3\n' | mm-kl --normalize
> 0.14384103622589045
~ 4e-16

$ printf '0.5,0.500002\n0.5,0.5\n' | mm-kl
? 3

$ printf '0.5,0.5000005\n0.5,0.5\n' | mm-kl --digits=2
> 5e-7

$ printf -- '-0.5,1.5\n0.5,0.5\n' | mm-kl
? 3
2>* -0.5 is negative

$ printf -- '-0.5,1.5\n0.5,0.5\n' | mm-kl --normalize
? 3
2>* -0.5 is negative

$ printf '0,0\n0.5,0.5\n' | mm-kl --normalize
? 3

$ mm-kl --normalize --logits iris.csv iris.csv
? 2
2>* exclude each other

$ printf 'a,b\n0.5,0.5\nNA,1\n' >"$TMPDIR/p"; mm-kl "$TMPDIR/p" "$TMPDIR/p" >"$TMPDIR/out"
? 3
2>* p:3:1: missing value (column 'a')

$ mm-kl --base=3 iris.csv iris.csv
? 2
2>* --base: unknown value '3' (e, 2, 10)

# ---- on the board ----

$ printf '0,1,0\n0.2312,0.6285,0.1403\n' | mm-kl --explain
> KL(P‖Q) = Σ p_i log(p_i/q_i)
>         = 0·log(0/0.2312) + 1·log(1/0.6285) + 0·log(0/0.1403)
>         = 0 + 0.464419 + 0
>         = 0.46441925095183506 nats
> 0 log(0/q) = 0; p > 0 where q = 0 makes it inf
> Source: Cover and Thomas, Elements of Information Theory, 2006, section 2.3

# Of logits, also where the probabilities are below the doubles.
$ printf '0,0\n0,1000\n' | mm-kl --logits --base=2 --explain | head -4
> KL(P‖Q) = Σ p_i log2(p_i/q_i)
>         = 0.5·log2(0.5/exp(-1000)) + 0.5·log2(0.5/1)
>         = 720.848 + -0.5
>         = 720.3475204444817 bits
~ 1e-14
