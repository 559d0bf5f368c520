# SPDX-License-Identifier: GPL-3.0-or-later
# mm-matmul. Products of whole numbers by hand (or numpy.matmul): exact.

$ printf '1,2,3\n4,5,6\n' >"$TMPDIR/b"; printf '1,2\n3,4\n' | mm-matmul - "$TMPDIR/b"
> 9,12,15
> 19,26,33

$ printf '1,2\n3,4\n' | mm-matmul - -
> 7,10
> 15,22

$ printf '1,2\n3,4\n' | mm-matmul - - - -
> 199,290
> 435,634

$ printf '1,2,3\n4,5,6\n' >"$TMPDIR/b"; printf '1,2\n3,4\n' | mm-matmul --transpose=a "$TMPDIR/b" -
> 13,18
> 17,24
> 21,30

$ printf '1,2,3\n4,5,6\n' | mm-matmul --transpose=2 - -
> 14,32
> 32,77

# A vector as a diagonal matrix, a column or a row.
$ printf '2\n3\n' >"$TMPDIR/d"; printf '2,3\n' >"$TMPDIR/e"; printf '1,2\n3,4\n' | mm-matmul --diagonal=b - "$TMPDIR/d"; printf '1,2\n3,4\n' | mm-matmul --diagonal=1 "$TMPDIR/e" -
> 2,6
> 6,12
> 2,4
> 9,12

# The parts of a decomposition give the matrix back, names and labels too.
$ printf ',x,y\np,1,2\nq,3,4\nr,5,6\n' | mm-svd --part=all --to=json | mm-matmul --diagonal=2 --to=csv -- -#u -#s -#vt
> ,x,y
> p,1,2
> q,3,4
> r,5,6
~ 1e-14

$ printf '1,2\n3,4\n5,6\n' | mm-svd --part=all --to=json | mm-matmul --diagonal=2 --to=csv -#u -#s -#vt
> 1,2
> 3,4
> 5,6
~ 1e-14

# ---- labels: rows from the first, names from the last; inside they must agree ----

$ printf ',x,y\nr,1,2\ns,3,4\n' >"$TMPDIR/a"; printf ',p\nx,1\ny,1\n' | mm-matmul "$TMPDIR/a" -
> ,p
> r,3
> s,7

$ printf ',x,y\nr,1,2\ns,3,4\n' >"$TMPDIR/a"; printf ',p\ny,1\nx,1\n' | mm-matmul "$TMPDIR/a" -
? 3
2>* 'x'
2>* 'y'
2>* --ignore-labels

$ printf ',x,y\nr,1,2\ns,3,4\n' >"$TMPDIR/a"; printf ',p\ny,1\nx,1\n' | mm-matmul --ignore-labels "$TMPDIR/a" -
> ,p
> r,3
> s,7

# ---- shapes ----

$ printf '1,2,3\n4,5,6\n' >"$TMPDIR/b"; printf '1,2\n3,4\n' | mm-matmul "$TMPDIR/b" -
? 3
2>* 2x3
2>* 2x2
2>* columns must match

$ printf '1,2\n3,4\n' | mm-matmul --diagonal=2 - -
? 3
2>* 2x2
2>* --diagonal needs a vector

$ mm-matmul iris.csv
? 2
2>* missing operand

$ mm-matmul --transpose=c iris.csv iris.csv
? 2
2>* --transpose: there is no operand 'c' (there are 2)

# Infinities and NaN go through a product: 1*0 + inf*1.
$ printf '1,inf\n' >"$TMPDIR/a"; printf '0\n1\n' | mm-matmul "$TMPDIR/a" -
> inf

$ printf '[[1,2],[3,4]]' | mm-matmul - -
> [[7,10],
>  [15,22]]

# The logits of a real layer: embeddings (719x32) times weights transposed (32x10), plus nothing; numpy, float64.
$ mm-matmul --transpose=b --to=csv --digits=7 digits_embeddings.npy 'mlp.npz#output.weight' | head -1
> -7.068094,-3.91413,1.275361,9.005159,-10.89047,-0.3485682,-6.294386,-4.139485,1.232521,3.634879
~ 1e-6
