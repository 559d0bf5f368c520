# SPDX-License-Identifier: GPL-3.0-or-later
# mm-convert: any format to any other, the same bits on the way back. Expected by hand from the formats' definitions;
# decimal forms of doubles by Python's repr.

# ---- cells that nobody computes on pass as they are ----

$ printf 'x,y\n007,a\n1.50,\n12345678901234567890,"b, c"\n' | mm-convert
> x,y
> 007,a
> 1.50,
> 12345678901234567890,"b, c"

$ printf 'id,score,name\n007,1.50,ada\n008,2,"b, c"\n' | mm-convert -k name,id
> name,id
> ada,007
> "b, c",008

$ printf 'a,b\n"x, y","q""r"\n"l1\nl2"," s"\n' | mm-convert
> a,b
> "x, y","q""r"
> "l1
> l2"," s"

# Blanks around an unquoted field go, those inside quotes stay.
$ printf 'a,b\n  x , "y "\n' | mm-convert
> a,b
> x,"y "

$ printf '\357\273\277a,b\r\n1,"2\r\n3"\r\n4,z' | mm-convert | od -An -c | tr -s ' '
>  a , b \n 1 , " 2 \r \n 3 " \n 4 , z
>  \n

$ mm-convert breast_cancer.csv | mm-convert | mm-convert --to=tsv | mm-convert --to=csv >"$TMPDIR/back"; tr -d '"' <breast_cancer.csv | cmp - "$TMPDIR/back"

# ---- JSON ----

$ printf 'x,y\n1,a\n1.50,\n' | mm-convert --to=json; printf 'x,y\n1,a\n1.50,\n' | mm-convert --to=jsonl
> [{"x":1,"y":"a"},
>  {"x":1.50,"y":null}]
> {"x":1,"y":"a"}
> {"x":1.50,"y":null}

$ printf '1,2\n3,4\n' | mm-convert --to=json; printf '1\n2\n' | mm-convert --to=json
> [[1,2],
>  [3,4]]
> [1,2]

$ printf 'x\ninf\n-inf\nnan\n' | mm-convert --to=json; printf 'x\ninf\n-inf\nnan\n' | mm-convert --to=json | mm-convert --to=csv
> [{"x":1e999},
>  {"x":-1e999},
>  {"x":null}]
> x
> inf
> -inf
> nan

$ printf '[{"b":"\\u00e9\\n","a":1},\n {"a":2,"b":"t"}]' | mm-convert --to=csv
> b,a
> "é
> ",1
> t,2

$ printf ',a\nr,1\n' | mm-convert --to=json; printf '[{"":"r","a":1}]' | mm-convert --to=csv
> [{"":"r","a":1}]
> ,a
> r,1

$ printf '[[1,2],[3]]' | mm-convert --to=csv >"$TMPDIR/out"
? 3
2>* standard input:1:

$ printf '[1,2] x' | mm-convert --to=csv >"$TMPDIR/out"
? 3

# Arrays of different lengths are no columns but the parts of a document.
$ printf '{"a":[1,2],"b":[3]}' | mm-convert --to=csv
? 2
2>* a, b

$ printf '[1e400]' | mm-convert --to=npy >"$TMPDIR/out"
? 3

# ---- NPY: every double comes back ----

$ printf '5e-324\n2.2250738585072014e-308\n1.7976931348623157e308\n-0\n0.1\n100000\n1e22\n9007199254740993\n3\n' | mm-convert --to=npy | mm-convert --to=json | mm-convert --to=csv
> 5e-324
> 2.2250738585072014e-308
> 1.7976931348623157e308
> -0
> 0.1
> 100000
> 1e22
> 9007199254740992
> 3

$ mm-convert --to=csv digits_embeddings.npy | mm-convert --to=json | mm-convert --to=npy | mm-convert --to=tsv | mm-convert --to=npy >"$TMPDIR/a"; mm-convert digits_embeddings.npy | cmp - "$TMPDIR/a"

$ printf '1\n2\n' | mm-convert --to=npy | dd bs=1 skip=10 count=60 2>"$TMPDIR/dd"; echo
> {'descr': '<f8', 'fortran_order': False, 'shape': (2,), }   

$ printf 'x,y\n1,a\n' | mm-convert --to=npy >"$TMPDIR/out"
? 3
2>* not a number: 'a' (column 'y')

$ for kind in f2 f4 i2 i4 i8 u2; do mm-convert --to=csv npy/${kind}_big.npy | cmp - "$(mm-convert --to=csv npy/${kind}_little.npy >"$TMPDIR/$kind"; echo "$TMPDIR/$kind")" && echo $kind; done
> f2
> f4
> i2
> i4
> i8
> u2

