# SPDX-License-Identifier: GPL-3.0-or-later
# mm-mannwhitney. Expected: R 4.2 wilcox.test(conf.int = TRUE).

$ printf 'x,y\n.8,1.15\n.83,.88\n1.89,.9\n1.04,.74\n1.45,1.21\n1.38,\n1.91,\n1.64,\n.73,\n1.46,\n' | mm-mannwhitney --na=omit | mm-convert -k method,statistic,p,estimate,low,high,n1,n2,auc
> method,statistic,p,estimate,low,high,n1,n2,auc
> exact rank-sum,35,0.2544122544122544,0.305,-0.15,0.76,10,5,0.7
~ 1e-12

$ mm-mannwhitney -k nll_linear,nll_mlp digits_eval.csv | mm-convert -k statistic,p
> statistic,p
> 405754,4.519153727217429e-78
~ 1e-11

$ grep -v virginica iris.csv | mm-mannwhitney -k sepal_length --group=species | mm-convert -k method,statistic,p
> method,statistic,p
> normal rank-sum,168.5,8.345827145940737e-14
~ 1e-12

$ printf '1,1\n1,1\n' | mm-mannwhitney
2> mm-mannwhitney: the values of both samples are all equal: there is nothing to rank
? 4

$ seq 3 | mm-mannwhitney
2>* 2 columns are wanted, not 1
? 2
