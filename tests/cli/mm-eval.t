# SPDX-License-Identifier: GPL-3.0-or-later
# mm-eval: columns from columns. Numbers are those of NumPy 1.24 (np.hypot, mean, std(ddof=1), exp, log1p), read back to
# the last digit.

$ printf 'id,x,y\n007,3,4\n008,5,12\n' | mm-eval 'r = hypot(x, y)'
> id,x,y,r
> 007,3,4,5
> 008,5,12,13

# Untouched columns pass as they came, whatever is in them; a column that is read passes as it came as well.
$ printf 'id,x,t\n007,1.50,NA\n008,+2,"a, b"\n9,3e0,\n' | mm-eval 'y = 2 * x'
> id,x,t,y
> 007,1.50,NA,3
> 008,+2,"a, b",4
> 9,3e0,,6

# A column that begins with numbers and goes on with text is nobody's business unless an expression reads it.
$ (echo a,b; yes 1,2 | head -40000; echo abc,3) | mm-eval 'c = b + 1' | tail -1
> abc,3,4

$ (echo a,b; yes 1,2 | head -40000; echo abc,3) | mm-eval 'c = a + 1' | tail -1
> 1,2,2
2> mm-eval: standard input:40002:1: not a number: 'abc' (column 'a')

# Replaced in place; later expressions see what earlier ones made.
$ printf 'x,y\n3,4\n5,12\n' | mm-eval 'x = x + 1' 'z = x * y' 'x = 10 * x'
> x,y,z
> 40,4,16
> 60,12,72

# An expression without a name is called by its own text, and later ones may use it by that.
$ printf 'x,y\n3,4\n' | mm-eval 'x + y' '[x + y] * 2'
> x,y,x + y,[x + y] * 2
> 3,4,7,14

$ printf 'x,y,t\n3,4,a\n' | mm-eval --only t 'd = y - x' 'x + y'
> t,d,x + y
> a,1,7

$ printf 'x,y\n3,4\n' | mm-eval --only 'x = x + 1' 'x = x * 2' 'y > 3'
> x,y > 3
> 8,1

# Reductions, nested and of what was made: from a pipe, spooled.
$ printf 'x\n1\n2\n4\n' | mm-eval --only 'z = (x - mean(x)) / sd(x)' 'v = mean((x - mean(x))^2)' 'n = count(x)' 'p = x / sum(x)' 'a = x == max(x)'
> z,v,n,p,a
> -0.8728715609439697,1.5555555555555556,3,0.14285714285714285,0
> -0.21821789023599245,1.5555555555555556,3,0.2857142857142857,0
> 1.0910894511799618,1.5555555555555556,3,0.5714285714285714,1
~ 1e-15

$ printf 'x\n1\n2\n4\n' | mm-eval 'm = mean(x)' 'd = x - m' 's = sum(d * d)'
> x,m,d,s
> 1,2.3333333333333335,-1.3333333333333335,4.666666666666667
> 2,2.3333333333333335,-0.3333333333333335,4.666666666666667
> 4,2.3333333333333335,1.6666666666666665,4.666666666666667
~ 1e-15

# Texts are compared, in what is made too.
$ mm-eval --only "small = species == 'setosa' && petal_width < 0.2" iris.csv | mm-sum
> small
> 5

$ printf 't,u\na,b\nc,c\n' | mm-eval 'same = t == u' "first = t < 'b'"
> t,u,same,first
> a,b,0,1
> c,c,1,0

# No header, and unnamed columns: their places in brackets; files of binary numbers stay binary.
$ printf '1,2\n3,4\n' | mm-eval '[1] * [2]' '[2] = 0'
> 1,0,2
> 3,0,12

$ printf '1,2\n3,4\n' | mm-convert --to=npy >"$TMPDIR/a.npy"; mm-eval '[1] / [2]' "$TMPDIR/a.npy" | mm-convert --to=csv; mm-eval --only 'z = [1] + 1' "$TMPDIR/a.npy" | head -c 6 | tail -c 5; echo
> 1,2,0.5
> 3,4,0.75
> NUMPY

$ printf '1,2\n3,4\n' | mm-convert --to=npy | mm-eval '[1] = [1] - mean([1])' | mm-convert --to=csv
> -1,2
> 1,4

