# mm-rank. Values from numpy.linalg.matrix_rank.

$ mm-rank
< 1,2
< 2,4
> 1

$ mm-rank
< 1,2,3
< 4,5,6
> 2

$ mm-rank
< 0,0
< 0,0
> 0

$ mm-rank
< 0
> 0

# Of 14 rows of Hilbert's matrix 11 are left at max(m,n) eps; 4 above a thousandth.
$ awk 'BEGIN { for (i = 1; i <= 14; i++) for (j = 1; j <= 14; j++) printf "%.17g%s", 1 / (i + j - 1), j < 14 ? "," : "\n" }' >"$TMPDIR/h.csv"
$ mm-rank "$TMPDIR/h.csv"; mm-rank --rcond=1e-3 "$TMPDIR/h.csv"
> 11
> 4

$ mm-rank -k '!progression' diabetes.csv
> 10

$ mm-rank --rcond=2
< 1
? 2
2>* --rcond

$ mm-rank --na=keep
< nan,1
< 2,3
? 3

$ mm-rank
< inf,1
< 2,3
? 4
