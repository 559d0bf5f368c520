# SPDX-License-Identifier: GPL-3.0-or-later
# mm-mutual-info. Expected: sklearn.metrics 1.2 mutual_info_score, normalized_mutual_info_score; where they round, mpmath.

$ printf '10,20\n30,5\n' | mm-mutual-info; printf '10,0,3\n0,7,1\n' | mm-mutual-info; printf '0.1,0.2\n0.3,0.4\n' | mm-mutual-info
> 0.15167080873869587
> 0.5574169825370469
> 0.00402174323048243
~ 1e-13

$ mm-mutual-info -k predicted_linear,predicted_mlp digits_eval.csv; mm-mutual-info -k predicted_linear,predicted_mlp --normalized digits_eval.csv
> 2.1779065020470054
> 0.94604333970293
~ 1e-14

$ printf '10,20\n30,5\n' | mm-mutual-info --correct=miller-madow
> 0.14397850104638832
~ 4e-15

# Nearly independent, and independent.
$ printf '1000001,1000000\n1000000,1000000\n' | mm-mutual-info; printf '2,4,6\n1,2,3\n' | mm-mutual-info; printf '5\n3\n' | mm-mutual-info
> 3.1249968750023763e-14
> 0
> 0
~ 1e-14

$ printf 'x,y\na,u\nb,v\na,u\nb,v\n' | mm-mutual-info -k x,y --base=2; printf 'x,y\na,u\na,u\n' | mm-mutual-info -k x,y --normalized
> 1
> 1

# Columns of -k as a table.
$ printf 'a,b,total\n1,0,1\n0,1,1\n' | mm-mutual-info -k a,b --table --base=2
> 1

$ printf '{"x":"a","y":1}\n{"x":"b","y":2}\n' | mm-mutual-info -k x,y --base=2; mm-convert --to=npy iris.csv -k 1,2 | mm-mutual-info -k 1,2 --digits=6
> 1
> 1.44857

$ printf 'x,y\na,u\nb,\na,v\n' | mm-mutual-info -k x,y
? 3
2>* missing value (column 'y')

$ printf 'x,y\na,u\nb,v\nc,\n' | mm-mutual-info -k x,y --na=omit --base=2
> 1

$ printf 'a,b\n1,-2\n' | mm-mutual-info
? 3
2>* -2 is negative (column 'b')

$ printf '0,0\n0,0\n' | mm-mutual-info
? 3
2>* every cell of the table is 0

$ printf '0.5,1\n' | mm-mutual-info --correct=miller-madow
? 3
2>* not whole

$ printf 'x,y,z\na,b,c\n' | mm-mutual-info -k x,y,z
? 2
2>* two of categories
