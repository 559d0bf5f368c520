# mm-sample. Draws from an independent Philox 4x32-10, running sums and Gumbel keys in Python; filters by hand.

$ mm-sample --count=5 --seed=42
< 1,2,0.5,4
< 3,0,3,1
< 5,1,1,1
> 3
> 1
> 1
> 2
> 3
> 0
> 2
> 3
> 0
> 0
> 0
> 1
> 3
> 1
> 0

$ mm-sample --count=3 --seed=42 --without-replacement
< 1,2,0.5,4
< 3,0,3,1
< 5,1,1,1
> 3
> 1
> 0
> 3
> 2
> 0
> 2
> 0
> 1

$ mm-sample --count=2 --seed=9 --labels-from-header
< ,a,b,c,d
< r0,1,2,0.5,4
< r1,3,0,3,1
< r2,5,1,1,1
> ,class
> r0,d
> r0,d
> r1,c
> r1,a
> r2,d
> r2,a

$ mm-sample --temperature=0
< 1,2,0.5,4
< 3,0,3,1
< 5,1,1,1
> 3
> 0
> 0

$ mm-sample --top-k=1 --seed=1
< 1,2,0.5,4
< 3,0,3,1
< 5,1,1,1
> 3
> 0
> 0

$ mm-sample --seed=3 --count=4
< 0
< 0
< 7
> 2
> 2
> 2
> 2

# The same draws for any number of threads and from any format.
$ mm-sample --logits --seed=5 --threads=1 digits_logits_linear.csv | tail -n +2 >"$TMPDIR/one"; mm-convert --to=npy digits_logits_linear.csv >"$TMPDIR/d.npy" 2>/dev/null; mm-sample --logits --seed=5 --threads=4 --to=csv "$TMPDIR/d.npy" | cmp - "$TMPDIR/one" && echo same
> same

$ mm-sample --seed=1 --to=json
< [[0, 1, 0]]
> [1]

$ echo 1,1 | MM_SEED=4 mm-sample --count=0
? 2
2>* --count: 0 is not between 1

$ echo 0,1 | MM_SEED=4 mm-sample
> 1
2>* --seed=4 gives these draws again

# Refusals.
$ mm-sample --seed=1
< 1,-1
? 3
2>* :1: -1 is no weight; --logits for logits

$ mm-sample --seed=1
< 1,2
< 0,0
? 3
2>* :2: no class has any mass

$ mm-sample --seed=1 --logits
< 1,inf
? 4
2>* inf is not allowed here

$ mm-sample --seed=1 --without-replacement --count=3
< 1,0,2
? 3
2>* 3 draws without replacement, but 2 classes are left

$ mm-sample --seed=1 --labels-from-header
< 1,2
? 2
2>* the classes have no names

$ echo 1,2 | mm-sample --top-p=0
? 2
2>* --top-p

$ echo 1,2 | mm-sample --top-p=1.5
? 2
2>* --top-p

$ echo 1,2 | mm-sample --temperature=-1
? 2
2>* --temperature
