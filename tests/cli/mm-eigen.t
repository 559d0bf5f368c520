# SPDX-License-Identifier: GPL-3.0-or-later
# mm-eigen. Values from numpy.linalg.eigh and eig (order and signs by the rules of mm) unless a case says otherwise.

$ printf '1,-0.25,0.75\n-0.25,1,-0.5\n0.75,-0.5,1\n' | mm-eigen
> value
> 2.0282726460812373
> 0.772205298088439
> 0.19952205583032304
~ 1e-14

$ printf '1,2,3\n4,5,6\n7,8,10\n' | mm-eigen
> re,im
> 16.707493316124744,0
> 0.1982468633970087,0
> -0.9057401795217589,0
~ 1e-13

$ printf '1,2,3\n4,5,6\n7,8,10\n' | mm-eigen --part=vectors
> c1_re,c1_im,c2_re,c2_im,c3_re,c3_im
> 0.223513357727852,0,-0.27829648598057244,0,0.865845781428926,0
> 0.5039456275263903,0,0.8318468022052949,0,-0.08565120135087381,0
> 0.8343144391740168,0,-0.48018950795669213,0,-0.4929248974122574,0
~ 1e-13

# Complex: both of a pair, the positive imaginary part first.
$ printf '1,-2,0\n2,1,0\n0,1,3\n' | mm-eigen
> re,im
> 3,0
> 1,2
> 1,-2
~ 1e-14

$ printf '1,-2,0\n2,1,0\n0,1,3\n' | mm-eigen --part=vectors
> c1_re,c1_im,c2_re,c2_im,c3_re,c3_im
> 0,0,0.6859943405700354,0,0.6859943405700354,0
> 0,0,0,-0.6859943405700353,0,0.6859943405700353
> 1,0,-0.17149858514250882,0.17149858514250876,-0.17149858514250882,-0.17149858514250876
~ 1e-14

$ printf '1,-2,0\n2,1,0\n0,1,3\n' | mm-eigen --part=vectors --top=1
> c1_re,c1_im
> 0,0
> 0,0
> 1,0
~ 1e-15

# By hand: 3 with (1, 1), 1 with (1, -1).
$ printf ',x,y\nx,2,1\ny,1,2\n' | mm-eigen --part=vectors
> ,c1,c2
> x,0.7071067811865476,0.7071067811865476
> y,0.7071067811865476,-0.7071067811865476
~ 1e-15

$ printf 'x,y\n2,1\n1,2\n' | mm-eigen --part=all --to=json | mm-convert --to=csv -#values
> ,value
> c1,3
> c2,1
~ 1e-15

$ printf '2,1\n1,2\n' | mm-eigen --top=1
> value
> 3
~ 1e-15

# An asymmetry of 1e-11 is rounding; one of 1e-9 is not.
$ printf '2,1\n1.00000000001,2\n' | mm-eigen --symmetric
> value
> 3
> 1
~ 1e-10

$ printf '2,1\n1.000000001,2\n' | mm-eigen --symmetric
2> mm-eigen: standard input is not symmetric: the entries (2, 1) and (1, 2) differ most
? 3

$ printf '5\n' | mm-eigen
> value
> 5

$ printf '0,0\n0,0\n' | mm-eigen
> value
> 0
> 0

$ printf '1,2\n' | mm-eigen
2> mm-eigen: standard input is 1x2, not square
? 3

$ printf ',a,b\na,1,2\nc,2,1\n' | mm-eigen
2> mm-eigen: row 2 of standard input is 'c', column 2 of standard input is 'b' (--ignore-labels goes by position)
? 3

$ printf ',a,b\na,1,2\nc,2,1\n' | mm-eigen --ignore-labels
> value
> 3
> -1
~ 1e-14

$ printf '1,inf\n1,1\n' | mm-eigen
2> mm-eigen: standard input: infinity in row 1, column 2, where every number must be finite
? 4

$ printf '1,nan\n1,1\n' | mm-eigen --na=keep --symmetric
2> mm-eigen: standard input: nan in row 1, column 2, where every number must be finite
? 3

$ printf '1,2\n2,1\n' | mm-eigen --part=all
2>* several parts need
? 2

$ mm-eigen </dev/null
? 3
