# SPDX-License-Identifier: GPL-3.0-or-later
# mm-bind. Expected values by hand: SQL's joins, and paste.

# Inner: what both have, in the order of the first.
$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; mm-bind --key=id a.csv b.csv
> id,a,t,b
> 007,1,x,1
> 008,0,y,1
2>* mm-bind: left out 1 row of a.csv without a partner (the first is '9')
2>* mm-bind: left out 1 row of b.csv without a partner in a.csv (the first is '10')

# Left and outer; what has no partner is missing.
$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; mm-bind --quiet --key=id --join=left a.csv b.csv
> id,a,t,b
> 007,1,x,1
> 008,0,y,1
> 9,5,"z,z",

$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; mm-bind --key=id --join=outer a.csv b.csv
> id,a,t,b
> 007,1,x,1
> 008,0,y,1
> 9,5,"z,z",
> 10,,,3
2>* mm-bind: kept 1 row of a.csv without a partner (the first is '9')
2>* mm-bind: kept 1 row of b.csv without a partner in a.csv (the first is '10')

# A key that stands twice in a table that is looked up.
$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; printf 'id,b\n008,1\n008,1\n' >b.csv; mm-bind --key=id a.csv b.csv
2>* mm-bind: b.csv:3: the key '008' stands in line 2 already
? 3

# In the first table each of the rows gets the partner.
$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; mm-bind --quiet --key=id --prefix=p_,q_ b.csv a.csv; printf 'id,k\n9,1\n9,2\n' | mm-bind --quiet --key=id - a.csv
> id,p_b,q_a,q_t
> 008,1,0,y
> 007,1,1,x
> id,k,a,t
> 9,1,5,"z,z"
> 9,2,5,"z,z"

# Two columns of one name.
$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; mm-bind a.csv b.csv
2>* mm-bind: b.csv has a column 'id' like one before it; --prefix=a_,b_ keeps them apart
? 3

$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; mm-bind --prefix=l_,r_ a.csv b.csv
> l_id,l_a,l_t,r_id,r_b
> 007,1,x,008,1
> 008,0,y,007,1
> 9,5,"z,z",10,3

$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; mm-bind --prefix=l_ a.csv b.csv
2>* mm-bind: --prefix: 1 for 2 inputs
? 2

# A key of numbers is a number in JSON.
$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; mm-bind --quiet --key=id --to=json a.csv b.csv
> [{"id":7,"a":1,"t":"x","b":1},
>  {"id":8,"a":0,"t":"y","b":1}]

$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; mm-bind --key=idd a.csv b.csv
2>* mm-bind: unknown column 'idd'; did you mean 'id'?
? 2

# By row label where all have labels; by position on demand.
$ printf ',x\nr1,1\nr2,2\n' >$TMPDIR/a.csv; printf ',y\nr2,3\nr1,4\n' >$TMPDIR/b.csv; cd $TMPDIR; mm-bind a.csv b.csv; mm-bind --ignore-labels a.csv b.csv
> ,x,y
> r1,1,4
> r2,2,3
> ,x,y
> r1,1,3
> r2,2,4

# By position the inputs must be of one length.
$ printf '1\n2\n' >$TMPDIR/x; printf '3\n' >$TMPDIR/y; cd $TMPDIR; mm-bind x y
> 1,3
2>* mm-bind: x:2: y has only 1 rows; tables without labels and --key are put side by side row by row
? 3

$ printf '1\n2\n' >$TMPDIR/x; printf '3\n' >$TMPDIR/y; cd $TMPDIR; mm-bind y x
> 3,1
2>* mm-bind: x:2: y has only 1 rows; tables without labels and --key are put side by side row by row
? 3

$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; printf '1\n2\n3\n' | mm-bind - b.csv
2>* mm-bind: b.csv has a header and standard input has none (-H and -N say which it is)
? 3

$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; mm-bind --join=left --prefix=a_,b_ a.csv b.csv
2>* mm-bind: --join is for --key and for inputs that all have row labels
? 2

# Standard input twice, and binary.
$ printf '1\n2\n' | mm-bind - -; printf '1\n2\n' | mm-bind --to=npy - - | mm-convert --to=csv
> 1,1
> 2,2
> 1,1
> 2,2

# One above another.
$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; mm-bind --rows a.csv b.csv
> id,a,t,b
> 007,1,x,
> 008,0,y,
> 9,5,"z,z",
> 008,,,1
> 007,,,1
> 10,,,3
2>* mm-bind: a.csv has no column 'b': missing there
2>* mm-bind: b.csv has no column 'a': missing there
2>* mm-bind: b.csv has no column 't': missing there

$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; mm-bind --rows --join=inner a.csv b.csv
> id
> 007
> 008
> 9
> 008
> 007
> 10
2>* mm-bind: left out the column 'a' of a.csv
2>* mm-bind: left out the column 't' of a.csv
2>* mm-bind: left out the column 'b' of b.csv

# A column that is text in one table only.
$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; printf 'id,b\nu,1\n' >c.csv; mm-bind --rows b.csv c.csv
2>* mm-bind: column 'id' is text in c.csv, and not so before
? 3

$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; mm-bind --rows --key=id a.csv b.csv
2>* mm-bind: --rows goes without --key and --prefix
? 2

# No rows.
$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; printf 'id,a\n' >e.csv; mm-bind --quiet --key=id e.csv b.csv; mm-bind --quiet --key=id b.csv e.csv
> id,a,b
> id,b,a

$ printf 'id,a,t\n007,1,x\n008,0,y\n9,5,"z,z"\n' >$TMPDIR/a.csv; printf 'id,b\n008,1\n007,1\n10,3\n' >$TMPDIR/b.csv; cd $TMPDIR; mm-bind a.csv absent.csv
2>* mm-bind: absent.csv: cannot open: No such file or directory
? 5


# A missing key is like no other, not even a missing one.
$ printf 'k,a\n,1\nz,2\n' >$TMPDIR/a.csv; printf 'k,b\n,5\nz,6\n' | mm-bind --quiet --key=k $TMPDIR/a.csv -
> k,a,b
> z,2,6

$ printf 'k,a\n,1\nz,2\n' >$TMPDIR/a.csv; printf 'k,b\n,5\nz,6\n' | mm-bind --quiet --key=k --join=outer $TMPDIR/a.csv -
> k,a,b
> ,1,
> z,2,6
> ,,5

