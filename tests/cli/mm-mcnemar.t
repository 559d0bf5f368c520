# SPDX-License-Identifier: GPL-3.0-or-later
# mm-mcnemar. Expected: statsmodels 0.13 (exact), R 4.2 mcnemar.test (chi-square), mpmath (mid-p, Tango's interval).

$ mm-mcnemar -k correct_linear,correct_mlp digits_eval.csv | mm-convert -k n,b,c,estimate,method,statistic,p
> n,b,c,estimate,method,statistic,p
> 719,12,5,0.009735744089012517,exact,5,0.143463134765625
~ 1e-15

# The example of Fagerland, Lydersen, Laake 2014: -0.517 to -0.026.
$ printf '1,1\n7,12\n' | mm-mcnemar | mm-convert -k n,b,c,low,high,p
> n,b,c,low,high,p
> 21,1,7,-0.51723227642137732,-0.026003032480868596,0.0703125
~ 1e-14

$ printf '1,1\n7,12\n' | mm-mcnemar --method=mid-p | mm-convert -k method,p; printf '685,12\n5,17\n' | mm-mcnemar --method=chi-square | mm-convert -k method,statistic,p; printf '685,12\n5,17\n' | mm-mcnemar --method=chi-square --uncorrected | mm-convert -k method,statistic
> method,p
> mid-p,0.0390625
> method,statistic,p
> chi-square-corrected,2.117647058823529,0.1456101
> method,statistic
> chi-square,2.8823529411764706
~ 1e-7

# Above 1000 discordant pairs chi-square; the far tail.
$ printf '5,1200\n900,5\n' | mm-mcnemar | mm-convert -k method,p; printf '0,0\n1000,0\n' | mm-mcnemar | mm-convert -k p | sed 's/e-/ e-/'
> method,p
> chi-square-corrected,6.8130993761039717e-11
> p
> 1.8665272370064378 e-301
~ 1e-13

$ printf '5,0\n0,7\n' | mm-mcnemar | mm-convert -k estimate,statistic,p; printf '5,0\n0,7\n' | mm-mcnemar -m chi-square | mm-convert -k statistic,p; printf '5,3\n3,7\n' | mm-mcnemar -m chi-square | mm-convert -k statistic,p
> estimate,statistic,p
> 0,0,1
> statistic,p
> 0,1
> statistic,p
> 0,1

# Columns that -k names are items, whatever their number; --table makes them counts again.
$ printf 'a,b\n1,0\n1,1\n' | mm-mcnemar -k a,b | mm-convert -k n,b,c; printf 'x,a,b\n9,1,0\n9,1,1\n' | mm-mcnemar -k a,b --table | mm-convert -k n,b,c
> n,b,c
> 2,1,0
> n,b,c
> 3,0,1

$ mm-mcnemar -k correct_linear,correct_mlp -g label --to=table --digits=3 digits_eval.csv | head -4
> label   n  b  c  estimate      low    high  level  interval  method  statistic      p  n_missing
> 3      73  0  2   -0.0274  -0.0945  0.024    0.95  tango     exact           0  0.5            0
> 7      72  2  0    0.0278  -0.0243  0.0957   0.95  tango     exact           0  0.5            0
> 2      71  1  0    0.0141  -0.038   0.0756   0.95  tango     exact           0  1              0

# ---- refused ----

$ printf '1,2\n0,1\n1,1\n' | mm-mcnemar
? 3
2>* '2' is neither 0 nor 1

$ printf '1.5,2\n0,1\n' | mm-mcnemar
? 3
2>* '1.5' is not a count

$ printf '0,0\n0,0\n' | mm-mcnemar
? 3
2>* no pairs

$ printf 'a,b\n1,0\n1,1\n1,1\n' | mm-mcnemar -k a,b --table
? 3
2>* a 2x2 table of counts is wanted, and there are 3 rows

$ mm-mcnemar -k correct_linear digits_eval.csv
? 2
2>* 2 columns are wanted, not 1

$ mm-mcnemar --uncorrected -k correct_linear,correct_mlp digits_eval.csv
? 2
2>* --method=chi-square

$ printf 'a,b\n1,0\n,1\n1,1\n' | mm-mcnemar
? 3
2>* missing value

$ printf 'a,b\n1,0\n,1\n1,1\n' | mm-mcnemar --na=omit | mm-convert -k n,b,n_missing; printf 'a,b\n1,0\n,1\n1,1\n' | mm-mcnemar -k a,b --na=omit | mm-convert -k n,b,n_missing
> n,b,n_missing
> 3,0,1
> n,b,n_missing
> 2,1,1
