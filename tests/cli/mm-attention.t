# mm-attention. Values from NumPy by the definition (torch 1.13's scaled_dot_product_attention agrees where it has the
# case).

$ q() { printf '0.5,-1,2,0.25\n1,1,-0.5,0\n-2,0.75,0.1,3\n'; }; k() { printf '1,0,0.5,-1\n0.2,-0.3,1.5,2\n-1,2,0,0.5\n0.7,0.7,0.7,0.7\n3,-2,1,0\n'; }; v() { printf '1,2\n-3,0.5\n10,-7\n0.25,4\n-1,-1\n'; }
$ cd "$TMPDIR"; q >q.csv; k >k.csv; v >v.csv; printf '1,0,1,1,0\n0,0,0,0,0\n0,1,1,0,1\n' >m.csv; printf '0,-1,0.5,2,-inf\n1,1,-2,0.25,0\n-inf,-inf,-inf,0,3\n' >b.csv
$ mm-attention q.csv k.csv v.csv
> -1.1745915026418037,-0.11789327029236363
> 2.245923762794752,-0.4198433098844961
> 2.4913475323328385,-2.315831667399872
~ 1e-14

$ q() { printf '0.5,-1,2,0.25\n1,1,-0.5,0\n-2,0.75,0.1,3\n'; }; k() { printf '1,0,0.5,-1\n0.2,-0.3,1.5,2\n-1,2,0,0.5\n0.7,0.7,0.7,0.7\n3,-2,1,0\n'; }; v() { printf '1,2\n-3,0.5\n10,-7\n0.25,4\n-1,-1\n'; }
$ cd "$TMPDIR"; q >q.csv; k >k.csv; v >v.csv; printf '1,0,1,1,0\n0,0,0,0,0\n0,1,1,0,1\n' >m.csv; printf '0,-1,0.5,2,-inf\n1,1,-2,0.25,0\n-inf,-inf,-inf,0,3\n' >b.csv
$ mm-attention --causal q.csv k.csv v.csv
> 1,2
> -0.24010207548955015,1.5349617216914189
> 2.6467941790426424,-2.746363815569481
~ 1e-14

$ q() { printf '0.5,-1,2,0.25\n1,1,-0.5,0\n-2,0.75,0.1,3\n'; }; k() { printf '1,0,0.5,-1\n0.2,-0.3,1.5,2\n-1,2,0,0.5\n0.7,0.7,0.7,0.7\n3,-2,1,0\n'; }; v() { printf '1,2\n-3,0.5\n10,-7\n0.25,4\n-1,-1\n'; }
$ cd "$TMPDIR"; q >q.csv; k >k.csv; v >v.csv; printf '1,0,1,1,0\n0,0,0,0,0\n0,1,1,0,1\n' >m.csv; printf '0,-1,0.5,2,-inf\n1,1,-2,0.25,0\n-inf,-inf,-inf,0,3\n' >b.csv
$ mm-attention --part=weights q.csv k.csv
> 0.06999905984785955,0.26334943782337944,0.011427032396159133,0.0691295175611887,0.5860949523714133
> 0.21613169995957973,0.09711423285573209,0.2449093014679012,0.2511092099521148,0.19073555576467222
> 0.002801554685055638,0.5272498357056152,0.40552174925018586,0.06360388209753061,0.0008229782616125638
~ 1e-14

$ q() { printf '0.5,-1,2,0.25\n1,1,-0.5,0\n-2,0.75,0.1,3\n'; }; k() { printf '1,0,0.5,-1\n0.2,-0.3,1.5,2\n-1,2,0,0.5\n0.7,0.7,0.7,0.7\n3,-2,1,0\n'; }; v() { printf '1,2\n-3,0.5\n10,-7\n0.25,4\n-1,-1\n'; }
$ cd "$TMPDIR"; q >q.csv; k >k.csv; v >v.csv; printf '1,0,1,1,0\n0,0,0,0,0\n0,1,1,0,1\n' >m.csv; printf '0,-1,0.5,2,-inf\n1,1,-2,0.25,0\n-inf,-inf,-inf,0,3\n' >b.csv
$ mm-attention --part=scores --scale=1 q.csv k.csv
> 1.25,3.9,-2.375,1.2249999999999999,5.5
> 0.75,-0.85,1,1.0499999999999998,0.5
> -4.95,5.525,5,1.295,-7.4
~ 1e-14

