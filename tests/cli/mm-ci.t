# SPDX-License-Identifier: GPL-3.0-or-later
# mm-ci. Expected: statsmodels 0.13 proportion_confint, R 4.2 (t.test, qchisq).

$ for m in wilson clopper-pearson agresti-coull jeffreys wald; do mm-ci --successes=45 --trials=50 -m $m | mm-convert -k low,high; done
> low,high
> 0.7863976856252034,0.9565242350681095
> low,high
> 0.7818646335657977,0.9667249064109775
> low,high
> 0.7820622661304636,0.9608596545628493
> low,high
> 0.7946451719769524,0.9608056356058162
> low,high
> 0.8168457705390193,0.9831542294609807
~ 1e-13

$ for m in wilson clopper-pearson jeffreys; do mm-ci --successes=50 --trials=50 -m $m | mm-convert -k low,high; done
> low,high
> 0.9286524008666412,1
> low,high
> 0.9288782635358024,1
> low,high
> 0.9512415405559286,1
~ 1e-13

$ grep setosa iris.csv | mm-ci -N -k 1 --stat=variance | mm-convert -k estimate,low,high
> estimate,low,high
> 0.12424897959183676,0.08669881439264697,0.19293982309232224
~ 1e-13

$ mm-ci --stat=proportion -k nll_mlp digits_eval.csv
2> mm-ci: digits_eval.csv:2: 0.005993090896668107 is outside the domain (column 'nll_mlp')
? 4

$ mm-ci --successes=3 --trials=2
2>* two whole numbers, the first not larger
? 2

$ mm-ci --successes=1 --trials=3 --stat=sd
2>* make a proportion, not --stat=sd
? 2