# JSON and labels.
$ printf '[{"a":1,"t":"x"},{"a":2,"t":null}]' | mm-eval 'b = a / 2'
> [{"a":1,"t":"x","b":0.5},
>  {"a":2,"t":null,"b":1}]

$ printf ',a\nr,1\ns,2\n' | mm-eval 'b = -a'
> ,a,b
> r,1,-1
> s,2,-2

# CRLF, no final newline, --digits for what is made only.
$ printf 'id,x\r\n1234567,3\r\n1234568,7' | mm-eval --digits=3 'y = x / 7'
> id,x,y
> 1234567,3,0.429
> 1234568,7,1

# Missing values, in columns that are read.
$ printf 'a,b\n1,\n,2\n3,4\n' | mm-eval 'c = b + 1'
2> mm-eval: standard input:2:2: missing value (column 'b'); use --na=omit to drop the row or --na=keep to compute with NaN
? 3

$ printf 'a,b\n1,\n,2\n3,4\n' | mm-eval --na=omit 'c = b + mean(b)'
> a,b,c
> ,2,5
> 3,4,7
2> mm-eval: left out 1 row with missing values

$ printf 'a,b\n1,\n,2\n3,4\n' | mm-eval --na=keep 'c = b + 1' 'd = b != b'
> a,b,c,d
> 1,,nan,1
> ,2,3,0
> 3,4,5,0

$ printf 't,x\n,1\nb,2\n' | mm-eval "y = t == 'b'"
2> mm-eval: standard input:2:1: missing value (column 't'); use --na=omit to drop the row or --na=keep to compute with NaN
? 3

# NaN out of numbers is an error with its place; infinity is a number.
$ printf 'x\n1\n-1\n' | mm-eval 'y = log(x)'
2> mm-eval: standard input:3: y = log(x) is not defined where x is -1; --na=keep lets NaN pass
? 4

$ printf 'x\n1\n-1\n' | mm-eval --na=keep 'y = log(x)'
> x,y
> 1,0
> -1,nan

$ printf 'x\n1\n0\n' | mm-eval 'y = 1 / x' 'z = exp(1000 * x)'
> x,y,z
> 1,1,inf
> 0,inf,1

$ printf '1\nnan\n-1\n' | mm-convert --to=npy | mm-eval --na=omit --to=csv 'log([1])'
2> mm-eval: left out 1 row with missing values
2> mm-eval: standard input: row 3: log([1]) is not defined where [1] is -1; --na=keep lets NaN pass
? 4

# Several files are rows one after another; errors name the right one, also in a second pass.
$ printf 'x\n1\n2\n' >"$TMPDIR/a"; printf 'x\n3\n-9\n' >"$TMPDIR/b"; mm-eval 'y = x - min(x)' "$TMPDIR/a" "$TMPDIR/b"
> x,y
> 1,10
> 2,11
> 3,12
> -9,0

$ printf 'x\n1\n2\n' >a.tmp; printf 'x\n3\n-9\n' >b.tmp; mm-eval 'y = log(x) - mean(x)' a.tmp b.tmp >/dev/null; status=$?; rm a.tmp b.tmp; exit $status
2> mm-eval: b.tmp:3: y = log(x) - mean(x) is not defined where x is -9; --na=keep lets NaN pass
? 4

$ printf 'x,y\n1,2\n' >"$TMPDIR/a"; printf 'y,x\n1,2\n' >"$TMPDIR/b"; mm-eval --only 'z = x' "$TMPDIR/a" "$TMPDIR/b" >/dev/null
2>* column 'y', but
? 3

# Which operands are expressions.
$ printf 'x,y\n6,3\n' >"$TMPDIR/t.csv"; mm-eval --only 'x / y' 'x * y' 'a=x' "$TMPDIR/t.csv"; mm-eval x/y - <"$TMPDIR/t.csv"
> x / y,x * y,a
> 2,18,6
> x,y,x/y
> 6,3,2

$ mm-eval 'x = sepal_length' iriss.csv
2>* iriss.csv: cannot open
? 5

$ mm-eval iris.csv
2>* mm-eval: the first operand is an expression, and 'iris.csv' is a file
? 2

