# SPDX-License-Identifier: GPL-3.0-or-later
# The rows of run.sh about expressions: columns computed from columns; run.sh sources this.

# evaluated WORK TARGET TOLERANCE EXPRESSION CALL: mm-eval --only EXPRESSION of the 10^7 numbers of one NPY file beside
# CALL in NumPy, of the array x.
evaluated() {
    local work=$1 target=$2 tolerance=$3 expression=$4 call=$5
    versus "$work, NPY" numpy "$target" -n 9 -1 "$dir/a.npy" -2 "$dir/b.npy" "$bin/mm-eval" --only "$expression" \
        "$dir/logits1.npy" :: "$python" -c "import sys, numpy as np
x = np.load(sys.argv[1])
np.save(sys.stdout.buffer, $call)" "$dir/logits1.npy"
    same "$dir/matrix" same "$dir/a.npy" "$dir/b.npy" "$tolerance"
}

evaluations() {
    needs numpy has_module numpy || return 0
    made logits1.npy "$dir/matrix" make 4 10000000
    evaluated '10 operations on 10^7 numbers' '>= 2' 0 '(([1]*2 + 1)*[1] - 3)/([1]*[1] + 1) + abs([1])*0.5' \
        '((x*2 + 1)*x - 3)/(x*x + 1) + abs(x)*0.5'
    evaluated 'exp, log and tanh of 10^7 numbers' - 1e-14 'log(1 + exp(-abs([1]))) + tanh([1])' \
        'np.log(1 + np.exp(-abs(x))) + np.tanh(x)'
    evaluated '10^7 numbers standardised' - 1e-12 '([1] - mean([1]))/sd([1])' '(x - x.mean())/x.std(ddof=1)'
}
