# SPDX-License-Identifier: GPL-3.0-or-later
# mm-compare. Expected: scipy.stats 1.10 ttest_rel, permutation_test(permutation_type='samples') and bootstrap; statsmodels
# 0.13 mcnemar; R 4.2 p.adjust; Hedges' correction by mpmath.

# The flagship: 0.969 and 0.960 on the same 719 images do not differ by more than chance. SciPy's BCa with 20000
# resamples and two seeds gives the same end points (the grid is 1/719).
$ mm-compare -k correct_linear,correct_mlp --seed=1 digits_eval.csv | mm-convert -k a,b,n,mean_a,mean_b,difference,low,high,level,interval
> a,b,n,mean_a,mean_b,difference,low,high,level,interval
> correct_linear,correct_mlp,719,0.9694019471488178,0.9596662030598053,0.009735744089012517,-0.0013908205841446453,0.022253129346314324,0.95,bca
~ 1e-14

$ mm-compare -k correct_linear,correct_mlp --seed=1 digits_eval.csv | mm-convert -k test,statistic,p,p_adjusted,adjust,p_t,p_permutation,effect,wins,losses,ties,unmatched,n_missing,resamples,seed
> test,statistic,p,p_adjusted,adjust,p_t,p_permutation,effect,wins,losses,ties,unmatched,n_missing,resamples,seed
> mcnemar-exact,5,0.143463134765625,0.143463134765625,holm,0.08956792321198483,0.143463134765625,0.0633322760894124,12,5,702,0,0,9999,1
~ 1e-13

# SciPy's BCa with 20000 resamples: 0.0251 to 0.0655 and 0.0258 to 0.0662 under two seeds.
$ mm-compare -k nll_linear,nll_mlp --seed=1 -B 40000 digits_eval.csv | mm-convert -k low,high
> low,high
> 0.0255,0.0658
~ 0.001

$ mm-compare -k nll_linear,nll_mlp --seed=1 --test=t digits_eval.csv | mm-convert -k test,statistic,p,effect; mm-compare -k nll_linear,nll_mlp --seed=1 --lower-is-better digits_eval.csv | mm-convert -k test,p,wins,losses
> test,statistic,p,effect
> t,4.847007211042156,1.5369064148578271e-06,0.18057397102045
> test,p,wins,losses
> permutation,0.0001,34,685
~ 1e-13

# All pairs of three; Holm over .1875, .15625, .40625 is .46875, .46875, .46875.
$ printf 'x,y,z\n0.5,0.4,0.45\n0.7,0.5,0.6\n0.2,0.3,0.1\n0.9,0.6,0.7\n0.4,0.4,0.5\n0.8,0.1,0.3\n' | mm-compare --seed=1 | mm-convert -k a,b,n,difference,test,p,p_adjusted,p_t,effect,wins,losses,ties
> a,b,n,difference,test,p,p_adjusted,p_t,effect,wins,losses,ties
> x,y,6,0.2,permutation-exact,0.1875,0.46875,0.14381080871160376,0.594499094640902,4,1,1
> x,z,6,0.14166666666666667,permutation-exact,0.15625,0.46875,0.14492024445345397,0.592452620083765,5,1,0
> y,z,6,-0.058333333333333334,permutation-exact,0.40625,0.46875,0.3405864607922635,-0.361391118797842,1,5,0
~ 1e-13

$ printf 'x,y,z\n0.5,0.4,0.45\n0.7,0.5,0.6\n0.2,0.3,0.1\n0.9,0.6,0.7\n0.4,0.4,0.5\n0.8,0.1,0.3\n' | mm-compare --seed=1 --baseline=z --adjust=bonferroni | mm-convert -k a,b,difference,p,p_adjusted,adjust
> a,b,difference,p,p_adjusted,adjust
> x,z,0.14166666666666667,0.15625,0.3125,bonferroni
> y,z,-0.058333333333333334,0.40625,0.8125,bonferroni
~ 1e-15

# A baseline that -k does not name.
$ mm-compare -k correct_linear --baseline=correct_mlp --seed=1 digits_eval.csv | mm-convert -k a,b,n; mm-compare -k 'correct_*' --baseline=correct_mlp --seed=1 digits_eval.csv | mm-convert -k a,b,n
> a,b,n
> correct_linear,correct_mlp,719
> a,b,n
> correct_linear,correct_mlp,719

# ---- the interval is that of mm-bootstrap, and a pair in a table that of the pair alone ----

$ mm-bootstrap --stat=diff-mean --paired -k nll_linear,nll_mlp --seed=4 -B 500 digits_eval.csv | mm-convert -k low,high >"$TMPDIR/1"; mm-compare -k nll_linear,nll_mlp,correct_mlp --seed=4 -B 500 digits_eval.csv | mm-convert -k low,high | head -2 | cmp - "$TMPDIR/1"; mm-compare -k nll_linear,nll_mlp --seed=4 -B 500 digits_eval.csv | mm-convert -k low,high | cmp - "$TMPDIR/1"

