# SPDX-License-Identifier: GPL-3.0-or-later
# mm-perplexity. Expected: numpy.exp(-numpy.mean(log p)).

$ printf -- '-0.5\n-1.5\n-3\n' | mm-perplexity; printf '0.5\n0.125\n' | mm-perplexity --probabilities
> 5.29449005047003
> 4
~ 1e-15

$ printf 'a,b\n-1,-2\n-1,-4\n' | mm-perplexity
> a,b
> 2.718281828459045,20.085536923187668
~ 4e-16

$ printf 'doc,lp\na,-1\nb,-3\na,-1\n' | mm-perplexity -g doc
> doc,lp
> a,2.718281828459045
> b,20.085536923187668
~ 4e-16

$ printf -- '-inf\n-1\n' | mm-perplexity; printf '0\n1\n' | mm-perplexity --probabilities; printf '0\n0\n' | mm-perplexity
> inf
> inf
> 1

# A log-probability above 0 and a probability above 1 are no such things.
$ printf 'lp\n-1\n0.5\n' | mm-perplexity
? 4
2>* standard input:3: 0.5 is outside the domain (column 'lp')

$ printf '0.5\n1.5\n' | mm-perplexity --probabilities
? 4
2>* 1.5

$ printf '0.5\n-0.5\n' | mm-perplexity --probabilities
? 4
2>* -0.5

$ printf 'lp\n' | mm-perplexity
? 3
2>* no rows

# ---- predictions and targets ----

$ mm-perplexity --logits --target-file=digits_eval.csv#label digits_logits_linear.csv
> 1.1783230008018366
~ 1e-14

$ mm-convert -k label digits_eval.csv >"$TMPDIR/label"; mm-convert digits_logits_linear.csv | paste -d, - "$TMPDIR/label" | mm-perplexity --logits --target=label -g label | head -4
> label,perplexity
> 3,1.2411391541812056
> 7,1.146190957787905
> 2,1.1024707545742423
~ 1e-14

$ printf 'a,b,t\n0.25,0.75,a\n' | mm-perplexity --target=t; printf 'a,b,t\n1,3,a\n' | mm-perplexity --normalize --target=t
> 4
> 4
~ 8e-16

$ printf 'a,b,t\n0.25,0.5,a\n' | mm-perplexity --target=t
? 3
2>* the sum is 0.75

$ printf -- '-1\n' | mm-perplexity --logits
? 2
2>* --target
