# SPDX-License-Identifier: GPL-3.0-or-later
# mm-bootstrap. Of five values the bootstrap distribution is known: all 3125 resamples, enumerated in Python with numpy.
# Its quantiles are means on a grid of 0.2, far enough from the levels that 100000 resamples hit the same grid point.
# Elsewhere: scipy.stats.bootstrap 1.10 with 40000 resamples and two seeds, within a few Monte-Carlo errors.

$ printf '85\n88\n82\n90\n87\n' | mm-bootstrap -B 100000 --seed=1 --method=percentile | mm-convert -k stat,estimate,low,high,level,method,resamples,n,n_missing,seed
> stat,estimate,low,high,level,method,resamples,n,n_missing,seed
> mean,86.4,83.8,88.6,0.95,percentile,100000,5,0,1

# BCa of the whole distribution: z0 = 0.0165 (ties counted half), acceleration -0.0394: levels 0.01657 and 0.96460.
$ printf '85\n88\n82\n90\n87\n' | mm-bootstrap -B 100000 --seed=2 | mm-convert -k estimate,low,high,method
> estimate,low,high,method
> 86.4,83.8,88.6,bca

# The reflection of the percentile interval: 2 * 86.4 - 88.6, 2 * 86.4 - 83.8.
$ printf '85\n88\n82\n90\n87\n' | mm-bootstrap -B 100000 --seed=3 -m basic | mm-convert -k low,high
> low,high
> 84.2,89
~ 1e-14

# se: the standard deviation of the 3125 means, 1.2198, to 1 % (4 Monte-Carlo errors); normal: 86.4 -+ 1.96 se.
$ printf '85\n88\n82\n90\n87\n' | mm-bootstrap -B 100000 --seed=4 -m normal | mm-convert -k se
> se
> 1.2198360545581524
~ 0.01

$ printf '85\n88\n82\n90\n87\n' | mm-bootstrap -B 100000 --seed=4 -m normal | mm-convert -k low,high
> low,high
> 84.00916527,88.79083473
~ 0.0005

# scipy: low 0.0860, high 0.1596 (a skewed sample: the percentile interval is 0.0826, 0.1530).
$ mm-bootstrap -k nll_mlp -B 40000 --seed=1 digits_eval.csv | mm-convert -k estimate,low,high
> estimate,low,high
> 0.11525063504301081,0.0860,0.1596
~ 0.0012

$ mm-bootstrap -k nll_mlp -B 40000 --seed=1 -m percentile digits_eval.csv | mm-convert -k low,high
> low,high
> 0.0826,0.1530
~ 0.0012

# ---- two columns ----

# scipy, paired: -0.0013908205841446364, 0.020862308762169768 under both seeds (the grid is 1/719).
$ mm-bootstrap --stat=diff-mean --paired -m percentile -k correct_linear,correct_mlp --seed=1 -B 40000 digits_eval.csv | mm-convert -k estimate,low,high,n
> estimate,low,high,n
> 0.009735744089012455,-0.0013908205841446364,0.020862308762169768,719
~ 1e-14

# numpy: corrcoef of resampled rows, 20000 of them: 0.8350, 0.9028.
$ mm-bootstrap --stat=corr -m percentile -k sepal_length,petal_length --seed=1 iris.csv | mm-convert -k estimate,low,high
> estimate,low,high
> 0.8717537758865831,0.8350,0.9028
~ 0.002

# Two samples of their own: n1 and n2 instead of n.
$ mm-bootstrap --stat=diff-mean -k sepal_length,sepal_width --seed=1 iris.csv | head -1
> stat,estimate,se,bias,low,high,level,method,resamples,n1,n2,n_missing,seed

$ mm-bootstrap --stat=corr -k sepal_length iris.csv
? 2
2>* 2 columns are wanted, not 1

$ mm-bootstrap --paired -k sepal_length iris.csv
? 2
2>* --paired

# ---- groups, strata, clusters ----

$ mm-bootstrap --seed=1 -m percentile -g species -k petal_length --stat=median iris.csv | mm-convert -k species,estimate,n
> species,estimate,n
> setosa,1.5,50
> versicolor,4.35,50
> virginica,5.55,50

# Strata: se = sqrt(sum_h n_h s_h^2) / n with the n_h-variance, numpy: 0.034784; without strata 0.143655.
$ mm-bootstrap --seed=1 --strata=species -k petal_length -m percentile iris.csv | mm-convert -k estimate,se
> estimate,se
> 3.758,0.034784
~ 0.001

$ mm-bootstrap --seed=1 -k petal_length -m percentile iris.csv | mm-convert -k se
> se
> 0.143655
~ 0.004

