# SPDX-License-Identifier: GPL-3.0-or-later
# mm-pca. Values from sklearn.decomposition.PCA (its signs turned where the rule says so) unless a case says otherwise.

# The text column is left out, with a note.
$ mm-pca --part=explained iris.csv
> component,variance,ratio,cumulative
> 1,4.228241706034864,0.9246187232017271,0.9246187232017271
> 2,0.24267074792863344,0.05306648311706783,0.977685206318795
> 3,0.07820950004291942,0.017102609807929773,0.9947878161267247
> 4,0.023835092973449434,0.005212183873275374,1
2>* left out the text column 'species'
~ 1e-13

$ mm-pca --quiet --part=components iris.csv
> ,sepal_length,sepal_width,petal_length,petal_width
> pc1,0.3613865917853687,-0.08452251406456868,0.8566706059498351,0.3582891971515508
> pc2,0.6565887712868422,0.7301614347850266,-0.17337266279585684,-0.0754810199174632
> pc3,-0.5820298513060654,0.5979108301000856,0.07623607582096326,0.5458314320200756
> pc4,0.3154871929039753,-0.3197231036661293,-0.4798389869946344,0.7536574252640454
~ 1e-12

$ mm-pca --quiet iris.csv | head -n 3
> pc1,pc2,pc3,pc4
> -2.6841256259695374,0.3193972465850999,-0.02791482758941377,0.002262437071317443
> -2.7141416872943265,-0.1770012250647814,-0.21046427237824394,0.0990265503235873
~ 1e-12

$ mm-pca --quiet --scale --part=explained -k 1-4 iris.csv | cut -d, -f1,2
> component,variance
> 1,2.9184978165320006
> 2,0.9140304714680713
> 3,0.14675687557131498
> 4,0.020714836428619217
~ 1e-13

$ mm-pca --quiet --scale --part=components --components=1 iris.csv
> ,sepal_length,sepal_width,petal_length,petal_width
> pc1,0.5210659146701196,-0.26934744250594317,0.5804130957962947,0.5648565357793615
~ 1e-12

# By hand: (3, 4)/5 is the only direction, variance 25/2. Labels stay.
$ printf ',x,y\na,1,1\nb,4,5\n' | mm-pca
> ,pc1
> a,-2.5
> b,2.5
~ 1e-14

$ printf '1,1\n4,5\n' | mm-pca
> -2.5
> 2.5
~ 1e-14

$ printf '1,1\n4,5\n' | mm-pca --part=components
> 0.6,0.8
~ 1e-14

$ printf ',x,y\na,1,1\nb,4,5\n' | mm-pca --part=all --to=json | mm-convert --to=csv -#components
> ,x,y
> pc1,0.6,0.8
~ 1e-14

$ printf ',x,y\na,1,1\nb,4,5\n' | mm-pca --part=all --to=json | mm-convert --to=csv -#scores
> ,pc1
> a,-2.5
> b,2.5
~ 1e-14

$ printf ',x,y\na,1,1\nb,4,5\n' | mm-pca --part=all --to=json | mm-convert --to=csv -#explained
> component,variance,ratio,cumulative
> 1,12.5,1,1
~ 1e-14

# A large mean costs nothing: these differences are exact. The variance of 0, 1, 2, 3 is 5/3.
$ printf '100000000,3\n100000001,3\n100000002,3\n100000003,3\n' | mm-pca --part=explained --components=1
> component,variance,ratio,cumulative
> 1,1.6666666666666667,1,1
~ 1e-15

# The same numbers for any number of threads, to rounding.
$ mm-pca --threads=1 --part=explained --components=8 --digits=10 digits_embeddings.npy >"$TMPDIR/1"; mm-pca --threads=4 --part=explained --components=8 --digits=10 digits_embeddings.npy | diff - "$TMPDIR/1"

# Rows that wait for the second pass outgrow the memory for them: 2.2 million rows of two numbers, x and 2x.
$ awk 'BEGIN { for (i = 0; i < 2200000; i++) print i % 3 "," 2 * (i % 3) }' | mm-pca --components=1 | awk '{ s += $1; q += $1 * $1 } END { printf "%d %.4f %.4f\n", NR, s / 1000, q / NR }'
> 2200000 -0.0022 3.3333
~ 0.01

$ printf ',x\na,1\nb,\nc,3\n' | mm-pca --na=omit
> ,pc1
> a,-1
> c,1
~ 1e-15
2>* left out 1 row with missing values

$ printf '1,2\n' | mm-pca
2> mm-pca: standard input: at least two rows are needed
? 3

$ printf 'x,y\n1,2\n3,2\n' | mm-pca --scale
2> mm-pca: standard input: column 2 'y' is constant, which --scale cannot divide by
? 4

$ printf 'x,y\n1,2\n1,2\n' | mm-pca
2> mm-pca: standard input: every column is constant
? 4

$ printf 'x,y\n1,2\n3,5\n' | mm-pca --components=2
2> mm-pca: --components: standard input is 2x2, which has 1
? 3

$ printf 'x,y\n1,2\n3,inf\n' | mm-pca
2> mm-pca: standard input:3: inf is not allowed here (column 'y')
? 4

$ printf 'x,y\n1,2\n3,\n' | mm-pca --na=keep
2> mm-pca: standard input:3: nan is not allowed here (column 'y')
? 3

$ printf 'x,y\n1,2\n3,\n' | mm-pca
2>* standard input:3:2: missing value (column 'y')
? 3

$ printf 'x,y\n1,2\n3,4\n' | mm-pca --part=all
2>* several parts need
? 2

$ printf 'x,y\n' | mm-pca
? 3

$ mm-pca --components=0 iris.csv
? 2
