# SPDX-License-Identifier: GPL-3.0-or-later
# mm-sum, and with it what reading a table means. Sums of real data are exact: Python's fractions, rounded once.

$ mm-sum --quiet iris.csv
> sepal_length,sepal_width,petal_length,petal_width
> 876.5,458.6,563.7,179.9

$ mm-sum -g species -k petal_length,sepal_width iris.csv
> species,petal_length,sepal_width
> setosa,73.1,171.4
> versicolor,213,138.5
> virginica,277.6,148.7

$ mm-sum -k 'nll_*,label' digits_eval.csv
> nll_linear,nll_mlp,label
> 117.98232190747133,82.86520659592478,3231

# ---- exactness: fractions again; naive summation gives 0, 0 and 2 ----

$ printf '1e16\n1\n-1e16\n' | mm-sum
> 1

$ printf '1\n1e100\n1\n-1e100\n' | mm-sum
> 2

$ printf '1e308\n1e308\n-1e308\n' | mm-sum
> 1e308

# The exact sum lies half-way between two doubles: the even one.
$ printf '0.1\n0.2\n' | mm-sum
> 0.30000000000000004

$ seq 100000 | mm-sum --threads=1; seq 100000 | sort -R --random-source=iris.csv | mm-sum --threads=3
> 5000050000
> 5000050000

$ printf 'a,w\n1,2\n3,4\n' | mm-sum --weights=w
> a
> 14

$ printf 'x\n+5\ninf\n' | mm-sum
> x
> inf

# ---- no rows, no input ----

$ printf 'a,b\n' | mm-sum
> a,b
> 0,0

$ mm-sum </dev/null
? 3
2> mm-sum: standard input: no input

# ---- header ----

$ printf '1,2\n3,4\n' | mm-sum
> 4,6

$ printf '"2020","2021"\n3,4\n' | mm-sum
> "2020","2021"
> 3,4

$ printf 'a,1\n3,4\n' | mm-sum
? 3
2>* standard input:1:2: 
2>* -H
2>* -N

$ printf 'a,1\n3,4\n' | mm-sum -H
> a,"1"
> 3,4

$ printf '1,2\n3,4\n' | mm-sum --header=yes
> "1","2"
> 3,4

$ printf '"a b","c,d"\n1,2\n' | mm-sum
> a b,"c,d"
> 1,2

# ---- labels ----

$ printf ',a,b\nr1,1,2\nr2,3,4\n' | mm-sum -k 2
> b
> 6

$ printf 'id,a\n7,1\n8,2\n' | mm-sum -L id
> a
> 3

# ---- -k ----

$ printf 'a,b,c\n1,2,3\n' | mm-sum -k 3,1
> c,a
> 3,1

$ printf 'x1,x2,x3,y\n1,2,3,4\n' | mm-sum -k x1-x3; printf 'x1,x2,x3,y\n1,2,3,4\n' | mm-sum -k 2-3
> x1,x2,x3
> 1,2,3
> x2,x3
> 2,3

$ printf 'x1,x2,y\n1,2,3\n' | mm-sum -k '!y'; printf 'x1,x2,y\n1,2,3\n' | mm-sum -k 'x*,!x1'
> x1,x2
> 1,2
> x2
> 2

# A whole name wins over a range.
$ printf 'a,b,a-b\n1,2,4\n' | mm-sum -k a-b
> a-b
> 4

$ printf '"7","8"\n1,2\n' | mm-sum -k '#2'
> "8"
> 2

$ printf 'accuracy,b\n1,2\n' | mm-sum -k acuracy
? 2
2>* mm-sum: unknown column 'acuracy'; did you mean 'accuracy'?

$ printf 'a,b\n1,2\n' | mm-sum -k 3
? 2
2>* mm-sum: column 3 does not exist: there are 2

$ printf 'a,b\n1,2\n' | mm-sum -k 'z*'
? 2
2>* no column matches 'z*'

# Duplicate names matter only when that name is asked for.
$ printf 'a,a,b\n3,4,5\n' | mm-sum; printf 'a,a,b\n3,4,5\n' | mm-sum -k b
> a,a,b
> 3,4,5
> b
> 5

$ printf 'a,a\n3,4\n' | mm-sum -k a
? 2
2>* 'a'

# Text is left out, said once; asked for by name it is an error.
$ printf 'a,name\n1,x\n3,y\n' | mm-sum
> a
> 4
2> mm-sum: left out the text column 'name'

$ printf 'a,name\n1,x\n3,y\n' | mm-sum -k name
? 3
2>* standard input:2:2: not a number: 'x' (column 'name')

# ---- missing values ----

$ printf 'a,b\n1,2\n3,NA\n' | mm-sum
? 3
2>* mm-sum: standard input:3:2: missing value (column 'b')
2>* --na=omit

$ printf 'a,b\n1,2\n3,NA\n' | mm-sum --na=omit
> a,b
> 1,2
2>* left out 1 row with missing values

$ printf 'a,b\n1,2\n3,NA\n' | mm-sum --na=keep
> a,b
> 4,nan

$ printf 'a\n1\nn/a\n#N/A\nNULL\nnone\nNaN\n' | mm-sum --na=omit
> a
> 1
2>* left out 5 rows with missing values

$ printf 'a\n1\n?\n' | mm-sum --na-tokens='?,-' --na=omit
> a
> 1
2>* left out 1 row with missing values

# The list replaces the tokens.
$ printf 'a\n1\nNA\n' | mm-sum --na-tokens='?' --na=omit
? 3
2>* standard input:3:1: not a number: 'NA'

# A blank line is a missing cell in one column, and nothing in a wider table; it counts as a line.
$ printf 'a\n1\n\n2\n' | mm-sum
? 3
2>* standard input:3:1: missing value

