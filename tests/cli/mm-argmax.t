# SPDX-License-Identifier: GPL-3.0-or-later
# mm-argmax: where the largest numbers stand. Expected by hand; on real data by numpy.argmax and a stable
# numpy.argsort(-x).

$ printf 'a,b,c\n1,3,2\n5,5,4\n-1,-2,-0.5\n' | mm-argmax
> index,name,value
> 1,b,3
> 0,a,5
> 2,c,-0.5

$ printf 'a,b,c\n1,3,2\n5,5,4\n' | mm-argmax --min
> index,name,value
> 0,a,1
> 2,c,4

# Without names there are none to give; -0 equals 0, and the first wins.
$ printf -- '-0,0\n0,-0\n-inf,inf\n' | mm-argmax
> index,value
> 0,-0
> 0,0
> 1,inf

$ printf ',a,b\nr1,1,2\nr2,4,3\n' | mm-argmax; printf 'id,a,b\nr1,1,2\n007,4,3\n' | mm-argmax -L id
> ,index,name,value
> r1,1,b,2
> r2,0,a,4
> ,index,name,value
> r1,1,b,2
> "007",0,a,4

# The index counts the chosen columns in their order; text is left out, and said so.
$ printf 't,a,b,c\nx,1,3,2\n' | mm-argmax; printf 't,a,b,c\nx,1,3,2\n' | mm-argmax -k c,b
2> mm-argmax: left out the text column 't'
> index,name,value
> 1,b,3
> index,name,value
> 1,b,3

# ---- several of each ----

$ printf 'a,b,c\n1,3,2\n5,5,4\n' | mm-argmax --top=2
> row,rank,index,name,value
> 0,1,1,b,3
> 0,2,2,c,2
> 1,1,0,a,5
> 1,2,1,b,5

$ printf 'a,b\n1,3\n' | mm-argmax --top=3
? 2
2>* --top: 3 of a row that has 2 numbers

# ---- a vector, columns, everything ----

$ printf 'x\n3\n9\n9\n1\n' | mm-argmax; printf ',x\nada,3\nbo,9\n' | mm-argmax; printf '3\n9\n9\n' | mm-argmax --top=2
> index,value
> 1,9
> index,name,value
> 1,bo,9
> rank,index,value
> 1,1,9
> 2,2,9

$ printf ',x,y\nada,3,8\nbo,9,7\n' | mm-argmax --axis=columns; printf ',x,y\nada,3,8\nbo,9,7\n' | mm-argmax --axis=all --top=2
> ,index,name,value
> x,1,bo,9
> y,0,ada,8
> ,row,rank,index,name,value
> bo,1,1,0,x,9
> ada,0,2,1,y,8

$ printf 'x\n3\n9\n' | mm-argmax --axis=rows
> index,name,value
> 0,x,3
> 0,x,9

$ printf 'x\n3\n9\n' | mm-argmax --top=3
? 3
2>* 2 numbers, not 3

# ---- missing values ----

$ printf 'a,b\n1,\n2,3\n' | mm-argmax
? 3
2>* :2:2: missing value (column 'b')

$ printf 'a,b\n1,\n2,3\n' | mm-argmax --na=omit
2> mm-argmax: left out 1 row with missing values
> index,name,value
> 1,b,3

# Rows are counted as they stand in the input.
$ printf 'a,b\n1,\n2,3\n' | mm-argmax --na=omit --axis=columns
2> mm-argmax: left out 1 missing value
> ,index,value
> a,1,2
> b,1,3

$ printf 'a,b\n1,\n2,3\n' | mm-argmax --na=keep --to=json; printf 'a,b\n1,\n2,3\n' | mm-argmax --na=keep --axis=all
> [{"index":null,"name":null,"value":null},
>  {"index":1,"name":"b","value":3}]
> row,index,name,value
> ,,,nan

$ printf 'x\n\n' | mm-argmax --na=omit
? 3

# ---- no rows, bad input, formats ----

$ printf 'a,b\n' | mm-argmax; printf 'a,b\n' | mm-argmax --axis=columns
> index,name,value
? 3
2>* no rows

$ printf 'a,b\n1,x\n2,3\n' | mm-argmax
? 3
2>* :2:2: not a number: 'x'

$ mm-argmax --top=0 iris.csv
? 2
2>* --top

$ printf 'a,b\r\n1,2\r\n' | mm-argmax --to=tsv
> index	name	value
> 1	b	2

# A count is whole whatever --digits says.
$ awk 'BEGIN { for (i = 0; i < 123456; i++) print i / 7 }' | mm-argmax --digits=3
> index,value
> 123455,17600

$ mm-argmax digits_embeddings.npy --axis=all; mm-argmax digits_embeddings.npy | mm-convert -k index | head -3
> row,index,value
> 640,8,6.816411018371582
> index
> 10
> 7
