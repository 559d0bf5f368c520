# SPDX-License-Identifier: GPL-3.0-or-later
# mm-chisq. Expected: scipy.stats 1.10 chi2_contingency and chisquare, R 4.2 chisq.test; where they round, mpmath.

$ printf '762,327,468\n484,239,477\n' | mm-chisq
> test,n,rows,columns,statistic,df,p,yates,cramers_v,min_expected,expected_below_5,n_missing
> independence,2757,2,3,30.070149095754672,2,2.953589183211758e-7,0,0.10443580235646777,246.35473340587595,0,0
~ 1e-14

$ printf '30,10\n10,30\n' | mm-chisq --yates | mm-convert -k statistic,p,yates,cramers_v
> statistic,p,yates,cramers_v
> 18.05,2.1517864378120186e-5,1,0.5
~ 1e-14

# Small expected counts are said.
$ printf '10,0,3\n0,7,1\n' | mm-chisq | mm-convert -k statistic,df,p,min_expected,expected_below_5
> statistic,df,p,min_expected,expected_below_5
> 17.819711538461538,2,0.00013505131113859816,1.5238095238095238,5
2> mm-chisq: 5 expected counts are below 5, the smallest is 1.52: the p-value is rough
~ 1e-13

# The far tail: erfc(√648) in mpmath.
$ printf '648,0\n0,648\n' | mm-chisq | mm-convert -k p | sed 's/e-/ e-/'
> p
> 8.3652481315945667 e-284
~ 1e-12

$ printf 'x,y\na,u\nb,v\na,u\nb,v\na,v\nb,u\n' | mm-chisq -k x,y --quiet | mm-convert -k n,rows,statistic; printf 'g,x,y\nq,30,10\nr,10,30\n' | mm-chisq -k x,y --table | mm-convert -k n,statistic
> n,rows,statistic
> 6,2,0.6666666666666666
> n,statistic
> 80,20
~ 1e-15

# ---- fit ----

$ printf '16\n18\n16\n14\n12\n12\n' | mm-chisq; printf '16\n18\n16\n14\n12\n12\n' | mm-chisq --ddof=1 | mm-convert -k df,p
> test,n,categories,statistic,df,p,effect_w,min_expected,expected_below_5,n_missing
> fit,88,6,2,5,0.84914503608460964,0.15075567228888181,14.666666666666666,0,0
> df,p
> 4,0.73575888234288464
~ 1e-14

$ printf 'o,e\n315,312.75\n101,104.25\n108,104.25\n32,34.75\n' | mm-chisq -k o --expected=e | mm-convert -k statistic,p; printf '315\n101\n108\n32\n' | mm-chisq --probabilities=0.5625,0.1875,0.1875,0.0625 | mm-convert -k statistic,p
> statistic,p
> 0.47002398081534772,0.92542589510361597
> statistic,p
> 0.47002398081534772,0.92542589510361597
~ 1e-13

$ printf 'o,q\n16,1\n18,2\n' | mm-chisq --fit -k o | mm-convert -k categories,statistic
> categories,statistic
> 2,0.11764705882352941
~ 1e-15

# ---- refused ----

$ printf '1,0\n2,0\n' | mm-chisq
? 3
2>* column 2 of the table is all 0

$ printf '1,2\n0,0\n' | mm-chisq
? 3
2>* row 2 of the table is all 0

$ printf '0.3,0.2\n0.1,0.4\n' | mm-chisq
? 3
2>* counts are wanted, and some numbers are not whole

$ printf '3,-2\n1,4\n' | mm-chisq
? 3

$ printf '1,2,3\n' | mm-chisq
? 3
2>* independence needs two rows and two columns, not 1x3

$ printf '1,2,3\n4,5,6\n' | mm-chisq --yates
? 3
2>* 2x2

$ printf '16\n18\n' | mm-chisq --expected=20,20
? 3
2>* --expected: the sum is 40, not 34; --normalize scales it

$ printf '16\n18\n' | mm-chisq --expected=20,20,20
? 3
2>* --expected has 3 numbers for 2 categories

$ printf '16\n18\n' | mm-chisq --probabilities=1,0
? 3
2>* category 2 has 0

$ printf '5\n' | mm-chisq
? 3
2>* 1 categories are too few

$ printf '16\n18\n' | mm-chisq --ddof=1
? 3

$ mm-chisq -k image digits_eval.csv
? 2
2>* two of categories are wanted

$ printf 'x,y\na,u\nb,v\na,\nb,v\na,v\nb,u\n' | mm-chisq -k x,y --na=omit --quiet | mm-convert -k n,n_missing
> n,n_missing
> 5,1

# Sums beyond doubles have no statistic.
$ printf '1e308,1e308\n1e308,3\n' | mm-chisq
2> mm-chisq: the counts come to more than 2^53
? 3
