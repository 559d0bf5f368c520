# SPDX-License-Identifier: GPL-3.0-or-later
# mm-filter: some rows, as they came. What is expected can be read off the input; counts of iris are those of pandas.

$ printf 'id,x,t\n007,1.50,NA\n008,-2,"a, b"\n9,3e0,\n' | mm-filter 'x > 0'
> id,x,t
> 007,1.50,NA
> 9,3e0,

$ printf 'id,x,t\n007,1.50,NA\n008,-2,"a, b"\n9,3e0,\n' | mm-filter -v 'x > 0'
> id,x,t
> 008,-2,"a, b"

# Any number but 0 holds; NaN does not, and is among the others.
$ printf 'x\n1\n0\n-1\nnan\n' | mm-filter --na=keep x; printf 'x\n1\n0\n-1\nnan\n' | mm-filter --na=keep --invert x
> x
> 1
> -1
> x
> 0
> nan

$ printf 'x\n1\n0\n-1\n' | mm-filter 'log(x)  >= 0'
> x
> 1

# No row: the header alone, and success.
$ printf 'x,y\n1,2\n' | mm-filter 'x > y'; printf 'x,y\n' | mm-filter 'x > y'; printf '1,2\n' | mm-filter '[1] > [2]'
> x,y
> x,y

$ printf '[{"a":1,"t":"x"}]' | mm-filter 'a > 1'
> []

$ printf '[{"a":1,"t":"x"},{"a":2,"t":"y"}]' | mm-filter "t == 'y'"
> [{"a":2,"t":"y"}]

# Texts.
$ mm-filter "species == 'versicolor' || species > 'virgin'" iris.csv | mm-eval --only 'n = count(petal_width)' | tail -n +1 | sort -u
> 100
> n

$ mm-filter "species < 'setosb' && !(species != 'setosa')" iris.csv | tail -n +2 | wc -l
> 50

$ mm-filter "species = 'setosa'" iris.csv
2>* ==
? 2

$ mm-filter 'species == setosa' iris.csv
2>* setosa
? 2

# What is taken over all rows.
$ mm-filter 'petal_length == max(petal_length)' iris.csv
> sepal_length,sepal_width,petal_length,petal_width,species
> 7.7,2.6,6.9,2.3,virginica

$ mm-filter 'mean(petal_length) > 3' iris.csv | wc -l; mm-filter 'mean(petal_length) > 4' iris.csv | wc -l
> 151
> 1

# Binary in, binary out; labels stay; files are joined.
$ printf '1,2\n3,4\n-5,6\n' | mm-convert --to=npy | mm-filter '[1] > 0' | mm-convert --to=csv
> 1,2
> 3,4

$ printf ',a\nr,1\ns,2\n' | mm-filter 'a > 1'
> ,a
> s,2

$ printf 'x\n1\n5\n' >"$TMPDIR/a"; mm-filter 'x > 2' "$TMPDIR/a" "$TMPDIR/a"
> x
> 5
> 5

# Missing values matter where EXPR reads them.
$ printf 'x,y\n1,\n,2\n' | mm-filter 'y > 0'
2> mm-filter: standard input:2:2: missing value (column 'y'); use --na=omit to drop the row or --na=keep to compute with NaN
? 3

$ printf 'x,y\n1,\n,2\n' | mm-filter --na=omit 'y > 0'
> x,y
> ,2
2> mm-filter: left out 1 row with missing values

$ printf 't,y\n,1\nb,2\n' | mm-filter --na=keep "t != 'b'"
> t,y

$ mm-filter 'sepal_lenght > 1' iris.csv
2> mm-filter: unknown column 'sepal_lenght'; did you mean 'sepal_length'?
2>     sepal_lenght > 1
2>     ^^^^^^^^^^^^
2> Try 'mm-filter --help' for more information.
? 2

$ mm-filter iris.csv
2>* the first operand is an expression
? 2

$ printf 'x\n1\n2\n' | mm-filter 'x > 1 && '
2>* x > 1 &&
? 2

$ mm-filter 'petal_width > 1' 'sepal_width > 3' iris.csv
2>* 'sepal_width > 3' is no file; there is one expression
? 2

$ mm-filter "specis == 'setosa'" iris.csv
2>* unknown column 'specis'; did you mean 'species'?
? 2

$ mm-filter 'species == setosa' iris.csv
2>* unknown column 'setosa'; a text stands in single quotes
? 2

$ mm-filter "petal_width + 1 == 'setosa'" iris.csv
2>* a number compared with a text
? 2