$ printf 'a,b\n1,2\n\n3,x\n' | mm-sum
? 3
2>* standard input:4:2: not a number: 'x'

# ---- numbers ----

$ printf 'a\n1\n1e400\n' | mm-sum
? 3
2>* standard input:3:1: 
2>* '1e400'

$ printf 'a\n1e-400\n4e-320\n' | mm-sum
> a
> 4e-320

$ for bad in 0x10 12abc 1_000 '"1,234"' 'nan(12)' 1d3 . e5 1e; do printf 'a\n1\n%s\n' "$bad" | mm-sum 2>&1; done
? 3
> mm-sum: standard input:3:1: not a number: '0x10' (column 'a')
> mm-sum: standard input:3:1: not a number: '12abc' (column 'a')
> mm-sum: standard input:3:1: not a number: '1_000' (column 'a')
> mm-sum: standard input:3:1: not a number: '1,234' (column 'a')
> mm-sum: standard input:3:1: not a number: 'nan(12)' (column 'a')
> mm-sum: standard input:3:1: not a number: '1d3' (column 'a')
> mm-sum: standard input:3:1: not a number: '.' (column 'a')
> mm-sum: standard input:3:1: not a number: 'e5' (column 'a')
> mm-sum: standard input:3:1: not a number: '1e' (column 'a')

# ---- CSV ----

$ printf 'a\r1\r2\r' | mm-sum
> a
> 3

$ printf 'a;b\n1;2\n' | mm-sum -d ';'
> a,b
> 1,2

# Tabs are found, and kept.
$ printf 'a\tb\n1\t2\n' | mm-sum
> a	b
> 1	2

$ printf '  a   b\n 1    2\n' | mm-sum -d space
> a,b
> 1,2

$ printf 'made by hand\n# units: mm\na,b\n1,2\n' | mm-sum --skip=1 --comment='#'
> a,b
> 1,2

$ printf 'a,b\n1,2\n3\n' | mm-sum
? 3
2>* standard input:3: expected 2 fields, found 1

$ printf 'a\n"1\n' | mm-sum
? 3
2>* standard input:2:1: the quote that opens here is never closed

$ printf 'a\n1"2\n' | mm-sum
? 3
2>* standard input:2:1: quote inside an unquoted field

$ printf 'a\n"1"2\n' | mm-sum
? 3
2>* standard input:2:1: text after a closing quote

$ printf 'a\n1\0002\n' | mm-sum
? 3
2>* standard input:2:1: NUL

# ---- groups: keys are text, in order of first appearance ----

$ printf 'g,h,a\n1,x,1\n1.0,x,2\n1,x,3\n' | mm-sum -g g,h
> g,h,a
> 1,x,4
> 1.0,x,2

$ printf 'g,a\nx,1\n' | mm-sum -g gg
? 2
2>* unknown column 'gg'; did you mean 'g'?

# ---- several files ----

$ printf 'a,b\n1,2\n' >"$TMPDIR/1"; printf 'a,b\n3,4\n' | mm-sum "$TMPDIR/1" - "$TMPDIR/1"
> a,b
> 5,8

$ printf 'a,b\n1,2\n' >"$TMPDIR/1"; printf 'b,a\n3,4\n' | mm-sum "$TMPDIR/1" -
? 3
2>* standard input: column 'b', but

$ printf 'a\n1\n' | mm-sum - -
> a
> 2

# ---- formats ----

$ printf '[[1,2],[3,4]]' | mm-sum
> [[4,6]]

$ printf '[1,2,3]' | mm-sum
> 6

$ printf '{"a":[1,2],"b":[3,4]}' | mm-sum --to=csv; printf '{"a":1,"b":3}\n{"b":4,"a":2}\n' | mm-sum --to=csv
> a,b
> 3,7
> a,b
> 3,7

$ printf '[{"a":1},{"a":null}]' | mm-sum --na=omit --to=csv; printf '[1e999, 1]' | mm-sum --to=csv
> a
> 1
> inf
2>* left out 1 row with missing values

$ gzip -c iris.csv | mm-sum -k 1; zstd -qc iris.csv | mm-sum -k 1
> sepal_length
> 876.5
> sepal_length
> 876.5

# The sum of the ten float32 biases, by numpy: float64 sum of the array.
$ mm-sum --to=csv 'mlp.npz#output.bias'; mm-sum --to=csv 'mlp.safetensors#output.bias'
> -0.20628944970667362
> -0.20628944970667362
~ 1e-15

$ mm-sum mlp.npz
? 2
2>* FILE#NAME
2>* hidden.weight, hidden.bias, output.weight, output.bias

$ mm-sum 'mlp.npz#outptu.bias'
? 2
2>* did you mean 'output.bias'?

# ---- digits, options, files ----

$ mm-sum -k nll_mlp --digits=3 digits_eval.csv
> nll_mlp
> 82.9

$ mm-sum -- -absent.csv
? 5
2> mm-sum: -absent.csv: cannot open: No such file or directory

$ mm-sum .
? 5
2>* mm-sum: .: 

$ printf '1\n' >"$TMPDIR/-1"; cd "$TMPDIR"; mm-sum -1
> 1

$ mm-sum iris.csv --na=skip
? 2
2>* --na: unknown value 'skip' (fail, omit, keep)

# All arguments are checked before any data is read.
$ mm-sum absent.csv --digits=99
? 2
2>* --digits: 99 is not between 1 and 17

# Control characters in a message are escaped.
$ printf 'a\n1\nx\033[1m\n' | mm-sum 2>&1 | grep -c "$(printf '\033')"
> 0
? 1

# Letters may be joined; the names are data now.
$ mm-sum -Nk1 iris.csv
? 3
2>* iris.csv:1:1: not a number: 'sepal_length'
