# mm-cosine. Values from numpy: a @ b / (norm(a) norm(b)).

$ mm-cosine
< ,x,y
< a,1,0
< b,3,4
< c,0,2
> ,a,b,c
> a,1,0.6,0
> b,0.6,1,0.8
> c,0,0.8,1

$ mm-cosine
< 1,0
< 3,4
> 1,0.6
> 0.6,1

# Two vectors, as columns, as rows, or one of each.
$ printf '3\n4\n' >"$TMPDIR/a"; printf '4\n3\n' | mm-cosine "$TMPDIR/a" -
> 0.96

$ printf '3,4\n' >"$TMPDIR/a"; printf '4\n3\n' | mm-cosine "$TMPDIR/a" -
> 0.96

$ printf '3\n4\n' >"$TMPDIR/a"; printf '4,3\n' | mm-cosine "$TMPDIR/a" -
> 0.96

# A query against each row; two matrices.
$ printf ',x,y\na,3,4\nb,4,3\n' >"$TMPDIR/a"; printf '3\n4\n' | mm-cosine "$TMPDIR/a" -
> ,
> a,1
> b,0.96

$ printf ',x,y\na,3,4\nb,4,3\n' >"$TMPDIR/a"; printf ',x,y\nu,1,0\nv,0,-2\nw,-5,0\n' | mm-cosine "$TMPDIR/a" -
> ,u,v,w
> a,0.6,-0.8,-0.6
> b,0.8,-0.6,-0.8

# Columns as vectors. numpy on the columns of iris.
$ mm-cosine --axis=columns -k sepal_length,petal_length iris.csv
> ,sepal_length,petal_length
> sepal_length,1,0.948451346319488
> petal_length,0.948451346319488,1
~ 1e-15

# 150 flowers with one another, through matrix multiplication.
$ for n in fro 1; do mm-cosine --quiet iris.csv | mm-norm --norm=$n --axis=all; done
> 143.50845980941114
> 146.4946201260456
~ 1e-14

# Size does not matter.
$ mm-cosine
< 3e200,4e200
< 4e-200,3e-200
> 1,0.96
> 0.96,1
~ 1e-15

# The zero vector.
$ mm-cosine
< ,x,y
< a,1,0
< b,0,0
? 4
2> mm-cosine: standard input: row 2 ('b'): the zero vector has no direction (--zero=0 gives it cosines of 0)

$ printf '1,2\n' >"$TMPDIR/a.csv"; cd "$TMPDIR"; printf '1,1\n0,0\n' | mm-cosine a.csv -
? 4
2>* standard input: row 2: the zero vector

$ mm-cosine --zero=0
< 1,0
< 0,0
> 1,0
> 0,0

$ mm-cosine
< 1,inf
< 1,0
? 4
2>* row 1: a vector with an infinity has no direction

# Shapes and names.
$ printf '1,2\n' >"$TMPDIR/a"; printf '1,2,3\n4,5,6\n' | mm-cosine "$TMPDIR/a" -
? 3
2>* holds vectors of 2 numbers, standard input of 3

$ printf 'x,y\n1,2\n' >"$TMPDIR/a"; printf 'y,x\n1,2\n' | mm-cosine "$TMPDIR/a" -
? 3
2>* is 'x', entry 1 of standard input is 'y' (--ignore-labels goes by position)

$ printf 'x,y\n1,2\n' >"$TMPDIR/a"; printf 'y,x\n1,2\n' | mm-cosine --ignore-labels "$TMPDIR/a" -
> 1

# Missing values: rows, or entries of two vectors, are left out.
$ mm-cosine
< 1,2
< NA,2
? 3

$ mm-cosine --na=omit
< ,x,y
< a,NA,2
< b,1,2
< c,2,4
> ,b,c
> b,1,1
> c,1,1

$ mm-cosine --na=keep
< 1,2
< NA,2
> 1,nan
> nan,nan

$ printf '3\nNA\n4\n' >"$TMPDIR/a"; printf '4\n7\n3\n' | mm-cosine --na=omit "$TMPDIR/a" -
> 0.96

$ mm-cosine --axis=all
< 1,2
? 2
2>* --axis=all leaves no pairs

$ mm-cosine a b c
? 2