$ mm-compare -k nll_linear,nll_mlp --seed=5 --threads=1 digits_eval.csv >"$TMPDIR/1"; mm-compare -k nll_linear,nll_mlp --seed=5 --threads=3 digits_eval.csv | cmp - "$TMPDIR/1"

# ---- long form ----

$ printf 'id,m,s\n1,a,1\n1,b,0\n2,b,1\n2,a,1\n3,a,1\n4,a,1\n4,b,0\n5,b,0\n' | mm-compare --item=id --model=m --score=s --seed=1 --quiet | mm-convert -k a,b,n,wins,losses,ties,unmatched,test,p
> a,b,n,wins,losses,ties,unmatched,test,p
> a,b,3,2,0,1,2,mcnemar-exact,0.5

# The same item under another group is another item.
$ printf 'set,id,m,s\nu,1,a,1\nu,1,b,0\nu,2,b,1\nu,2,a,1\nv,1,a,2\nv,1,b,3\nv,2,a,5\nv,2,b,9\n' | mm-compare --item=id --model=m --score=s -g set --seed=1 --quiet | mm-convert -k set,n,difference,test
> set,n,difference,test
> u,2,0.5,mcnemar-exact
> v,2,-2.5,permutation-exact

$ printf 'id,m,s\n1,a,1\n1,b,0\n1,a,1\n' | mm-compare --item=id --model=m --score=s
? 3
2>* standard input:4: item '1' has a second score of model 'a'

$ printf 'id,m,s\n1,a,1\n1,b,0\n' | mm-compare --item=id --model=m
? 2
2>* the long form needs --item, --model and --score

$ printf 'id,m,s\n1,base,1\n1,b,0\n' | mm-compare --item=id --model=m --score=s --baseline=bas
? 2
2>* --baseline: no model 'bas'; did you mean 'base'?

# ---- missing scores ----

$ printf 'a,b,c\n1,0,1\n1,,0\n0,0,1\n1,1,0\n' | mm-compare --na=omit --seed=1 --quiet | mm-convert -k a,b,n,n_missing,unmatched
> a,b,n,n_missing,unmatched
> a,b,3,1,0
> a,c,4,0,0
> b,c,3,1,0

$ printf 'a,b\n1,0\n1,\n' | mm-compare
? 3
2>* standard input:3:2: missing value (column 'b')

$ printf 'a,b\n1,0\n1,\n' | mm-compare --na=keep --seed=1 | mm-convert -k n,difference,test,p
> n,difference,test,p
> 2,nan,undefined,nan

# ---- what has no spread ----

$ printf 'a,b\n0.5,0.5\n0.25,0.25\n' | mm-compare --seed=1 | mm-convert -k difference,low,high,interval,test,p,p_t,effect,ties
> difference,low,high,interval,test,p,p_t,effect,ties
> 0,0,0,percentile,permutation-exact,1,nan,nan,2
2> mm-compare: 'a' and 'b' differ by the same on every item: their interval is a point, not bca

$ printf 'a,b\n1.5,0.5\n2.25,1.25\n4,3\n' | mm-compare --seed=1 --quiet | mm-convert -k difference,low,high,p,p_t
> difference,low,high,p,p_t
> 1,1,1,0.25,nan

# ---- refused ----

$ printf 'a,b\n1,0\n' | mm-compare
? 3
2>* 'a' and 'b' have 1 item in common: two are needed at least

$ mm-compare -k nll_mlp digits_eval.csv
? 2
2>* there is only one model, 'nll_mlp': two are needed, a column each

$ mm-compare -k nll_mlp,nll_linear --test=mcnemar digits_eval.csv
? 3
2>* scores other than 0 and 1

$ mm-compare -k nll_mlp,nll_liner digits_eval.csv
? 2
2>* nll_linear

$ printf 'a,b\n1,inf\n0,1\n' | mm-compare
? 4
2>* 'b' has an infinite score

$ printf 'g,a,b\nu,1,0\nu,1,1\nv,1,1\n' | mm-compare -g g --seed=1
? 3
2>* g 'v': 'a' and 'b' have 1 item in common

# ---- a table for people says its methods beside it ----

$ mm-compare -k correct_linear,correct_mlp --to=table --seed=1 --digits=3 digits_eval.csv
> a               b              n  mean_a  mean_b  difference       low    high      p  p_adjusted  effect  wins  losses  ties
> correct_linear  correct_mlp  719   0.969    0.96     0.00974  -0.00139  0.0223  0.143       0.143  0.0633    12       5   702
2> mm-compare: difference a - b with 95 % bca bootstrap interval (9999 resamples, seed 1); p: McNemar's test for scores of 0 and 1, else sign-flip permutation test, two-sided; p_adjusted: holm; effect: Hedges' g of the differences