$ mm-convert npy/complex.npy
? 3
2>* npy/complex.npy: 

$ head -c 100 digits_embeddings.npy | mm-convert --to=csv
? 3
2>* standard input

$ head -c 1000 digits_embeddings.npy | mm-convert --to=csv >"$TMPDIR/out"
? 3
2>* standard input

# ---- parts ----

# numpy.load("mlp.npz")["output.bias"][:2] as float64
$ mm-convert --to=csv 'mlp.safetensors#output.bias' | head -2; mm-convert --to=csv --part=output.bias mlp.npz | head -2
> 0.3320004343986511
> -0.10671467334032059
> 0.3320004343986511
> -0.10671467334032059

$ printf '{"u":[[1,2]],"s":[3]}' | mm-convert --to=csv -#u; printf '{"u":[[1,2]],"s":[3]}' | mm-convert --to=csv --part=s
> 1,2
> 3

$ printf '{"u":[[1,2]],"s":[3]}' | mm-convert --to=csv
? 2
2>* u, s

$ printf '{"u":[[1,2]],"s":[3]}' | mm-convert --to=csv --part=t
? 2
2>* unknown part 't'

# A file whose name has a # in it wins over a part.
$ printf '1\n' >"$TMPDIR/a#b"; mm-convert "$TMPDIR/a#b"
> 1

# ---- compressed input ----

$ gzip -c mlp_training_loss.csv | mm-convert | cmp - mlp_training_loss.csv; zstd -qc mlp_training_loss.csv | mm-convert | cmp - mlp_training_loss.csv

$ gzip -c digits_embeddings.npy | mm-convert --to=csv | head -1 | cut -d, -f1-2
> 0,2.917311668395996

$ gzip -c iris.csv | head -c 500 | mm-convert >"$TMPDIR/out"
? 3
2>* standard input

# ---- -o: the ending tells the format; the file appears only when all went well ----

$ printf 'a,b\n1,2\n' | mm-convert -o "$TMPDIR/x.json"; cat "$TMPDIR/x.json"; ls -A "$TMPDIR"
> [{"a":1,"b":2}]
> x.json

$ echo old >"$TMPDIR/x.csv"; printf 'a,b\n1,2\n3\n' | mm-convert -o "$TMPDIR/x.csv" 2>"$TMPDIR/err"; echo $?; cat "$TMPDIR/x.csv"; ls -A "$TMPDIR"
> 3
> old
> err
> x.csv

$ printf 'a\n1\n' | mm-convert -o "$TMPDIR/absent/x.csv"
? 5
2>* absent/x.csv

# A signal takes the temporary file with it, leaves the old one as it was, and is what the process dies of. (The FIFO
# keeps the command waiting for its input; a background job of a script ignores INT, which stays ignored.)
$ for signal in TERM HUP; do mkfifo "$TMPDIR/in"; mkdir "$TMPDIR/out"; echo old >"$TMPDIR/out/x"; mm-convert "$TMPDIR/in" -o "$TMPDIR/out/x" & job=$!; exec 9>"$TMPDIR/in"; until ls -A "$TMPDIR/out" | grep -q mm-; do sleep 0.01; done; kill -s $signal $job; wait $job 2>"$TMPDIR/killed"; echo $(kill -l $?) $(ls -A "$TMPDIR/out") $(cat "$TMPDIR/out/x"); exec 9>&-; rm -r "$TMPDIR/in" "$TMPDIR/out"; done
> TERM x old
> HUP x old

# In place: the input is read before the file is replaced.
$ printf 'b,a\n1,2\n' >"$TMPDIR/x.csv"; mm-convert -k a,b -o "$TMPDIR/x.csv" "$TMPDIR/x.csv"; cat "$TMPDIR/x.csv"
> a,b
> 2,1

# ---- tables for people, digits ----

$ printf 'name,x\nada,1.5\nbo,10\n' | mm-convert --to=table | sed 's/ *$//'
> name     x
> ada    1.5
> bo    10

$ printf 'a\n1.23456\n123456\n' | mm-convert --digits=3
> a
> 1.23
> 123000

# ---- formats that are not what was said ----

$ printf 'a,b\n1,2\n' | mm-convert --from=json
? 3
2>* not JSON

$ mm-convert --from=npy iris.csv
? 3
2>* iris.csv

$ mm-convert --to=csv </dev/null
? 3
2>* no input

# Descriptors that were closed are opened: no file takes their place.
$ mm-convert -k 1 mlp_training_loss.csv -o "$TMPDIR/x.csv" >&- 2>&- <&-; head -2 "$TMPDIR/x.csv"
> epoch
> 1.0

$ mm-convert <&-
? 5
2>* standard input: cannot read: Bad file descriptor