$ q() { printf '0.5,-1,2,0.25\n1,1,-0.5,0\n-2,0.75,0.1,3\n'; }; k() { printf '1,0,0.5,-1\n0.2,-0.3,1.5,2\n-1,2,0,0.5\n0.7,0.7,0.7,0.7\n3,-2,1,0\n'; }; v() { printf '1,2\n-3,0.5\n10,-7\n0.25,4\n-1,-1\n'; }
$ cd "$TMPDIR"; q >q.csv; k >k.csv; v >v.csv; printf '1,0,1,1,0\n0,0,0,0,0\n0,1,1,0,1\n' >m.csv; printf '0,-1,0.5,2,-inf\n1,1,-2,0.25,0\n-inf,-inf,-inf,0,3\n' >b.csv
$ mm-attention --heads=2 --mask=m.csv q.csv k.csv v.csv
> 1.400259627694676,1.3592213889507785
> 0,0
> 9.328625528802824,0.21389204886902952
2> mm-attention: 2 queries see no key: zeros
~ 1e-14

$ q() { printf '0.5,-1,2,0.25\n1,1,-0.5,0\n-2,0.75,0.1,3\n'; }; k() { printf '1,0,0.5,-1\n0.2,-0.3,1.5,2\n-1,2,0,0.5\n0.7,0.7,0.7,0.7\n3,-2,1,0\n'; }; v() { printf '1,2\n-3,0.5\n10,-7\n0.25,4\n-1,-1\n'; }
$ cd "$TMPDIR"; q >q.csv; k >k.csv; v >v.csv; printf '1,0,1,1,0\n0,0,0,0,0\n0,1,1,0,1\n' >m.csv; printf '0,-1,0.5,2,-inf\n1,1,-2,0.25,0\n-inf,-inf,-inf,0,3\n' >b.csv
$ mm-attention --mask=m.csv -p weights q.csv k.csv
> 0.4649382373624342,0,0.07589908081767073,0.45916268181989495,0
> 0,0,0,0,0
> 0,0.5647524701606796,0.4343660141428531,0,0.000881515696467172
2> mm-attention: 1 query sees no key: zeros
~ 1e-14

$ q() { printf '0.5,-1,2,0.25\n1,1,-0.5,0\n-2,0.75,0.1,3\n'; }; k() { printf '1,0,0.5,-1\n0.2,-0.3,1.5,2\n-1,2,0,0.5\n0.7,0.7,0.7,0.7\n3,-2,1,0\n'; }; v() { printf '1,2\n-3,0.5\n10,-7\n0.25,4\n-1,-1\n'; }
$ cd "$TMPDIR"; q >q.csv; k >k.csv; v >v.csv; printf '1,0,1,1,0\n0,0,0,0,0\n0,1,1,0,1\n' >m.csv; printf '0,-1,0.5,2,-inf\n1,1,-2,0.25,0\n-inf,-inf,-inf,0,3\n' >b.csv
$ mm-attention --bias=b.csv q.csv k.csv v.csv
> 0.13704799374150656,3.014645342103933
> 0.012073315900874376,1.5552838193248495
> -0.007849239693340115,2.9686030412266398
~ 1e-14

$ q() { printf '0.5,-1,2,0.25\n1,1,-0.5,0\n-2,0.75,0.1,3\n'; }; k() { printf '1,0,0.5,-1\n0.2,-0.3,1.5,2\n-1,2,0,0.5\n0.7,0.7,0.7,0.7\n3,-2,1,0\n'; }; v() { printf '1,2\n-3,0.5\n10,-7\n0.25,4\n-1,-1\n'; }
$ cd "$TMPDIR"; q >q.csv; k >k.csv; v >v.csv; printf '1,0,1,1,0\n0,0,0,0,0\n0,1,1,0,1\n' >m.csv; printf '0,-1,0.5,2,-inf\n1,1,-2,0.25,0\n-inf,-inf,-inf,0,3\n' >b.csv
$ mm-attention -p scores --heads=2 --causal q.csv k.csv
> 0.35355339059327373,-inf,-inf,-inf,-inf
> 0.7071067811865475,-0.07071067811865472,-inf,-inf,-inf
> -1.414213562373095,-0.44194173824159216,2.474873734152916,-inf,-inf
> 0.5303300858899106,-inf,-inf,-inf,-inf
> -0.17677669529663687,-0.5303300858899106,-inf,-inf,-inf
> -2.085965004500315,4.348706704297268,1.0606601717798212,-inf,-inf
~ 1e-14

