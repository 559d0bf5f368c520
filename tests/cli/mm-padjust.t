# SPDX-License-Identifier: GPL-3.0-or-later
# mm-padjust. Expected: R 4.2 p.adjust.

$ printf 'name,p,z\na,0.01,007\nb,0.04,1e0\nc,NA,\nd,0.03,2\ne,0.005,+3\n' | mm-padjust -m hochberg
> name,p,z,p_adjusted
> a,0.01,007,0.03
> b,0.04,1e0,0.04
> c,NA,,nan
> d,0.03,2,0.04
> e,0.005,+3,0.02
~ 1e-15

$ printf '0.02\nNA\n0.03\n' | mm-padjust; printf 'q\n0.01\n0.04\n0.03\n0.005\n' | mm-padjust -m bh; printf 'q\n0.01\n0.04\n0.03\n0.005\n' | mm-padjust -m by; printf '0.01\n0.4\n' | mm-padjust -m bonferroni
> 0.04
> nan
> 0.04
> p_adjusted
> 0.02
> 0.04
> 0.04
> 0.02
> p_adjusted
> 0.041666666666666664
> 0.08333333333333333
> 0.08333333333333333
> 0.041666666666666664
> 0.02
> 0.8
~ 1e-15

# Each group is a family.
$ printf 'g,p\nu,0.01\nv,0.02\nu,0.04\nv,0.5\n' | mm-padjust -g g
> g,p,p_adjusted
> u,0.01,0.02
> v,0.02,0.04
> u,0.04,0.04
> v,0.5,0.5

# Labels, JSON, and the column by its name.
$ printf ',a,b\nx,0.01,1\ny,0.04,2\n' | mm-padjust -k a --to=json
> [{"":"x","a":0.01,"b":1,"p_adjusted":0.02},
>  {"":"y","a":0.04,"b":2,"p_adjusted":0.04}]

$ echo '[0.01,0.04]' | mm-padjust
> [0.02,0.04]

# ---- refused ----

$ printf 'a,b\n0.01,0.2\n' | mm-padjust
? 2
2>* which column holds the p-values? Name it with -k

$ printf 'a,p\n0.01,1.2\n' | mm-padjust
? 3
2>* standard input:2: 1.2 is not a p-value: it lies outside 0 to 1

$ printf 'a,p\n1,x\n2,y\n' | mm-padjust
? 2
2>* column 'p' is text

$ printf 'a,p\n1,0.5\n2,NA\n' | mm-padjust --na=fail
? 3
2>* standard input:3:2: missing value

$ printf 'a,p\n1,0.5\n2,NA\n' | mm-padjust --na=omit --quiet
> a,p,p_adjusted
> 1,0.5,0.5

# Adjusted again, as over the groups of mm-compare: the new column takes the place of the old one.
$ printf 'a,p,p_adjusted,b\nx,0.01,9,1\ny,0.02,9,2\n' | mm-padjust -k p
> a,p,b,p_adjusted
> x,0.01,1,0.02
> y,0.02,2,0.02

$ printf '[{"p":0.01,"p_adjusted":9},{"p":0.02,"p_adjusted":9}]' | mm-padjust --to=csv
> p,p_adjusted
> 0.01,0.02
> 0.02,0.02