# Clusters: three equal ones, so every replicate is the mean of three species' means; numpy: the outer two in 1 of 27 each.
$ mm-bootstrap --seed=1 --cluster=species -k petal_length -m percentile -B 40000 iris.csv | mm-convert -k low,high
> low,high
> 1.462,5.552
~ 1e-14

# ---- the seed ----

$ mm-bootstrap -k nll_mlp --seed=5 --threads=1 digits_eval.csv >"$TMPDIR/1"; mm-bootstrap -k nll_mlp --seed=5 --threads=4 digits_eval.csv | cmp - "$TMPDIR/1"; MM_SEED=5 mm-bootstrap -k nll_mlp digits_eval.csv | cmp - "$TMPDIR/1"; mm-convert -k seed "$TMPDIR/1"
> seed
> 5

# The seed that the system chose is in the record, and gives the record again.
$ mm-bootstrap -k nll_mlp -B 100 digits_eval.csv --quiet >"$TMPDIR/1"; mm-bootstrap -k nll_mlp -B 100 --quiet --seed="$(mm-convert -k seed "$TMPDIR/1" | tail -1)" digits_eval.csv | cmp - "$TMPDIR/1"

$ MM_SEED=x mm-bootstrap -k nll_mlp digits_eval.csv
? 2
2>* MM_SEED

$ mm-bootstrap --seed=-1 -k nll_mlp digits_eval.csv
? 2
2>* --seed: -1 is below 0

$ printf '1\n2\n4\n' | mm-bootstrap --seed=1 -B 1000 --quiet --distribution | mm-describe | mm-convert -k column,n,min,max
> column,n,min,max
> mean,1000,1,4

# ---- what has no interval ----

$ printf '3\n3\n3\n' | mm-bootstrap --seed=1
? 4
2>* constant
2>* percentile

$ printf '3\n3\n3\n' | mm-bootstrap --seed=1 -m studentized
? 4
2>* percentile

$ printf '3\n3\n3\n' | mm-bootstrap --seed=1 -m percentile | mm-convert -k estimate,se,low,high; printf '3\n3\n3\n' | mm-bootstrap --seed=1 -m basic | mm-convert -k low,high; printf '3\n3\n3\n' | mm-bootstrap --seed=1 -m normal | mm-convert -k low,high
> estimate,se,low,high
> 3,0,3,3
> low,high
> 3,3
> low,high
> 3,3

$ printf '3\n' | mm-bootstrap --seed=1
? 3
2>* 1 value

$ printf 'a\n1\n2\nNA\n4\n' | mm-bootstrap --seed=1
? 3
2>* standard input:4:1: missing value

$ printf 'a\n1\n2\nNA\n4\n' | mm-bootstrap --seed=1 --na=omit | mm-convert -k n,n_missing
> n,n_missing
> 3,1

# ---- what is said ----

# Semantics 34: five replicates do not reach the levels of the interval.
$ mm-bootstrap -k nll_mlp -B 5 --seed=1 digits_eval.csv | mm-convert -k resamples
> resamples
> 5
2>* an end point is the extreme replicate: raise --resamples

# Semantics 33: half of the resamples of two values are constant and have no standard error (4999.5 of 9999, sd 50).
$ printf '1\n2\n' | mm-bootstrap -m studentized --seed=1 | mm-convert -k estimate,method
> estimate,method
> 1.5,studentized
2>* resamples with no defined mean (or se) were left out

# Means of few values are drawn by how often each comes, at once for 10^6 rows: se = sqrt(p (1 - p)/n), 1 % from B.
$ seq 1000000 | sed 's/[1-9]$/0/; s/.*[1-9]0$/1/; s/.*00$/0/' | mm-bootstrap --seed=1 | mm-convert -k n,se
> n,se
> 1000000,0.0003
~ 0.00001

# ---- usage ----

$ mm-bootstrap --stat=meen -k nll_mlp digits_eval.csv
? 2
2>* unknown statistic 'meen'; did you mean 'mean'?

$ mm-bootstrap --stat=quantile:2 -k nll_mlp digits_eval.csv
? 2

$ mm-bootstrap --level=1 -k nll_mlp digits_eval.csv
? 2
2>* --level: 1 is not between 0 and 1

$ mm-bootstrap -B 0 -k nll_mlp digits_eval.csv
? 2

$ mm-bootstrap -k nll_mlp,nll_linear digits_eval.csv
? 2
2>* 1 column is wanted, not 2

# ---- expressions ----

# scipy.stats.bootstrap, paired rows, 40000 resamples, seeds 1 and 2: mean/sd of nll_mlp and its skewness.
$ mm-bootstrap --stat='mean(nll_mlp)/sd(nll_mlp)' -B 40000 --seed=1 digits_eval.csv | mm-convert -k estimate,low,high,n
> estimate,low,high,n
> 0.238365625101285,0.20847,0.26917,719
~ 0.0008

