#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The story of "Math Foundations for ML" as pipelines on real data: each is shown, then what it prints, then what it means.
# Run by `make demo`, from the top of the repository.
set -eu

bin=$(cd "${BUILD:-build}/bin" && pwd)
PATH=$bin:$PATH
export PATH
cd tests/data
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
TMPDIR=$work
export TMPDIR

# show MEANING COMMAND: the command, its output, the sentence.
show() {
    printf '\n$ %s\n' "$2"
    sh -c "$2"
    printf '  %s\n' "$1"
}

chapter() {
    printf '\n%s\n' "-- $1 --"
}

chapter 'Linear algebra'
printf '1,0,0\n' >"$work/cat.csv"
printf '1,1,0\n' >"$work/kitten.csv"
cd "$work"
show 'The dot product of two embeddings: how similar they are.' \
    'mm-dot cat.csv kitten.csv'
printf '1,0\n0,1\n' >"$work/q.csv"
printf '1,0\n0,1\n' >"$work/k.csv"
show 'Attention scores Q Kᵀ: each query meets its own key.' \
    'mm-matmul --transpose=b q.csv k.csv'
cd "$OLDPWD"
show 'The singular values of a trained layer (32 outputs, 64 inputs): a few directions carry most of it.' \
    "mm-svd --digits=5 'mlp.safetensors#hidden.weight' | head -6"
show 'The same layer from its four largest directions: the first weights, rebuilt.' \
    "mm-svd --rank=4 --reconstruct --to=csv --digits=3 'mlp.safetensors#hidden.weight' | mm-convert -k 1-6 | head -2"

chapter 'Calculus'
show 'A derivative as a person would write it.' \
    "mm-diff 'x^2*sin(x)' x"
show 'The chain rule, node by node: values forward, adjoints backward.' \
    "mm-backprop 'exp(sin(x^2))' --at x=1 --digits=4 --to=table"
show 'The loop of gradient descent: forward, loss, gradient, update.' \
    "printf 'x,y\n1,3\n2,5\n3,7\n4,9\n' | mm-gd 'mean((w*x + b - y)^2)' --init w=0,b=0 --rate=0.1 --epochs=100 --digits=4 --to=table"
show 'Logistic regression on real data, by the loss alone.' \
    "mm-gd 'mean(softplus(w*[mean radius] + b) - malignant*(w*[mean radius] + b))' --init w,b --method=newton --digits=5 --to=table breast_cancer.csv"

chapter 'Probability'
show 'Logits to probabilities: a distribution, it sums to 1.' \
    "printf '1,2,0.5\n' | mm-softmax --digits=4"
show 'What a real classifier thinks of three handwritten digits.' \
    'mm-softmax --digits=2 digits_logits_linear.csv | head -4'
show 'How much that prediction differs from the certain answer (0 log 0 is 0): the cross-entropy loss of the seed.' \
    "printf '0,1,0\n0.2312,0.6285,0.1403\n' | mm-kl --digits=4"
show 'Two models on the same 719 images: the mean divergence of their predictions, in bits.' \
    'mm-kl --logits --base=2 --reduce=mean --digits=4 digits_logits_linear.csv digits_logits_mlp.csv'

chapter 'Statistics'
show 'The accuracy of both models.' \
    "mm-mean --digits=4 -k 'correct_*' digits_eval.csv"
show 'A 95 % bootstrap interval of the accuracy: the same for this seed on any machine, with any number of threads.' \
    'mm-bootstrap -k correct_mlp --seed=7 --digits=4 --to=table digits_eval.csv'
show 'Is the first model better? The interval of the difference, image by image.' \
    'mm-bootstrap -k correct_linear,correct_mlp --stat=diff-mean --paired --seed=7 --digits=3 --to=table digits_eval.csv'
show 'The same question to the flagship: paired interval, McNemar test, wins and losses.' \
    'mm-compare -k correct_linear,correct_mlp --seed=7 --digits=3 --to=table --quiet digits_eval.csv'
show 'How the loss is spread: a few images cost most.' \
    "mm-describe -k 'nll_*' --to=table digits_eval.csv"
