# SPDX-License-Identifier: GPL-3.0-or-later
# mm-ttest. Expected: R 4.2 t.test on the same data; effect: (m1-m2)/s times gamma(v/2)/(sqrt(v/2) gamma((v-1)/2)) in R.

$ mm-ttest -k correct_linear,correct_mlp --paired digits_eval.csv | mm-convert -k method,statistic,df,p,estimate,low,high,n
> method,statistic,df,p,estimate,low,high,n
> paired t,1.699979222710514604,718,0.089567923211984882,0.009735744089012517,-0.001507880409698592,0.020979368587723625,719
~ 1e-12

$ grep -v virginica iris.csv | mm-ttest -k sepal_length --group=species | mm-convert -k method,statistic,df,p,low,high,n1,n2,sample1
> method,statistic,df,p,low,high,n1,n2,sample1
> welch t,-10.52098626754911,86.53800179765497,3.746742613983842e-17,-1.105707372721080,-0.754292627278919,50,50,setosa
~ 1e-12

$ grep -v virginica iris.csv | mm-ttest -k sepal_length --group=species --equal-var | mm-convert -k method,df,p,low,high
> method,df,p,low,high
> pooled t,98,8.985235037487079e-18,-1.105416513790661,-0.7545834862093385
~ 1e-12

$ grep setosa iris.csv | mm-ttest -N -k 1 --mu=5.1 --alternative=greater | mm-convert -k statistic,p,low,high
> statistic,p,low,high
> -1.8856732506697456,0.9673627705745462,4.9224246595479846,inf
~ 1e-12

# 0.3 - 0.2 and 0.2 - 0.1 differ as doubles only.
$ printf '0.3,0.2\n0.2,0.1\n0.5,0.4\n' | mm-ttest --paired
2> mm-ttest: the differences are all equal: t is undefined without spread
? 4

$ printf 'g,v\na,1\na,2\nb,3\n' | mm-ttest -k v --group=g
2> mm-ttest: sample 'b' has 1 value: too few for this test
? 3

$ printf 'g,v\na,1\na,2\nb,3\n' | mm-ttest -k v --group=g --paired
2> mm-ttest: pairs need as many of one as of the other: 2 of a, 1 of b
? 3

$ mm-ttest -k sepal_length --group=species iris.csv
2> mm-ttest: iris.csv:102: column 'species' has a third value 'virginica' besides 'setosa' and 'versicolor': two samples are wanted
? 3

$ printf 'x,y\n1,2\n3,\n4,7\n' | mm-ttest --na=omit | mm-convert -k n1,n2,n_missing
> n1,n2,n_missing
> 3,2,1

$ printf 'x\n1\n2\n' | mm-ttest --paired
2>* --paired needs two columns
? 2
