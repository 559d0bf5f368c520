# SPDX-License-Identifier: GPL-3.0-or-later
# mm-cov. Expected: Python's fractions, rounded once; numpy 1.24 cov agrees to 1e-15.

$ mm-cov -k 'petal_*' iris.csv
> ,petal_length,petal_width
> petal_length,3.1162778523489933,1.2956093959731543
> petal_width,1.2956093959731543,0.5810062639821029

$ printf '1000000001,2\n1000000002,4\n1000000003,9\n' | mm-cov
> 1,3.5
> 3.5,13

$ printf 'a,b\n1,2\n2,4\n3,9\n' | mm-cov --ddof=0 --to=json
> [{"":"a","a":0.6666666666666666,"b":2.3333333333333335},
>  {"":"b","a":2.3333333333333335,"b":8.666666666666666}]

# One column: its variance.
$ printf 'a\n1\n2\n3\n' | mm-cov
> ,a
> a,1

# numpy.cov: more than 32 are taken in blocks.
$ awk 'BEGIN { for (j = 1; j <= 40; j++) printf "x%d%s", j, j < 40 ? "," : "\n"; for (i = 0; i < 200; i++) for (j = 0; j < 40; j++) printf "%d%s", (i*i*(j+3) + 7*i*(j+1) + j*j*j) % 1009, j < 39 ? "," : "\n" }' | mm-cov | cut -d, -f1-4 | sed -n '2,4p'
> x1,83460.28841708544,9067.963090452266,11449.737914572863
> x2,9067.963090452266,86509.30047738693,-9194.117060301503
> x3,11449.737914572863,-9194.117060301503,84379.15474874373
~ 1e-13

# ---- pairs, groups ----

$ mm-cov --pairs -g species -k 'petal_*' --digits=4 iris.csv
> species,a,b,covariance,n,n_missing,ddof
> setosa,petal_length,petal_width,0.006069,50,0,1
> versicolor,petal_length,petal_width,0.0731,50,0,1
> virginica,petal_length,petal_width,0.04882,50,0,1

$ printf 'a,b\n1,2\n2,4\n3,9\n' | mm-cov --pairs --to=json
> {"a":"a","b":"b","covariance":3.5,"n":3,"n_missing":0,"ddof":1}

$ mm-cov -g species iris.csv
? 2
2>* --by needs --pairs

# ---- any order, any threads ----

$ mm-cov --quiet --threads=1 iris.csv >"$TMPDIR/a"; (head -1 iris.csv; tail -n +2 iris.csv | tac) | mm-cov --quiet --threads=4 | cmp - "$TMPDIR/a" && echo same
> same

$ mm-cov --threads=1 digits_embeddings.npy >"$TMPDIR/a"; mm-cov --threads=4 digits_embeddings.npy | cmp - "$TMPDIR/a" && echo same
> same

# ---- missing, infinite, too few ----

$ printf 'a,b\n1,2\n2,\n3,4\n' | mm-cov --na=omit
> ,a,b
> a,2,2
> b,2,2
2>* left out 1 row with missing values

$ printf 'a,b\n1,2\n2,\n3,4\n' | mm-cov --na=keep
> ,a,b
> a,1,nan
> b,nan,nan

$ printf 'a,b\n1,2\n2,\n3,4\n' | mm-cov
? 3
2>* standard input:3:2: missing value (column 'b')

$ printf 'a,b\n1,2\n2,inf\n' | mm-cov
? 4
2>* standard input:3: inf is not allowed here (column 'b')

$ printf 'a,b\n1,2\n' | mm-cov
? 3
2>* too few rows: the denominator n - 1 needs 2 at least

$ printf 'a,b\n' | mm-cov
? 3
2>* no rows

$ printf 'g,a,b\nx,1,2\nx,2,3\ny,1,2\n' | mm-cov --pairs -g g
? 3
2>* g 'y': too few rows
