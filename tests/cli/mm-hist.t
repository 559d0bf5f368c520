# SPDX-License-Identifier: GPL-3.0-or-later
# mm-hist. Expected: numpy 1.24 histogram (edges and counts, density, bins 'fd', 'sturges', 'auto').

$ mm-hist -k sepal_width --bins=4 --density iris.csv
> low,high,count,density
> 2.0,2.6,19,0.21111111111111108
> 2.6,3.2,75,0.8333333333333333
> 3.2,3.8000000000000003,50,0.5555555555555555
> 3.8000000000000003,4.4,6,0.06666666666666665
~ 1e-15

# The last bin is closed, the others are not.
$ printf '0\n1\n1\n2\n3\n' | mm-hist --bins=3
> low,high,count
> 0,1,1
> 1,2,2
> 2,3,2

$ for rule in fd sturges auto; do mm-hist -k sepal_length --bins=$rule iris.csv | mm-convert -k count --to=tsv | tail -n +2 | paste -sd ' ' -; done
> 11 30 24 24 31 17 7 6
> 9 23 20 28 28 14 17 5 6
> 9 23 20 28 28 14 17 5 6

# Edges that fall on 0.1 steps: counts are those of the edges as printed.
$ seq 0 0.1 1 | mm-hist --bins=10 --range=0,1 | cut -d, -f3 | tail -n +2 | paste -sd ' ' -
> 1 1 2 0 1 2 1 0 1 2

# One pass and values held agree, for any number of threads.
$ mm-hist -k 1 --bins=7 --range=4.3,7.9 --threads=1 iris.csv >"$TMPDIR/a"; mm-hist -k 1 --bins=7 --threads=4 iris.csv | cmp - "$TMPDIR/a" && echo same
> same

# ---- groups have the same bins; several columns ----

$ mm-hist -k petal_width -g species --bins=2 iris.csv
> species,low,high,count
> setosa,0.1,1.3,50
> setosa,1.3,2.5,0
> versicolor,0.1,1.3,15
> versicolor,1.3,2.5,35
> virginica,0.1,1.3,0
> virginica,1.3,2.5,50

$ printf 'a,b\n1,10\n2,30\n' | mm-hist --bins=1 --to=json
> [{"column":"a","low":1,"high":2,"count":2},
>  {"column":"b","low":10,"high":30,"count":2}]

# ---- equal values, one value ----

$ printf '5\n5\n' | mm-hist
> low,high,count
> 4.5,5.5,2

# ---- bars ----

$ printf 'g,x\na,0\na,1\nb,1\n' | mm-hist -g g --bins=2 --plot
> g a, x
>  low  high  count
>    0   0.5      1  ██████████████████████████████████████████████████
>  0.5     1      1  ██████████████████████████████████████████████████
> 
> g b, x
>  low  high  count
>    0   0.5      0
>  0.5     1      1  ██████████████████████████████████████████████████

$ mm-hist --plot --to=json iris.csv
? 2
2>* --plot is text

# ---- outside, infinite, missing ----

$ printf '1\n2\n3\n-inf\n' | mm-hist --bins=1 --range=2,3
> low,high,count
> 2,3,2
2>* 2 values are in no bin

$ printf 'x\n1\ninf\n' | mm-hist
? 4
2>* column 'x': the range is infinite; give --range=LOW,HIGH

$ printf 'x,y\n1,2\n,3\n' | mm-hist --na=keep --bins=1
> column,low,high,count
> x,0.5,1.5,1
> y,2,3,2
2>* 1 value is in no bin

$ printf 'x\nNA\n' | mm-hist -H --na=omit --na-tokens=NA -k x
? 3
2>* no rows

$ printf 'x\n1\n1.0000000000000002\n' | mm-hist --bins=100
? 4
2>* too narrow

# ---- usage ----

$ mm-hist --bins=many iris.csv
? 2
2>* --bins: 'many' is no number from 1 to 10000000, and not fd, sturges or auto

$ mm-hist --range=3,1 iris.csv
? 2
2>* --range: '3,1' is not LOW,HIGH

$ mm-hist --range=0,inf iris.csv
? 2
2>* --range: inf is not between