$ printf 'x\n1\n' | mm-eval -- '-x'
> x,-x
> 1,-1

# Errors of expressions come before data are read; those of names with a suggestion.
$ mm-eval 'y = 2x' nosuch.csv
2>* mm-eval: 
2>* y = 2x
? 2

$ mm-eval 'y = sepal_lenght + 1' iris.csv
2> mm-eval: unknown column 'sepal_lenght'; did you mean 'sepal_length'?
2>     y = sepal_lenght + 1
2>         ^^^^^^^^^^^^
2> Try 'mm-eval --help' for more information.
? 2

$ mm-eval 'y = species + 1' iris.csv
2>* column 'species' holds text
? 2

# No rows: a header; a mean of nothing is an error, a sum is 0.
$ printf 'x,y\n' | mm-eval 'z = x + y' 's = sum(x)'
> x,y,z,s

$ printf 'x,y\n' | mm-eval 'z = mean(x)'
2>* too few rows (0)
? 3

$ printf 'x\n1\n' | mm-eval 'z = sd(x)'
2>* too few rows (1)
? 3

# A mean of two infinities is none, and no row gets it.
$ printf 'x\ninf\n-inf\n' | mm-eval 'z = mean(x)'
2> mm-eval: standard input:2: z = mean(x) is not defined where x is inf; --na=keep lets NaN pass
? 4

# The same bits for any number of threads, pieces of input, and ways through the spool.
$ mm-rand normal --count=200000 --seed=1 >"$TMPDIR/n.csv"; for t in 1 4; do mm-eval --threads=$t '[1] * mean([1]^2) + sd([1])' <"$TMPDIR/n.csv" | cksum; cat "$TMPDIR/n.csv" | mm-eval --threads=$t '[1] * mean([1]^2) + sd([1])' | cksum; done | sort -u | wc -l
> 1

$ mm-eval 'y = petal_width * 2' iris.csv 'z = 3'
2>* 'z = 3' is no file, and expressions stand before files
? 2

# Files are read again for each pass, and what comes from a pipe is spooled: the same bits, texts and labels too.
$ for e in 'x = petal_length - mean((petal_length - mean(petal_length))^2)' "y = (species == 'setosa') + max(sepal_width)"; do mm-eval "$e" iris.csv iris.csv >"$TMPDIR/a"; cat iris.csv >"$TMPDIR/i"; tail -n +2 iris.csv >>"$TMPDIR/i"; cat "$TMPDIR/i" | mm-eval "$e" | cmp - "$TMPDIR/a"; mm-eval "$e" "$TMPDIR/i" | cmp - "$TMPDIR/a"; done

$ printf '1,nan\nnan,2\n3,4\n' | mm-convert --to=npy >"$TMPDIR/n.npy"; mm-eval --na=omit --to=csv '[2] - mean([2])' "$TMPDIR/n.npy" "$TMPDIR/n.npy" 2>&1
> nan,2,-1
> 3,4,1
> nan,2,-1
> 3,4,1
> mm-eval: left out 2 rows with missing values

# More than is kept in memory, with texts and labels.
$ seq 700000 | awk 'BEGIN { print ",x,t" } { print "row" $1 "," $1 ",text number " $1 }' >"$TMPDIR/big"; mm-eval 'd = x - mean(x)' "$TMPDIR/big" | cksum >"$TMPDIR/a"; cat "$TMPDIR/big" | mm-eval 'd = x - mean(x)' | cksum | cmp - "$TMPDIR/a"; cat "$TMPDIR/big" | mm-eval 'd = x - mean(x)' | tail -n 1
> row700000,700000,text number 700000,349999.5

# n! and a power of x beyond doubles whose quotient is not: mpmath.psi(200, 100), psi(100, 10000), psi(1, 1e200) = 1/x.
$ printf 'n,x\n200,100\n100,1e4\n1,1e200\n' | mm-eval --only 'p = (n == 200)*polygamma(200, x) + (n == 100)*polygamma(100, x) + (n == 1)*polygamma(1, x)' | tail -n +2 | awk '{ print $1 * 10 ^ (NR == 1 ? 28 : NR == 2 ? 245 : 200) }'
~ 1e-5
> -9.12542
> -9.37936
> 1
