# SPDX-License-Identifier: GPL-3.0-or-later
# mm-transpose: labels and names change places.

$ printf '1,2\n3,4\n5,6\n' | mm-transpose
> 1,3,5
> 2,4,6

$ printf ',a,b\nr,1,2\ns,3,4\n' | mm-transpose
> ,r,s
> a,1,3
> b,2,4

$ printf ',a,b\nr,1,2\ns,3,4\n' | mm-transpose | mm-transpose
> ,a,b
> r,1,2
> s,3,4

# Labels without names for the columns: a header of empty names, which the next command understands.
$ printf 'a,b\n1,2\n3,4\n' | mm-transpose; printf 'a,b\n1,2\n3,4\n' | mm-transpose | mm-sum
> ,,
> a,1,3
> b,2,4
> 3,7

$ printf 'a,b\n1,2\n3,4\n' | mm-transpose | mm-transpose | mm-sum -k b
> b
> 6

$ printf '1\n2\n' | mm-transpose
> 1,2

$ printf '5\n' | mm-transpose
> 5

$ printf '[[1,2],[3,4]]' | mm-transpose
> [[1,3],
>  [2,4]]

$ mm-transpose npy/i4_little.npy | mm-transpose | mm-convert --to=csv >"$TMPDIR/back"; mm-convert --to=csv npy/i4_little.npy | cmp - "$TMPDIR/back"

$ mm-transpose -k petal_width,petal_length iris.csv | cut -d, -f1-4
> ,,,
> petal_width,0.2,0.2,0.2
> petal_length,1.4,1.4,1.3

$ printf '1,nan\n3,4\n' | mm-transpose
? 3
2>* standard input:1:2: missing value

$ printf '1,nan\n3,4\n' | mm-transpose --na=keep
> 1,3
> nan,4

$ printf 'a,b\n' | mm-transpose
? 3
2>* no rows
