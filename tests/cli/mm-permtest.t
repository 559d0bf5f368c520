# SPDX-License-Identifier: GPL-3.0-or-later
# mm-permtest. Exact: enumerated in Python (itertools). Random: the exact or normal value within Monte Carlo error.

# All of 1, ..., 10 positive: 2 of 1024.
$ seq 10 | mm-permtest | mm-convert -k method,statistic,p,resamples,seed
> method,statistic,p,resamples,seed
> exact sign-flip,5.5,0.001953125,1024,nan

# The two most extreme of the 20 ways to part six values.
$ printf 'g,v\na,1\na,2\na,3\nb,4\nb,5\nb,6\n' | mm-permtest -k v --group=g | mm-convert -k method,estimate,p
> method,estimate,p
> exact exchange,-3,0.1

# The exact p by McNemar's binomial (12 of 17 discordant pairs, scipy.stats.binomtest): 0.1434.
$ mm-permtest -k correct_linear,correct_mlp --paired --seed=1 -B 100000 digits_eval.csv | mm-convert -k p
> p
> 0.1434
~ 0.006

$ for t in 1 4; do mm-permtest -k nll_linear,nll_mlp --seed=3 --threads=$t digits_eval.csv; done | sort -u | wc -l
> 2

$ printf '0\n0\n' | mm-permtest
2> mm-permtest: every value equals mu: no change of signs makes a difference
? 4