$ mm-bootstrap --stat='mean((nll_mlp - mean(nll_mlp))^3)/sd(nll_mlp)^3' -B 40000 --seed=1 digits_eval.csv | mm-convert -k estimate,se,low,high
> estimate,se,low,high
> 7.5193349616349785,0.8257,6.1395,9.3847
~ 0.008

# The same resamples as the statistics that have names; a misspelt name is none of a column.
$ mm-bootstrap -k nll_mlp --seed=5 digits_eval.csv | mm-convert -k estimate-seed >"$TMPDIR/1"; mm-bootstrap --stat='mean(nll_mlp)' --seed=5 digits_eval.csv | mm-convert -k estimate-seed | cmp - "$TMPDIR/1"

$ mm-bootstrap --stat=ratio --paired -k nll_linear,nll_mlp --seed=5 -m studentized digits_eval.csv | mm-convert -k estimate-seed >"$TMPDIR/1"; mm-bootstrap --stat='sum(nll_linear)/sum(nll_mlp)' --seed=5 -m studentized digits_eval.csv | mm-convert -k estimate-seed | cmp - "$TMPDIR/1"

$ mm-bootstrap --stat='mean(nll_mlp)/sd(nll_mlp) + 0*max(nll_mlp)' --seed=5 --threads=1 digits_eval.csv >"$TMPDIR/1"; mm-bootstrap --stat='mean(nll_mlp)/sd(nll_mlp) + 0*max(nll_mlp)' --seed=5 --threads=4 digits_eval.csv | cmp - "$TMPDIR/1"

# Groups, strata and clusters: of three equal clusters every replicate is the mean of three species' means.
$ mm-bootstrap --stat='max(petal_length) - min(petal_length)' --seed=1 -g species -m percentile -B 200 --quiet iris.csv | mm-convert -k species,stat,estimate,n
> species,stat,estimate,n
> setosa,max(petal_length) - min(petal_length),0.9,50
> versicolor,max(petal_length) - min(petal_length),2.1,50
> virginica,max(petal_length) - min(petal_length),2.4,50
~ 1e-14

$ mm-bootstrap --stat='2*mean(petal_length)' --seed=1 --cluster=species -m percentile -B 40000 iris.csv | mm-convert -k low,high
> low,high
> 2.924,11.104
~ 1e-14

$ mm-bootstrap --stat='2*mean(petal_length)' --seed=1 --strata=species -m percentile iris.csv | mm-convert -k estimate,se
> estimate,se
> 7.516,0.069568
~ 0.002

$ printf 'a,b\n3,1\n3,2\nNA,3\n5,8\n4,4\n' | mm-bootstrap --seed=1 --na=omit -m percentile --quiet --stat='mean(a)/mean(b)*1' | mm-convert -k estimate,n,n_missing; printf 'a,b\n3,1\nNA,3\n' | mm-bootstrap --seed=1 --na=keep --stat='mean(a)/mean(b)*1' | mm-convert -k estimate,low,n_missing
> estimate,n,n_missing
> 1,4,1
> estimate,low,n_missing
> nan,nan,1

# Two equal b of three give sd 0 (1/9 of the resamples have three): semantics 33.
$ printf 'a,b\n3,1\n4,2\n5,3\n' | mm-bootstrap --seed=1 -m percentile --stat='mean(a)/sd(b)' | mm-convert -k estimate
> estimate
> 4
2>* resamples with no defined mean(a)/sd(b) (or se) were left out

$ printf 'a\n3\n3\n3\n' | mm-bootstrap --seed=1 --stat='mean(a)/sd(a)'
? 4
2>* mean(a)/sd(a) is undefined for these rows

$ mm-bootstrap --stat='max(nll_mlp)' -m studentized digits_eval.csv
? 2
2>* studentized needs a standard error of each resample

$ mm-bootstrap --stat='nll_mlp*2' digits_eval.csv
? 2
2>* unknown statistic 'nll_mlp*2'; an expression has reductions, as mean(x)/sd(x)

$ mm-bootstrap --stat='log(nll_mlp)' digits_eval.csv
? 2
2>* the statistic has a value in each row: wrap it in mean(...) or sum(...)

$ mm-bootstrap --stat='mean(nll_mpl)' digits_eval.csv
? 2
2>* unknown column 'nll_mpl'; did you mean 'nll_mlp'?

$ mm-bootstrap --stat='mean(nll_mlp)' -k nll_mlp digits_eval.csv
? 2
2>* -k goes with a named statistic
