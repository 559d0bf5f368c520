# SPDX-License-Identifier: GPL-3.0-or-later
# mm-anova. Numbers: R 4.2 anova(lm(x ~ g)) and oneway.test(x ~ g), eta squared from these sums of squares; NIST's
# certified values, beyond what is here, are held in tests/unit/check_nist_anova.c.

$ mm-anova --group=species -k petal_length iris.csv
> source,df,ss,ms,f,p,eta_squared
> between,2,437.10280000000012,218.55140000000006,1180.1611822529815,2.8567766109614941e-91,0.94137171905736794
> within,147,27.2226,0.1851877551020408,nan,nan,nan
> total,149,464.32540000000012,nan,nan,nan,nan
~ 1e-12

$ mm-anova -g species -k petal_length iris.csv | tail -1
> total,149,464.3254,nan,nan,nan,nan

$ mm-anova --welch -g species -k sepal_length iris.csv
> f,df1,df2,p,groups,n,n_missing,method
> 138.90828526893822,2,92.211145320457376,1.5050589627450978e-28,3,150,0,welch
~ 1e-12

# Several columns, each on its own (SciPy f_oneway).
$ mm-anova -g species --digits=6 iris.csv | cut -d, -f1,2,6 | grep between
> sepal_length,between,119.265
> sepal_width,between,49.16
> petal_length,between,1180.16
> petal_width,between,960.007

# A column for each group; cells may be missing at the end.
$ printf 'a,b,c\n1,2,3\n2,5,9\n4,6,\n,7,\n' | mm-anova --na=omit --digits=6
> source,df,ss,ms,f,p,eta_squared
> between,2,19.3333,9.66667,1.58182,0.280705,0.345238
> within,6,36.6667,6.11111,nan,nan,nan
> total,8,56,nan,nan,nan,nan
2> mm-anova: left out 3 missing cells

$ printf 'a,b,c\n1,2,3\n2,5,9\n4,6,\n,7,\n' | mm-anova --welch --na=omit --digits=6 --to=json
> {"f":1.70614,"df1":2,"df2":2.37222,"p":0.347412,"groups":3,"n":9,"n_missing":3,"method":"welch"}
2> mm-anova: left out 3 missing cells

$ printf 'a,b,c\n1,2,3\n2,5,9\n4,6,\n,7,\n' | mm-anova
? 3
2>* missing value (column 'c')

# An analysis for each group of -g.
$ printf 'g,y,h\na,1,u\na,2,u\nb,4,u\nb,1,v\nb,2,v\nc,2,v\n' | mm-anova --group=g -g h --digits=6
> h,source,df,ss,ms,f,p,eta_squared
> u,between,1,4.16667,4.16667,8.33333,0.212296,0.892857
> u,within,1,0.5,0.5,nan,nan,nan
> u,total,2,4.66667,nan,nan,nan,nan
> v,between,1,0.166667,0.166667,0.333333,0.666667,0.25
> v,within,1,0.5,0.5,nan,nan,nan
> v,total,2,0.666667,nan,nan,nan,nan

# 2^53 and a little: exact. In any order of rows, with any number of threads.
$ printf 'a,b\n9007199254740990,9007199254740991\n9007199254740992,9007199254740989\n' | mm-anova
> source,df,ss,ms,f,p,eta_squared
> between,1,1,1,0.5,0.5527864045000421,0.2
> within,2,4,2,nan,nan,nan
> total,3,5,nan,nan,nan,nan
~ 1e-14

$ mm-anova --threads=1 -g malignant breast_cancer.csv >"$TMPDIR/a"; (head -1 breast_cancer.csv; tail -n +2 breast_cancer.csv | tac) | mm-anova --threads=4 -g malignant | cmp - "$TMPDIR/a"

# ---- refused ----

$ printf 'a,b\n1,2\n1,2\n' | mm-anova
? 4
2> mm-anova: the numbers within every group are equal: nothing to measure differences by

$ printf 'a,b\n1,2\n1,3\n' | mm-anova --welch
? 4
2> mm-anova: column 'a': all numbers of this group are equal, and Welch's test divides by its variance

$ printf 'g,y\na,1\na,2\n' | mm-anova --group=g
? 3
2> mm-anova: column 'y': one group only: two at least are needed

$ printf 'g,y\na,1\nb,2\n' | mm-anova --group=g
? 3
2> mm-anova: column 'y': every group has one number only: nothing to measure differences by

$ printf 'g,y\na,1\na,2\nb,3\n' | mm-anova --group=g --welch
? 3
2> mm-anova: column 'y', g = b: two numbers at least are needed in every group

$ printf 'g,y\na,1\na,2\nb,\n' | mm-anova --group=g --na=omit
? 3
2> mm-anova: left out 1 missing cell
2> mm-anova: column 'y', g = b: no number in this group

$ printf 'g,y\na,1\nb,inf\n' | mm-anova --group=g
? 4
2> mm-anova: standard input:3: inf is not allowed here (column 'y')

$ printf 'g,y\na,1\nb,\n' | mm-anova --group=g --na=keep
? 3
2> mm-anova: standard input:3: nan is not allowed here (column 'y')

$ printf 'y\n1\n2\n' | mm-anova
? 2
2>* one column only: --group=COL names the column of groups, or give two columns

$ printf 'g,y\n' | mm-anova --group=g
? 3
2>* no rows

$ mm-anova --group=specis iris.csv
? 2
2>* unknown column 'specis'; did you mean 'species'?
