# SPDX-License-Identifier: GPL-3.0-or-later
# mm-entropy. Expected: scipy.stats 1.10 entropy; where that rounds, mpmath with 60 digits.

$ for base in e 2 10; do echo 0.1,0.2,0.7 | mm-entropy --base=$base; done
> 0.8018185525433373
> 1.1567796494470395
> 0.34822537285722405
~ 4e-16

$ mm-entropy --logits digits_logits_linear.csv | mm-mean
> entropy
> 0.40011089081101847
~ 1e-14

$ mm-softmax digits_logits_linear.csv | mm-entropy | mm-mean
> entropy
> 0.40011089081101847
~ 1e-14

$ printf '1\n' | mm-entropy; printf '0,1,0\n' | mm-entropy; printf '0.5\n0.5\n' | mm-entropy --base=2; printf '1\n1\n' | mm-entropy --axis=rows
> 0
> 0
> 1
> 0
> 0

# ---- weights and counts, without rounding their quotients ----

$ printf '1,2,5\n' | mm-entropy --normalize; printf '1e17,1\n' | mm-entropy --normalize; printf '3,0,4,1,0,0,2\n' | mm-entropy --counts
> 0.9002560512685369
> 4.0143946580898776e-16
> 1.2798542258336675
~ 1e-15

$ printf '5,3,2\n' | mm-entropy --counts --correct=miller-madow
> 1.1296530140645737
~ 4e-16

$ printf '5,3.5\n' | mm-entropy --counts
? 3
2>* 3.5 is not a count

$ printf '5,-1\n' | mm-entropy --counts
? 3
2>* -1 is not a count

$ printf '0,0\n' | mm-entropy --counts
? 3
2>* the sum is 0

# ---- what is no distribution ----

$ printf 'a,b\n0.5,0.5\n1,1\n' | mm-entropy >"$TMPDIR/out"
? 3
2>* standard input:3: not a distribution: the sum is 2; --normalize

$ printf 'a,b\n1.5,-0.5\n' | mm-entropy --normalize
? 3
2>* -0.5 is negative (column 'b')

$ printf '0.5,0.5\n' | mm-entropy --counts --logits
? 2
2>* exclude each other

$ printf '0.5,0.5\n' | mm-entropy --correct=miller-madow
? 2
2>* --counts

# ---- logits without bounds ----

$ printf '1e4,-1e4,1e4,-inf\n' | mm-entropy --logits; printf '0,-700\n' | mm-entropy --logits
> 0.6931471805599453
> 6.9116332571755994e-302
~ 1e-13

$ printf '0,inf\n' | mm-entropy --logits
? 4

$ printf '1,1e-320\n' | mm-entropy
> 7.36819e-318
~ 1e-5

$ mm-generate zeros 1 1000000 | mm-entropy --logits
> 13.815510557964274
~ 4e-16

# ---- names, formats, missing values ----

$ printf ',a,b\nr1,0.5,0.5\nr2,1,0\n' | mm-entropy --base=2; printf '[[0.5,0.5],[1,0]]' | mm-entropy --base=2
> ,entropy
> r1,1
> r2,0
> [1,0]

$ printf 'a,b\n0.5,0.5\nnan,1\n' | mm-entropy --base=2 --na=keep
> entropy
> 1
> nan

# ---- on the board ----

# A blank line between rows; a row with a missing value has nothing to work out.
$ printf 'a,b\n1,0\n,1\n0.5,0.5\n' | mm-entropy --explain --na=keep --base=2 | grep -v Source
> H(P) = -Σ p_i log2 p_i
>      = -(1·log2 1 + 0·log2 0)
>      = 0 + 0
>      = 0 bits
> 0 log 0 = 0; at most log2 2 = 1, when all are equal
>
> H(P) = -Σ p_i log2 p_i
>      = -(0.5·log2 0.5 + 0.5·log2 0.5)
>      = 0.5 + 0.5
>      = 1 bits
> 0 log 0 = 0; at most log2 2 = 1, when all are equal

$ printf '2,1,1\n' | mm-entropy --counts --base=2 --correct=miller-madow --explain
> P = x / Σ x = 0.5, 0.25, 0.25
> H(P) = -Σ p_i log2 p_i
>      = -(0.5·log2 0.5 + 0.25·log2 0.25 + 0.25·log2 0.25) + 0.360674 for the bias
>      = 0.5 + 0.5 + 0.5 + 0.360674 for the bias
>      = 1.8606737602222409 bits
> 0 log 0 = 0; at most log2 3 = 1.58496, when all are equal
> Source: Cover and Thomas, Elements of Information Theory, 2006, section 2.1
~ 1e-14
