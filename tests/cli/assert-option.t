# SPDX-License-Identifier: GPL-3.0-or-later
# --assert, which every command has that prints results of its own: the numbers are those that the command prints.

$ mm-mean -k 'correct_*' --assert='correct_linear > 0.96' digits_eval.csv
> correct_linear,correct_mlp
> 0.9694019471488178,0.9596662030598053

$ mm-mean -k 'correct_*' --assert='correct_linear > 0.98 || correct_mlp > 0.97' digits_eval.csv
> correct_linear,correct_mlp
> 0.9694019471488178,0.9596662030598053
2> mm-mean: assertion failed: correct_linear > 0.98 || correct_mlp > 0.97 (correct_linear is 0.9694019471488178, correct_mlp is 0.9596662030598053)
? 1

# Several records: all must hold.
$ mm-mean -g species -k petal_width --assert='petal_width > 1' iris.csv
> species,petal_width
> setosa,0.246
> versicolor,1.326
> virginica,2.026
2> mm-mean: record 1: assertion failed: petal_width > 1 (species is 'setosa', petal_width is 0.246)
? 1

$ mm-mean -g species -k petal_width --assert="petal_width > 1 || species == 'setosa'" iris.csv >/dev/null

$ mm-mean -g species -k petal_width --assert="species < 'vi'" --to=json iris.csv | tail -1
>  {"species":"virginica","petal_width":2.026}]
2> mm-mean: record 3: assertion failed: species < 'vi' (species is 'virginica')

# Whole numbers and words of a record.
$ mm-describe -k petal_width --assert="n == 150 && n_missing == 0 && column == 'petal_width'" iris.csv >/dev/null

# NaN makes it false, whatever else it says.
$ printf '5\n' | mm-describe --assert='sd > 0 || 1' >/dev/null
2> mm-describe: assertion failed: sd > 0 || 1 (sd is nan)
? 1

# A lone number; numbers without names; every row of a matrix.
$ printf '1,2\n3,4\n' | mm-det --assert='value < 0'; printf '1,2\n3,4\n' | mm-det --assert='value > 0'
> -2
> -2
2> mm-det: assertion failed: value > 0 (value is -2)
? 1

$ printf '1,2\n3,4\n' | mm-transpose --assert='[1] < 2'
> 1,3
> 2,4
2> mm-transpose: record 2: assertion failed: [1] < 2 ([1] is 2)
? 1

# The file is written all the same.
$ printf '1,2\n3,4\n' | mm-det --assert='value > 0' -o "$TMPDIR/o"; echo $?; cat "$TMPDIR/o"
> 1
> -2
2> mm-det: assertion failed: value > 0 (value is -2)

# Wrong expressions: before data are read; names that are no field.
$ mm-mean --assert='correct > ' nosuch.csv
2>* correct >
? 2

$ mm-mean --assert='correct_liner > 0.5' -k 'correct_*' digits_eval.csv
2> mm-mean: unknown field 'correct_liner'; did you mean 'correct_linear'?
2>     correct_liner > 0.5
2>     ^^^^^^^^^^^^^
2> Try 'mm-mean --help' for more information.
? 2

$ mm-mean --assert='1 < 2' -k 'correct_*' digits_eval.csv
2>* names no field
? 2

$ mm-mean --assert='mean(correct_mlp) > 0' -k 'correct_*' digits_eval.csv
2>* mm-assert
? 2

$ printf '1,2\n3,4\n' | mm-svd --part=all --to=json --assert='[1] > 0'
2>* choose a part
? 2
