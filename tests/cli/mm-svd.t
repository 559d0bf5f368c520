# SPDX-License-Identifier: GPL-3.0-or-later
# mm-svd. Expected: numpy.linalg.svd 1.24, signs by the rule of the page; Hilbert: mpmath svd_r with 40 digits.
# A singular value is right to a few eps times the largest one.

$ mm-svd -k 1-4 iris.csv
> s
> 95.95991387196452
> 17.76103365732858
> 3.460930930386971
> 1.884826305918049
~ 2e-14

$ mm-svd 'mlp.safetensors#output.weight' | head -5
> s
> 3.4673889550057035
> 3.3288523555991736
> 3.223312203926494
> 2.874564172055946
~ 4e-15

# The Hilbert matrix of order 6: condition 1.5e7.
$ for i in 1 2 3 4 5 6; do for j in 1 2 3 4 5 6; do echo "$i $j" | awk '{ printf "%.17g%s", 1 / ($1 + $2 - 1), $2 == 6 ? "\n" : "," }'; done; done | mm-svd
> s
> 1.618899858924339
> 0.24236087057520955
> 0.016321521319875822
> 0.0006157483541826577
> 0.000012570757122625195
> 0.00000010827994845655498
~ 2e-15

# Signs: in each right vector the first entry near the largest magnitude is positive.
$ mm-svd -k 1-4 --part=vt iris.csv
> ,sepal_length,sepal_width,petal_length,petal_width
> c1,0.7511081623657749,0.3800861722746429,0.5130088591504668,0.1679075355850824
> c2,-0.2841749021941657,-0.5467445011086016,0.7086645549289327,0.3436708076893067
> c3,-0.502154724395557,0.6752433195862224,0.05916620743866032,0.5370162493060391
> c4,0.3208142549165594,-0.3172560661473556,-0.48074506645189774,0.7518716535534491
~ 1e-13

$ printf '3,0\n0,-4\n' | mm-svd --part=vt; printf '3,0\n0,-4\n' | mm-svd
> 0,1
> 1,0
> s
> 4
> 3

# ---- shapes ----

$ printf '5\n' | mm-svd; printf '1,2,2\n' | mm-svd; printf '1\n2\n2\n' | mm-svd
> s
> 5
> s
> 3
> s
> 3
~ 4e-16

$ printf '0,0\n0,0\n' | mm-svd
> s
> 0
> 0

# Rank one: the second value is nothing beside the first.
$ printf '1,2\n2,4\n' | mm-svd
> s
> 5
> 0
~ 4e-15

$ printf '1,2\n3,4\n5,6\n' | mm-svd --part=u
> 0.2298476964000715,-0.8834610176985253
> 0.5247448187602936,-0.2407824921325463
> 0.8196419411205156,0.40189603343343246
~ 4e-15

$ printf '1,2\n3,4\n5,6\n' | mm-svd --part=u --full | mm-convert --to=json | grep -c ,
> 3

$ printf '1,2\n3,4\n5,6\n' | mm-svd --part=vt --full | mm-dot
> 0
~ 4e-16

# ---- rank ----

$ printf '3,0\n0,4\n' | mm-svd --rank=1; printf '3,0\n0,4\n' | mm-svd --rank=9
> s
> 4
> s
> 4
> 3

$ printf 'x,y\n3,0\n0,4\n' | mm-svd --rank=1 --reconstruct
> x,y
> 0,0
> 0,4

$ mm-svd --reconstruct --quiet iris.csv | head -2
> sepal_length,sepal_width,petal_length,petal_width
> 5.1,3.5,1.4,0.2
~ 1e-13

$ mm-svd --rank=0 iris.csv
? 2
2>* --rank: 0 is not between 1

$ mm-svd --full --reconstruct iris.csv
? 2

# ---- labels, parts, documents ----

$ printf ',x,y\nr,3,0\ns,0,4\n' | mm-svd --part=u
> ,c1,c2
> r,0,1
> s,1,0

$ printf ',x,y\nr,3,0\ns,0,4\n' | mm-svd --part=all --to=json
> {"u":[{"":"r","c1":0,"c2":1},
>   {"":"s","c1":1,"c2":0}],
>  "s":[{"":"c1","s":4},
>   {"":"c2","s":3}],
>  "vt":[{"":"c1","x":0,"y":1},
>   {"":"c2","x":1,"y":0}]}

$ printf '3,0\n0,4\n' | mm-svd --part=all
? 2
2>* --to=json

$ printf '3,0\n0,4\n' | mm-svd --part=all -o "$TMPDIR/parts/"; ls "$TMPDIR/parts"; mm-sum "$TMPDIR/parts/s.csv"
> s.csv
> u.csv
> vt.csv
> s
> 7

$ printf '3,0\n0,4\n' | mm-svd --part=all -o "$TMPDIR/parts.npz"; mm-convert --to=csv "$TMPDIR/parts.npz#s"
> 4
> 3

# ---- what has no decomposition ----

$ printf 'a,b\n1,inf\n0,1\n' | mm-svd
? 4
2>* standard input:2: inf is not allowed here (column 'b')

$ printf 'a,b\n1,nan\n0,1\n' | mm-svd
? 3
2>* standard input:2:2: missing value (column 'b')

$ printf 'a,b\n1,nan\n0,1\n' | mm-svd --na=keep
? 3

$ printf 'a,b\n' | mm-svd
? 3
2>* no rows

$ mm-svd </dev/null
? 3
2>* no input
