# SPDX-License-Identifier: GPL-3.0-or-later
# mm-crossentropy. Expected: torch.nn.functional 1.13 cross_entropy in float64, or the sum by mpmath.

# The mean of what scikit-learn computed for these logits, to 1e-14.
$ mm-crossentropy --logits --target-file=digits_eval.csv#label --reduce=mean digits_logits_linear.csv; mm-mean -k nll_linear digits_eval.csv | tail -1
> 0.16409224187409086
> 0.16409224187409086
~ 1e-14

$ mm-crossentropy --logits --target-file=digits_eval.csv#label digits_logits_linear.csv | head -3
> crossentropy
> 0.046857480661588014
> 0.020594843699297982
~ 1e-14

$ printf '1,2,0.5,0\n1e4,-1e4,0,1\n3,3,3,2\n' | mm-crossentropy --logits --target=4; printf '1,2,0.5,0\n1e4,-1e4,0,1\n3,3,3,2\n' | mm-crossentropy --logits --target=4 --reduce=sum
> 1.464368784107945
> 20000
> 1.0986122886681098
> 20002.562981072777
~ 4e-16

$ printf '0.25,0.75,0\n0,1,0\n1,1e-320,0\n' | mm-crossentropy --target=3
> 1.3862943611198906
> inf
> 0
~ 4e-16

# ---- targets: names, indices, numbers as names ----

$ printf 'cat,dog,truth\n0.5,0.5,dog\n0.25,0.75,cat\n1,0,0\n' | mm-crossentropy --target=truth --base=2
> crossentropy
> 1
> 2
> 0

$ printf 'cat,dog,truth\n0.5,0.5,cow\n' | mm-crossentropy --target=truth
? 3
2>* standard input:2: target 'cow' is neither the name nor the index of a class

$ printf 'cat,dog,truth\n0.5,0.5,dgo\n' | mm-crossentropy --target=truth
? 3
2>* target 'dgo' is neither the name nor the index of a class; did you mean 'dog'?

$ printf 'cat,dog,truth\n0.5,0.5,2\n' | mm-crossentropy --target=truth
? 3
2>* target '2'

$ printf 'cat,dog,truth\n0.5,0.5,0.5\n' | mm-crossentropy --target=truth
? 3
2>* not a whole number

$ printf 'cat,dog,truth\n0.5,0.5,-1\n' | mm-crossentropy --target=truth
? 3
2>* target '-1'

$ printf '"1","0",t\n0.25,0.75,1\n' | mm-crossentropy -H --target=t
? 2
2>* --target-by=name or --target-by=index

$ for by in name index; do printf '"1","0",t\n0.25,0.75,1\n' | mm-crossentropy -H --target=t --target-by=$by --base=2 --digits=6; done
> 2
> 0.415037

$ printf '0.25,0.75,0\n' | mm-crossentropy -N --target=3 --target-by=name
? 2
2>* have no names

$ printf 'a,b,t\n0.5,0.5,a\n' | mm-crossentropy --target=t -k a,b,t
? 2
2>* one of the classes

$ printf 'a,b,t,u\n0.5,0.5,a,b\n' | mm-crossentropy --target=t,u
? 2

# ---- a file of targets ----

$ printf 't\nb\na\n' >"$TMPDIR/t"; printf 'a,b\n0.5,0.5\n0.25,0.75\n' | mm-crossentropy --target-file="$TMPDIR/t" --base=2
> crossentropy
> 1
> 2

$ printf 't\nb\n' >"$TMPDIR/t"; printf 'a,b\n0.5,0.5\n0.25,0.75\n' | mm-crossentropy --target-file="$TMPDIR/t#t" >"$TMPDIR/out"
? 3
2>* standard input:3: 
2>* has only 1 row

$ printf 't\nb\na\na\n' >"$TMPDIR/t"; printf 'a,b\n0.5,0.5\n0.25,0.75\n' | mm-crossentropy --target-file="$TMPDIR/t#t" >"$TMPDIR/out"
? 3
2>* t:4: 
2>* has only 2 rows

$ printf ',t\nr1,b\nr3,a\n' >"$TMPDIR/t"; printf ',a,b\nr1,0.5,0.5\nr2,1,0\n' | mm-crossentropy --target-file="$TMPDIR/t#t" >"$TMPDIR/out"
? 3
2>* 'r2'
2>* 'r3'

$ printf 't\nb\nNA\na\n' >"$TMPDIR/t"; printf ',a,b\nr1,0.5,0.5\nr2,1,0\nr3,0.25,0.75\n' | mm-crossentropy --base=2 --na=omit --target-file="$TMPDIR/t#t" 2>/dev/null
> ,crossentropy
> r1,1
> r3,2

$ printf 't,u\nb,1\n' >"$TMPDIR/t"; printf 'a,b\n0.5,0.5\n' | mm-crossentropy --target-file="$TMPDIR/t"
? 2
2>* FILE#COL

$ printf 'a,b\n0.5,0.5\n' | mm-crossentropy --target-file=-#t
? 2
2>* standard input holds the predictions

$ printf 'a,b,t\n0.5,0.5,a\n' | mm-crossentropy --target=t --target-file=digits_eval.csv
? 2

# ---- two distributions ----

$ printf '0.2,0.3,0.5\n0.3,0.3,0.4\n' | mm-crossentropy; printf '0.5,0.5\n1,0\n' | mm-crossentropy; printf '1,0\n0.5,0.5\n' | mm-crossentropy --base=2
> 1.0601317681000455
> inf
> 1
~ 4e-16

$ mm-crossentropy --logits --reduce=mean digits_logits_linear.csv digits_logits_mlp.csv
> 0.5453036937646131
~ 1e-13

$ mm-crossentropy a b c
? 2
2>* P and Q

$ printf '1,1\n0.5,0.5\n' | mm-crossentropy; printf 'a,b,t\n1,1,a\n' | mm-crossentropy --target=t
? 3
2>* the sum is 2; --normalize

$ printf 'a,b,t\n1,3,a\n' | mm-crossentropy --target=t --normalize --base=2
> 2

$ printf 'a,b,t\n1,inf,a\n' | mm-crossentropy --logits --target=t
? 4
2>* column 'b'

# ---- on the board ----

$ printf '0.5,0.5\n0.25,0.75\n' | mm-crossentropy --base=2 --explain
> H(P,Q) = -Σ p_i log q_i
>        = -(0.5·log2 0.25 + 0.5·log2 0.75)
>        = 1 + 0.207519
>        = 1.2075187496394219 bits
> Source: Goodfellow, Bengio, Courville, Deep Learning, 2016, section 3.13
~ 4e-16

$ printf 'cat,dog,t\n0,1000,cat\n' | mm-crossentropy --logits --target=t --explain
> x = 0, 1000
> t = 0, class cat: x_t = 0
> log Σ exp(x_i) = 1000
> -log p_t = log Σ exp(x_i) - x_t = 1000 nats
> Source: Goodfellow, Bengio, Courville, Deep Learning, 2016, section 6.2.2
