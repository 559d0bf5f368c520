# SPDX-License-Identifier: GPL-3.0-or-later
# mm-js. Expected: mpmath with 60 digits; scipy.spatial.distance 1.10 jensenshannon, squared, agrees.

$ printf '0.1,0.9\n0.9,0.1\n' | mm-js; printf '0.1,0.9\n0.9,0.1\n' | mm-js --distance; printf '0.1,0.9\n0.9,0.1\n' | mm-js --base=2
> 0.36806420716849707
> 0.6066829544074047
> 0.5310044064107188
~ 8e-16

$ printf 'p,q\n0.2,0.3\n0.3,0.3\n0.5,0.4\n' | mm-js -k p,q
> 0.0078174001708521
~ 1e-14

$ printf '1,0\n0,1\n' | mm-js; printf '0.3,0.7\n0.3,0.7\n' | mm-js; printf '1\n1\n' | mm-js --axis=rows
? 2
> 0.6931471805599453
> 0
2>* --axis

$ printf '1,3\n3,1\n' | mm-js --normalize --distance --base=2
> 0.4344213111034807
~ 1e-15

# Nearly the same: the first order cancels before it is computed.
$ printf '0.5,0.5\n0.5000000000010000,0.4999999999990000\n' | mm-js
> 5e-25
~ 1e-3

$ printf '1,1e-320\n1e-320,1\n' | mm-js
> 0.6931471805599453
~ 4e-16

$ mm-js --logits --reduce=mean digits_logits_linear.csv digits_logits_mlp.csv
> 0.018933520371449474
~ 1e-13

$ printf 'a,b\n1,0\n0,1\n' >"$TMPDIR/p"; printf 'a,b\n0,1\n' | mm-js --base=2 "$TMPDIR/p" -
> js
> 1
> 0

$ printf '0.5,0.6\n0.5,0.5\n' | mm-js
? 3
2>* the sum is 1.1; --normalize

$ printf '0,0\n1,1\n' | mm-js --logits --normalize
? 2

$ printf 'a,b\n0.5,0.5\n' >"$TMPDIR/p"; printf 'b,a\n0.5,0.5\n' | mm-js "$TMPDIR/p" -
? 3
2>* --ignore-labels
