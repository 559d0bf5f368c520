# SPDX-License-Identifier: GPL-3.0-or-later
# The tutorial: man/mm-tutorial.7 is made of this file, so that all it shows is true. Values: by hand where they are
# whole; the seed's softmax and divergence corrected with scipy.special 1.10 (softmax, rel_entr).
#
# This page walks through the short text "Math Foundations for ML", in which the toolbox has its origin: what it shows in
# NumPy, here as commands. Files are made with printf, so that every line can be tried in an empty directory.

# = Linear algebra
#
# An embedding is a list of numbers. The dot product of two of them says how similar they are.

$ printf '1,0,0\n1,1,0\n' | mm-dot
> 1

# Asked to explain itself, a command writes what a teacher would write on the board.

$ printf '1,0,0\n1,1,0\n' | mm-dot --explain
2>* x
? 0

# Attention scores are the product of the queries with the keys, transposed: each query meets its own key.

$ printf '1,0\n0,1\n' >$TMPDIR/q.csv; printf '1,0\n0,1\n' >$TMPDIR/k.csv; mm-matmul --transpose=b $TMPDIR/q.csv $TMPDIR/k.csv
> 1,0
> 0,1

# The singular values of that matrix tell in how many directions it acts, and how strongly.

$ printf '1,0\n0,1\n' | mm-svd
> s
> 1
> 1

# A weight matrix out of a checkpoint is read as it is, by the name of the tensor.

$ mm-svd --digits=4 'mlp.safetensors#hidden.weight' | head -4
> s

# = Probability
#
# Softmax makes probabilities of logits. (The text prints 0.21, 0.58, 0.21 for this line, which is not the softmax of
# these numbers.)

$ printf '1,2,0.5\n' | mm-softmax --digits=4
> 0.2312,0.6285,0.1402

# Cross-entropy is the loss of a classifier: minus the logarithm of the probability that it gave to the right class, here
# the second one, number 1.

$ printf '1,2,0.5,1\n' | mm-crossentropy --logits --target=4 --target-by=index --digits=4
> 0.4644

# The Kullback-Leibler divergence of the certain answer from that prediction is the same number, for 0 log 0 is 0. (In
# NumPy the line of the text gives NaN.)

$ printf '0,1,0\n0.2312,0.6285,0.1403\n' | mm-kl --digits=4
> 0.4644

# Entropy is the uncertainty of a distribution, here in bits: a fair coin has one.

$ printf '0.5,0.5\n' | mm-entropy --base=2
> 1

# = Statistics
#
# Five scores of a model, and how well they fix its mean: a bootstrap interval. The seed makes it the same everywhere.

$ printf 'score\n0.85\n0.88\n0.82\n0.90\n0.87\n' | mm-bootstrap --method=percentile --resamples=1000 --seed=1 --digits=3 --to=table
> x

# Whether two models differ on the same 719 images is one command, from the table of who was right to a verdict.

$ mm-compare -k correct_linear,correct_mlp --seed=1 --digits=3 digits_eval.csv
> x