$ q() { printf '0.5,-1,2,0.25\n1,1,-0.5,0\n-2,0.75,0.1,3\n'; }; k() { printf '1,0,0.5,-1\n0.2,-0.3,1.5,2\n-1,2,0,0.5\n0.7,0.7,0.7,0.7\n3,-2,1,0\n'; }; v() { printf '1,2\n-3,0.5\n10,-7\n0.25,4\n-1,-1\n'; }
$ cd "$TMPDIR"; q >q.csv; k >k.csv; v >v.csv; printf '1,0,1,1,0\n0,0,0,0,0\n0,1,1,0,1\n' >m.csv; printf '0,-1,0.5,2,-inf\n1,1,-2,0.25,0\n-inf,-inf,-inf,0,3\n' >b.csv
$ mm-attention --threads=1 q.csv - v.csv <k.csv
> -1.1745915026418037,-0.11789327029236363
> 2.245923762794752,-0.4198433098844961
> 2.4913475323328385,-2.315831667399872
~ 1e-14

# Names: those of the queries and of the columns of V, or of the keys.
$ printf ',x,y\na,0,0\nb,0,0\n' >"$TMPDIR/q"; printf ',x,y\nu,1,2\nv,3,4\n' >"$TMPDIR/k"
$ printf ',out\nu,1\nv,3\n' | mm-attention "$TMPDIR/q" "$TMPDIR/k" -
> ,out
> a,2
> b,2

$ printf ',x,y\na,0,0\nb,0,0\n' >"$TMPDIR/q"; printf ',x,y\nu,1,2\nv,3,4\n' >"$TMPDIR/k"
$ mm-attention -p weights --heads=2 "$TMPDIR/q" "$TMPDIR/k"
> ,u,v
> h1/a,0.5,0.5
> h1/b,0.5,0.5
> h2/a,0.5,0.5
> h2/b,0.5,0.5

$ printf 'x,y\n0,0\n' >"$TMPDIR/q"; printf 'y,x\n1,2\n' | mm-attention -p weights "$TMPDIR/q" -
? 3
2>* is 'x', column 1 of standard input is 'y' (--ignore-labels goes by position)

$ printf '1,0\n' >"$TMPDIR/q"; printf ',,\nu,1,2\nv,3,4\n' >"$TMPDIR/k"
$ printf ',o\nv,1\nu,3\n' | mm-attention "$TMPDIR/q" "$TMPDIR/k" -
? 3
2>* is 'u', row 1 of standard input is 'v'

# Errors.
$ printf '1,2\n' >"$TMPDIR/q"; mm-attention "$TMPDIR/q" "$TMPDIR/q"
? 2
2>* the output needs V: mm-attention Q K V

$ printf '1,2\n' >"$TMPDIR/q"; printf '1,2,3\n' | mm-attention -p scores "$TMPDIR/q" -
? 3
2>* Q is 1x2, K 1x3, V 0x0: Q and K must have as many columns

$ printf '1,2\n' >"$TMPDIR/q"; printf '1\n2\n' | mm-attention "$TMPDIR/q" "$TMPDIR/q" -
? 3
2>* Q is 1x2, K 1x2, V 2x1: K and V must have as many rows

$ printf '1,2\n' >"$TMPDIR/q"; mm-attention -p scores --heads=3 "$TMPDIR/q" "$TMPDIR/q"
? 3
2>* --heads=3 does not divide 2 columns

$ printf '1,2\n' >"$TMPDIR/q"; printf '0.5\n' | mm-attention -p weights --mask=- "$TMPDIR/q" "$TMPDIR/q"
? 3
2>* a mask holds 0 and 1 only (--bias=FILE adds to the scores)

$ printf '1,2\n' >"$TMPDIR/q"; printf '0,1\n' | mm-attention -p weights --mask=- "$TMPDIR/q" "$TMPDIR/q"
? 3
2>* standard input is 1x2, but must be 1x1

$ printf '1,2\n' >"$TMPDIR/q"; printf 'inf\n' | mm-attention -p weights --bias=- "$TMPDIR/q" "$TMPDIR/q"
? 3
2>* a bias is a number below infinity

$ printf '1,2\n' >"$TMPDIR/q"; printf '1,inf\n' | mm-attention -p weights "$TMPDIR/q" -
? 4
2>* standard input: infinity in row 1, column 2

$ printf '1e200\n' | mm-attention -p weights -- - -
? 4
2>* row 1 of the scores overflows

$ mm-attention -p weights "$TMPDIR/nosuch" "$TMPDIR/nosuch"
? 5
