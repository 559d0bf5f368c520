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
