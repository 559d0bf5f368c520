# SPDX-License-Identifier: GPL-3.0-or-later
# mm-dot. Small products by hand; the others as said.

$ printf '1,2,3\n4,5,6\n' | mm-dot
> 32

$ printf 'a,b\n1,4\n2,5\n3,6\n' | mm-dot -k a,b
> 32

# A row with a column, in two files.
$ printf '1\n2\n3\n' >"$TMPDIR/a"; printf '4,5,6\n' | mm-dot "$TMPDIR/a" -
> 32

# Matrices of one shape: a number per row.
$ printf '1,2\n3,4\n' >"$TMPDIR/a"; mm-dot "$TMPDIR/a" "$TMPDIR/a"
> 5
> 25

$ printf ',x,y\nr,1,2\ns,3,4\n' >"$TMPDIR/a"; mm-dot "$TMPDIR/a" "$TMPDIR/a"
> ,dot
> r,5
> s,25

# Exact: the large products cancel, though each is beyond the range of a double.
$ printf '1e200,1e200,1\n1e200,-1e200,5\n' | mm-dot
> 5

# 1e-200 * 1e-200 is below the range; alone it rounds to 0.
$ printf '1e-200,1\n1e-200,0\n' | mm-dot
> 0

# Similarity of the first and second test image in float32 features: numpy, float64 dot of the two rows.
$ mm-convert --to=csv digits_embeddings.npy | head -2 | mm-dot
> 84.70649007165375
~ 1e-15

$ printf 'inf,1\n0,0\n' | mm-dot
> nan

# ---- shapes and names ----

$ printf '1\n2\n3\n' >"$TMPDIR/a"; printf '4,5\n' | mm-dot "$TMPDIR/a" -
? 3
2>* 3x1
2>* 1x2

$ printf '1,2\n3,4\n5,6\n' | mm-dot
? 3
2>* 3x2
2>* two rows

$ printf 'x,y\n1,2\n' >"$TMPDIR/a"; printf 'y,x\n3,4\n' | mm-dot "$TMPDIR/a" -
? 3
2>* --ignore-labels

$ printf 'x,y\n1,2\n' >"$TMPDIR/a"; printf 'y,x\n3,4\n' | mm-dot --ignore-labels "$TMPDIR/a" -
> 11

# A column alone is one vector: there is nothing to multiply it by.
$ printf '1\n2\n' | mm-dot
? 3

$ mm-dot a b c
? 2
2>* unexpected operand 'c'

$ printf 'a,b\n1,4\n2,\n' | mm-dot -k a,b
? 3
2>* standard input:3:2: missing value (column 'b')

$ printf 'a,b\n1,4\n2,\n' | mm-dot -k a,b --na=omit
> 4

# ---- on the board ----

$ printf '1,2\n3,-4\n' | mm-dot --explain
> a · b = Σ a_i b_i
>       = 1·3 + 2·(-4)
>       = 3 + -8
>       = -5
> |a| = 2.23606797749979, |b| = 5; the sum is exact and rounded once
> Source: Strang, Introduction to Linear Algebra, 2016, section 1.2
