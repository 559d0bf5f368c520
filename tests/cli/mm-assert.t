# SPDX-License-Identifier: GPL-3.0-or-later
# mm-assert: the whole table, and a verdict. What is expected can be read off the input.

$ printf 'id,x,t\n007,1.50,NA\n008,2,"a, b"\n' | mm-assert 'x > 0'
> id,x,t
> 007,1.50,NA
> 008,2,"a, b"

$ printf 'x,y\n1,2\n3,1\n5,9\n' | mm-assert 'x < y'
> x,y
> 1,2
> 3,1
> 5,9
2> mm-assert: standard input:3: assertion failed: x < y (x is 3, y is 1)
? 1

$ printf 'x,t\n1,a\n3,b\n5,b\n' | mm-assert "t == 'a' && x > 0"
> x,t
> 1,a
> 3,b
> 5,b
2> mm-assert: the assertion fails in 2 of 3 rows; the first:
2> mm-assert: standard input:3: assertion failed: t == 'a' && x > 0 (x is 3, t is 'b')
? 1

# The file that -o names is written whatever the verdict is.
$ printf 'x\n1\n-1\n' | mm-assert -o "$TMPDIR/o" 'x > 0'; echo $?; cat "$TMPDIR/o"
> 1
> x
> 1
> -1
2> mm-assert: standard input:3: assertion failed: x > 0 (x is -1)

# Enough that it holds once.
$ printf 'x\n1\n-1\n' | mm-assert --any 'x > 0'
> x
> 1
> -1

$ printf 'x\n1\n-1\n' | mm-assert --any 'x > 1'
> x
> 1
> -1
2> mm-assert: assertion failed: x > 1 holds in none of 2 rows
? 1

# Of the table as a whole: once, and also of a table without rows.
$ mm-assert 'count(petal_width) == 150 && abs(mean(petal_width) - 1.19933) < 1e-5' iris.csv | wc -l
> 151

$ printf 'x\n1\n2\n' | mm-assert 'sum(x) > 3'
> x
> 1
> 2
2> mm-assert: assertion failed: sum(x) > 3, over 2 rows
? 1

$ printf 'x\n' | mm-assert 'count(x) > 0'
> x
2> mm-assert: assertion failed: count(x) > 0, over 0 rows
? 1

$ printf 'x\n' | mm-assert 'x > 0'; printf 'x\n' | mm-assert --any 'x > 0'
> x
> x
2> mm-assert: assertion failed: x > 0 holds in none of 0 rows
? 1

$ printf 'x\n1\n2\n9\n' | mm-assert 'x <= 2 * mean(x)'
> x
> 1
> 2
> 9
2> mm-assert: standard input:4: assertion failed: x <= 2 * mean(x) (x is 9)
? 1

# Missing values: refused, or NaN, which does not hold.
$ printf 'x,y\n1,\n' | mm-assert 'y > 0'
2>* 2:2: missing value
? 3

$ printf 'x,y\n1,\n' | mm-assert --na=keep 'y > 0'
> x,y
> 1,
2> mm-assert: standard input:2: assertion failed: y > 0 (y is nan)
? 1

$ printf 'x,y\n1,\n' | mm-assert 'x > 0'
> x,y
> 1,

# Binary files have rows and no lines.
$ printf '1,2\n3,-4\n' | mm-convert --to=npy >"$TMPDIR/a.npy"; mm-assert '[2] > 0' <"$TMPDIR/a.npy" | mm-convert --to=csv
> 1,2
> 3,-4
2> mm-assert: standard input: row 2: assertion failed: [2] > 0 ([2] is -4)

$ mm-assert 'sepal_lenght > 1' iris.csv
2>* did you mean 'sepal_length'?
? 2
