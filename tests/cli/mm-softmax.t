# SPDX-License-Identifier: GPL-3.0-or-later
# mm-softmax. Expected: scipy.special 1.10 softmax and log_softmax, unless said otherwise.

$ printf '1,2,0.5\n' | mm-softmax
> 0.23122389762214907,0.6285317192117624,0.14024438316608848
~ 4e-16

$ mm-softmax digits_logits_linear.csv | head -2
> digit_0,digit_1,digit_2,digit_3,digit_4,digit_5,digit_6,digit_7,digit_8,digit_9
> 0.00029043830572120173,0.0011205908605194164,0.008078304807402579,0.9542233831851215,6.007643026008036e-05,0.0030991194357167635,0.00048500865984906947,0.0008715907397378761,0.010781204777296388,0.020990282798375427
~ 1e-15

# Every row is a distribution.
$ mm-softmax digits_logits_mlp.csv | mm-transpose | mm-sum | tr ',' '\n' | mm-convert --digits=12 | sort -u
> 1

# ---- what a vector is ----

$ printf '1\n2\n0.5\n' | mm-softmax
> 0.23122389762214907
> 0.6285317192117624
> 0.14024438316608848
~ 4e-16

$ printf '1\n2\n' | mm-softmax --axis=rows
> 1
> 1

$ printf '1,2\n3,4\n' | mm-softmax --axis=columns
> 0.11920292202211755,0.11920292202211755
> 0.8807970779778824,0.8807970779778824
~ 4e-16

$ printf '1,2\n3,4\n' | mm-softmax --axis=all
> 0.03205860328008499,0.08714431874203257
> 0.23688281808991013,0.6439142598879724
~ 4e-16

$ mm-softmax --axis=each iris.csv
? 2
2>* --axis: unknown value 'each' (rows, columns, all)

# ---- temperature ----

$ printf '1,2,0.5\n' | mm-softmax --temperature=0.1
> 4.5397854815755716e-05,0.9999542962568445,3.058883396207389e-07
~ 4e-16

$ printf '1,2,0.5\n' | mm-softmax -T 1e300
> 0.3333333333333333,0.3333333333333333,0.3333333333333333
~ 4e-16

$ mm-softmax -T 0 iris.csv
? 2
2>* -T: 0 is not between 0

$ mm-softmax --temperature=-1 iris.csv
? 2
2>* --temperature: -1 is not between 0

$ mm-softmax -T nan iris.csv
? 2

# ---- large logits, infinities ----

$ printf '1000,1001\n-1000,-1001\n' | mm-softmax
> 0.2689414213699951,0.7310585786300049
> 0.7310585786300049,0.2689414213699951
~ 4e-16

$ printf '1.7e308,-1.7e308\n' | mm-softmax
> 1,0

$ printf -- '-inf,0,0\n' | mm-softmax
> 0,0.5,0.5

$ printf -- '-inf,-inf\n' | mm-softmax
? 4
2>* standard input:1: 

$ printf 'a,b\n1,2\ninf,0\n' | mm-softmax >"$TMPDIR/out"
? 4
2>* standard input:3: 
2>* column 'a'

# ---- logarithms: never log(softmax) ----

$ printf '0,1000\n' | mm-softmax --log
> -1000,0

$ printf '1,2,0.5\n' | mm-softmax --log
> -1.464368784107945,-0.46436878410794485,-1.964368784107945
~ 4e-16

$ printf -- '-inf,0\n' | mm-softmax --log
> -inf,0

# ---- missing values ----

$ printf 'a,b\n1,2\nnan,0\n' | mm-softmax --na=keep
> a,b
> 0.2689414213699951,0.7310585786300049
> nan,nan
~ 4e-16

$ printf 'a,b\n1,1\nnan,0\n' | mm-softmax --na=omit
> a,b
> 0.5,0.5
2>* left out 1 row with missing values

# ---- labels, names, formats ----

$ printf ',a,b\nr1,1,1\n' | mm-softmax; printf 'id,a,b\nr1,1,1\n' | mm-softmax -L id
> ,a,b
> r1,0.5,0.5
> ,a,b
> r1,0.5,0.5

$ printf 'id,a,b\nr1,1,1\n' | mm-softmax
> a,b
> 0.5,0.5
2>* 'id'

$ printf '[[0,0],[1,1]]' | mm-softmax; printf '[0,0]' | mm-softmax; printf '{"a":0,"b":0}\n{"a":5,"b":5}\n' | mm-softmax
> [[0.5,0.5],
>  [0.5,0.5]]
> [0.5,0.5]
> {"a":0.5,"b":0.5}
> {"a":0.5,"b":0.5}

# Three stages of arrays without names: scipy.special.softmax([1, 2, 3]).
$ mm-convert npy/one_dimension.npy | mm-softmax | mm-convert --to=json
> [0.09003057317038046,0.24472847105479764,0.6652409557748218]
~ 4e-16

$ mm-softmax npy/three_dimensions.npy
? 3
2>* 3 dimensions

$ printf 'a,b\n' | mm-softmax
> a,b

$ printf '{"a":0,"b":0}\n{"a":0}\n' | mm-softmax --to=csv >"$TMPDIR/out"
? 3
2>* standard input:2:
2>* 'b'

$ printf '[0,0' | mm-softmax
? 3
2>* standard input:1:5: 

$ printf '[0,"a"]' | mm-softmax
? 3
2>* not a number: 'a'

# ---- on the board ----

$ printf '1,2,0.5\n' | mm-softmax --explain --digits=4; printf '1\n2\n' | mm-softmax --log -T 0.5 --explain --digits=4
> softmax(x)_i = exp(x_i/T - m) / Σ_j exp(x_j/T - m),  m = max_j x_j/T = 2,  T = 1
> x           = 1, 2, 0.5
> x/T - m     = -1, 0, -1.5
> exp         = 0.3679, 1, 0.2231
> Σ exp       = 1.591
> softmax     = 0.2312, 0.6285, 0.1402
> Source: Goodfellow, Bengio, Courville, Deep Learning, 2016, section 4.1
> log softmax(x)_i = (x_i/T - m) - log Σ_j exp(x_j/T - m),  m = max_j x_j/T = 4,  T = 0.5
> x           = 1, 2
> x/T - m     = -2, 0
> exp         = 0.1353, 1
> Σ exp       = 1.135
> log softmax = -2.127, -0.1269
> Source: Goodfellow, Bengio, Courville, Deep Learning, 2016, section 4.1
