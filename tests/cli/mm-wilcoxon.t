# SPDX-License-Identifier: GPL-3.0-or-later
# mm-wilcoxon. Expected: R 4.2 wilcox.test(conf.int = TRUE); with ties or zeros all choices of signs enumerated in Python.

$ printf '1.83,0.878\n0.5,0.647\n1.62,0.598\n2.48,2.05\n1.68,1.06\n1.88,1.29\n1.55,1.06\n3.06,3.14\n1.3,1.29\n' | mm-wilcoxon | mm-convert -k method,statistic,p,estimate,low,high
> method,statistic,p,estimate,low,high
> exact signed-rank,40,0.0390625,0.46,0.01,0.786
~ 1e-12

$ mm-wilcoxon -k nll_linear,nll_mlp digits_eval.csv | mm-convert -k method,statistic,p
> method,statistic,p
> normal signed-rank,239870,1.819902652356078e-87
~ 1e-11

# Ranks 1.5, 1.5, 3, 4 (one zero dropped), R+ = 8.5: 2 of 16 choices reach it, doubled 1/4.
$ printf '0.1\n-0.1\n0.3\n0.5\n0\n' | mm-wilcoxon | mm-convert -k statistic,p,n,n_zero,low
> statistic,p,n,n_zero,low
> 8.5,0.375,5,1,-inf

$ printf '0.1\n-0.1\n0.3\n0.5\n0\n' | mm-wilcoxon --zero=pratt | mm-convert -k statistic
> statistic
> 11.5

$ printf '1,1\n2,2\n' | mm-wilcoxon
2> mm-wilcoxon: every difference equals mu: there is nothing to rank
? 4

# Values far below the largest keep their sign and rank (p by enumeration: all signs positive, 2/2^7).
$ printf '1e13\n1\n2\n3\n4\n5\n6\n' | mm-wilcoxon | cut -d, -f1-3
> method,statistic,p
> exact signed-rank,28,0.015625

# Decimals that tie do: 0.3-0.2 and 0.2-0.1, beside a large pair.
$ printf '0.3,0.2\n0.2,0.1\n1e9,5\n1,3\n' | mm-wilcoxon | cut -d, -f1-3
> method,statistic,p
> exact signed-rank,7,0.625

