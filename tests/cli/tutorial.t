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
> a · b = Σ a_i b_i
>       = 1·1 + 0·1 + 0·0
>       = 1 + 0 + 0
>       = 1
> |a| = 1, |b| = 1.4142135623730951; the sum is exact and rounded once
> Source: Strang, Introduction to Linear Algebra, 2016, section 1.2

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
> 8.39
> 6.417
> 6.118

# = Calculus
#
# Training is optimisation: find the weights that make a loss small. The derivative of a loss by its parameters points
# uphill; symbolically, for a line through points and one squared error,

$ mm-diff '(w*x + b - y)^2' w b
> variable,derivative
> w,2*x*(w*x + b - y)
> b,2*w*x + 2*b - 2*y

# and as a number: the gradient of the mean loss over the rows of a table, at weights of zero.

$ printf 'x,y\n1,3\n2,5\n3,7\n4,9\n' | mm-grad 'mean((w*x + b - y)^2)' --at w=0,b=0
> value,d/dw,d/db
> 41,-35,-12

# The chain rule: if loss = f(g(h(x))), its derivative is the product of the local ones. Forward, each node gets a value;
# backward, each gets its adjoint, that of its user times the local derivative there.

$ mm-backprop 'exp(sin(x^2))' --at x=1 --digits=4 --to=table
> node  operation  inputs   value  local   adjoint
> v1    x                  1                 2.507
> v2    v1^2       v1      1       2         1.253
> v3    sin(v2)    v2      0.8415  0.5403    2.32
> v4    exp(v3)    v3      2.32    2.32      1

# The loop of gradient descent (forward, loss, gradient, update) is one command: a hundred epochs at rate 0.1.

$ printf 'x,y\n1,3\n2,5\n3,7\n4,9\n' | mm-gd 'mean((w*x + b - y)^2)' --init w=0,b=0 --rate=0.1 --epochs=100 --digits=4 --to=table
>     w       b        loss  gradient_norm  epochs  converged  method  rate  n  n_missing
> 2.005  0.9863  0.00003141       0.004337     100        nan  gd       0.1  4          0

# The same for a classifier on real data, by Newton's method: the logistic regression that other programs fit.

$ mm-gd 'mean(softplus(w*[mean radius] + b) - malignant*(w*[mean radius] + b))' --init w,b --method=newton --digits=6 --to=table breast_cancer.csv
>       w         b      loss  gradient_norm  epochs  converged  method  rate    n  n_missing
> 1.03359  -15.2459  0.289992    1.68372e-15       8          1  newton     1  569          0

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
> stat  estimate      se    bias    low   high  level  method      resamples  n  n_missing  seed
> mean     0.864  0.0118  0.0001  0.842  0.886   0.95  percentile       1000  5          0     1

# Whether two models differ on the same 719 images is one command, from the table of who was right to a verdict.

$ mm-compare -k correct_linear,correct_mlp --seed=1 --digits=3 digits_eval.csv
> a,b,n,mean_a,mean_b,difference,low,high,level,interval,test,statistic,p,p_adjusted,adjust,p_t,p_permutation,effect,wins,losses,ties,unmatched,n_missing,resamples,seed
> correct_linear,correct_mlp,719,0.969,0.96,0.00974,-0.00139,0.0223,0.95,bca,mcnemar-exact,5,0.143,0.143,holm,0.0896,0.143,0.0633,12,5,702,0,0,9999,1

# = The key identities
#
# Attention similarity is mm-dot; softmax, cross-entropy and divergence are mm-softmax, mm-crossentropy and mm-kl; the
# chain rule is mm-backprop. Each of them takes --explain or shows its steps. As a gate in a Makefile, a record can be
# asked for a verdict: the exit status is 1 where the assertion is false.

$ mm-compare -k correct_linear,correct_mlp --seed=1 --digits=3 --to=table --quiet --assert='p_adjusted < 0.05' digits_eval.csv; echo status $?
> a               b              n  mean_a  mean_b  difference       low    high      p  p_adjusted  effect  wins  losses  ties
> correct_linear  correct_mlp  719   0.969    0.96     0.00974  -0.00139  0.0223  0.143       0.143  0.0633    12       5   702
> status 1
2>* mm-compare: assertion failed: p_adjusted < 0.05 (p_adjusted is 0.143463134765625)

