# mm-distance. Values from scipy.spatial.distance.

$ mm-distance
< ,x,y
< a,0,0
< b,3,4
< c,0,4
> ,a,b,c
> a,0,5,4
> b,5,0,3
> c,4,3,0

# Two vectors, as columns, as rows, or one of each.
$ printf '1\n2\n3\n' >"$TMPDIR/a"; printf '3\n2\n0\n' | mm-distance -m manhattan "$TMPDIR/a" -
> 5

$ printf '1,2,3\n' >"$TMPDIR/a"; printf '3\n2\n0\n' | mm-distance -m sqeuclidean "$TMPDIR/a" -
> 13

# Points on a line are rows of one number each only where --axis says so.
$ mm-distance --axis=rows
< 1
< 3
< 6
> 0,2,5
> 2,0,3
> 5,3,0

$ mm-distance
< 1
< 3
< 6
? 3
2> mm-distance: standard input has one column, which is one vector and has no pairs (--axis=rows takes each number as a vector)

# Two matrices.
$ printf ',x,y\na,0,0\nb,3,4\n' >"$TMPDIR/a"; printf ',x,y\nu,3,0\nv,0,4\nw,3,4\n' | mm-distance "$TMPDIR/a" -
> ,u,v,w
> a,3,4,5
> b,4,3,0

# Every metric of five points.
$ for m in euclidean sqeuclidean manhattan chebyshev 'minkowski -p 3' cosine mahalanobis hamming jaccard; do
$     printf '0,1.5,-2\n3,0,0.25\n-1,4,2\n0.5,-0.5,1\n2,2,2\n' | mm-distance -m $m | sed -n 1p
$ done
> 0,4.038873605350878,4.8218253804964775,3.640054944640259,4.5
> 0,16.3125,23.25,13.25,20.25
> 0,6.75,7.5,5.5,6.5
> 0,3,4,3,4
> 0,3.469548756887056,4.320061298855844,3.274955810059687,4.1625737586391365
> 0,1.066436383882992,0.8254256878112061,1.8981462390204986,1.1154700538379252
> 0,2.305578389874093,2.529264627360857,2.816669159611253,2.6985109650571752
> 0,1,1,1,1
> 0,1,1,1,1
~ 1e-14

# The flowers: Frobenius norm of the whole matrix of distances.
$ for m in euclidean sqeuclidean manhattan chebyshev 'minkowski -p 3' cosine mahalanobis hamming jaccard; do
$     mm-distance --quiet -m $m iris.csv | mm-norm --axis=all
$ done
> 452.11854640127297
> 1990.1192475326695
> 758.5393991085762
> 377.495986733634
> 402.5567569109005
> 9.86291994593493
> 422.8474902373183
> 142.75547274973383
> 142.75547274973383
~ 1e-12

$ mm-distance digits_embeddings.npy | mm-norm --axis=all
> 6188.244034700704
~ 1e-12

# Small distances between large vectors: 1000 of them, so that products are used; each is sqrt(32)/1024 from the next.
$ awk 'BEGIN { for (i = 0; i < 40; i++) { for (j = 0; j < 32; j++) printf "%s%.17g", j ? "," : "", 1e8 + i / 1024; print "" } }' |
$     mm-distance | awk -F, 'NR < 40 { print $(NR + 1) }' | sort -u
> 0.005524271728019903
~ 1e-13

# Threads do not matter.
$ mm-distance --threads=1 --quiet -m manhattan iris.csv >"$TMPDIR/1"
$ mm-distance --threads=4 --quiet -m manhattan iris.csv | cmp - "$TMPDIR/1"

# Usage.
$ mm-distance -p 3
< 1,2
? 2
2>* --power goes with --metric=minkowski only

$ mm-distance -m minkowski -p 0
< 1,2
? 2

$ mm-distance --metric=euclid
< 1,2
? 2
2>* euclidean

# Where a metric has no answer.
$ mm-distance -m cosine
< ,x,y
< a,1,2
< b,0,0
? 4
2> mm-distance: standard input: row 2 ('b'): the zero vector has no cosine

$ mm-distance -m mahalanobis
< 1,2
< 2,4
< 3,6
< 4,8
? 4
2>* the covariance is singular: its reciprocal condition number is

$ mm-distance -m mahalanobis
< 1,2
< 2,5
? 3
2>* mahalanobis of 2 columns needs at least 3 rows in all, and there are 2

$ mm-distance -m mahalanobis
< 1,2
< 2,inf
< 3,1
< 4,4
? 4
2>* row 2: mahalanobis needs numbers that are all finite

# Shapes, names, missing values.
$ printf '1\n2\n3\n' >"$TMPDIR/a"; printf '1\n2\n' | mm-distance "$TMPDIR/a" -
? 3
2>* holds vectors of 3 numbers, standard input of 2: they must be of one length (without --axis an input with one column is one vector)

$ printf 'x,y\n1,2\n' >"$TMPDIR/a"; printf 'x,z\n1,2\n' | mm-distance "$TMPDIR/a" -
? 3
2>* is 'y', entry 2 of standard input is 'z' (--ignore-labels goes by position)

$ mm-distance
< 1,2
< ,2
? 3

$ mm-distance --na=omit
< 1,2
< ,2
< 1,5
> 0,3
> 3,0

$ mm-distance --na=keep -m hamming
< 1,2
< ,2
> 0,nan
> nan,nan
