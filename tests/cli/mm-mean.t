# SPDX-License-Identifier: GPL-3.0-or-later
# mm-mean. Arithmetic means are exact: Python's fractions, rounded once. The others: scipy.stats 1.10 gmean, hmean,
# trim_mean.

$ mm-mean --quiet iris.csv
> sepal_length,sepal_width,petal_length,petal_width
> 5.843333333333334,3.0573333333333332,3.758,1.1993333333333334

$ mm-mean -g species -k 1-4 iris.csv
> species,sepal_length,sepal_width,petal_length,petal_width
> setosa,5.006,3.428,1.462,0.246
> versicolor,5.936,2.77,4.26,1.326
> virginica,6.588,2.974,5.552,2.026

$ mm-mean -k 'correct_*' digits_eval.csv
> correct_linear,correct_mlp
> 0.9694019471488178,0.9596662030598053

$ printf '1000000001\n1000000002\n1000000003\n' | mm-mean
> 1000000002

# The sum is beyond the largest double, the mean is not.
$ printf '1e308\n1e308\n' | mm-mean
> 1e308

$ printf '5e-324\n5e-324\n' | mm-mean
> 5e-324

$ mm-mean -k nll_mlp --threads=1 digits_eval.csv; (head -1 digits_eval.csv; tail -n +2 digits_eval.csv | tac) | mm-mean -k nll_mlp --threads=4
> nll_mlp
> 0.11525063504301082
> nll_mlp
> 0.11525063504301082

# ---- kinds ----

$ printf '1\n2\n4\n8\n' | mm-mean --kind=geometric
> 2.8284271247461903
~ 1e-15

$ printf '1\n2\n4\n8\n' | mm-mean --kind=harmonic
> 2.1333333333333333
~ 1e-15

$ printf '1\n2\n3\n4\n5\n6\n7\n8\n9\n100\n' | mm-mean --kind=trimmed; printf '1\n2\n3\n4\n5\n6\n7\n8\n9\n100\n' | mm-mean --kind=trimmed --trim=0
> 5.5
> 14.5

$ printf '0\n5\n' | mm-mean --kind=geometric; printf '0\n5\n' | mm-mean --kind=harmonic
> 0
> 0

$ printf 'a\n1\n-8\n' | mm-mean --kind=geometric
? 4
2>* column 'a'

$ mm-mean --kind=median iris.csv
? 2
2>* --kind: unknown value 'median' (arithmetic, geometric, harmonic, trimmed)

$ mm-mean --trim=0.5 iris.csv
? 2
2>* --trim: 0.5 is not between

# ---- weights: (1*1 + 2*3) / 4 ----

$ printf 'a,w\n1,1\n2,3\n' | mm-mean --weights=w
> a
> 1.75

$ printf 'a,w\n1,1\n2,-3\n' | mm-mean --weights=w
? 4

$ printf 'a,w\n1,0\n2,0\n' | mm-mean --weights=w
? 4

$ printf 'a,weight\n1,0\n' | mm-mean --weights=wieght
? 2
2>* unknown column 'wieght'; did you mean 'weight'?

# ---- missing values: omit drops the row ----

$ printf 'a,b\n1,\n2,3\n,5\n' | mm-mean --na=omit
> a,b
> 2,3
2>* left out 2 rows with missing values

$ printf 'a,b\n1,NaN\n2,3\n' | mm-mean --na=keep
> a,b
> 1.5,nan

$ printf 'a,b\n1,\n2,3\n' | mm-mean -k a
> a
> 1.5

# ---- too few rows ----

$ printf 'a,b\n' | mm-mean
? 3
2>* no rows

$ printf 'a\nNA\n' | mm-mean --na=omit
? 3
2>* no rows

# ---- pipelines, formats ----

# The mean of the four measurements of the first three flowers: (5.1+3.5+1.4+0.2)/4 and so on, by numpy.
$ mm-transpose --quiet iris.csv | mm-mean -k 1-3
> 2.55,2.375,2.35
~ 1e-15

$ mm-mean --to=npy --quiet iris.csv | mm-convert --to=csv
> 5.843333333333334,3.0573333333333332,3.758,1.1993333333333334

$ mm-mean -k petal_length -g species --to=json iris.csv
> [{"species":"setosa","petal_length":1.462},
>  {"species":"versicolor","petal_length":4.26},
>  {"species":"virginica","petal_length":5.552}]

# numpy: load(...).astype(float64).mean(0)[:2]
$ mm-mean --to=csv -k 1-2 --digits=9 digits_embeddings.npy
> 0,1.93318391
