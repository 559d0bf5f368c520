# SPDX-License-Identifier: GPL-3.0-or-later
# The rows of run.sh about gradient descent: 100 epochs over 10^6 rows, plain and logistic; run.sh sources this.

# descent: mm-gd beside the same loop in vectorised NumPy, from NPY and from CSV.
descent() {
    local file=$dir/descent.npy text=$dir/descent.csv inputs='w1*[1] + w2*[2] + w3*[3] + b' peer
    needs numpy has_module numpy || return 0
    made descent.npy "$python" -c "import sys, numpy as np
g = np.random.default_rng(0)
x = g.standard_normal((10**6, 3))
np.save(sys.stdout.buffer, np.c_[x, x @ [1, -2, .5] + .3 + .1 * g.standard_normal(10**6), g.random(10**6) < .5])"
    made descent.csv "$bin/mm-convert" --to=csv --digits=8 "$file"
    peer="import sys, numpy as np
table = np.load(sys.argv[1]) if sys.argv[1].endswith('.npy') else np.loadtxt(sys.argv[1], delimiter=',')
x, y, t = np.ascontiguousarray(table[:, :3]), table[:, 3].copy(), table[:, 4].copy()
n, w, b = len(y), np.zeros(3), 0.0
for epoch in range(int(sys.argv[2])):
    STEP
print(*w, b, sep=',')"
    local linear='r = x @ w + b - y; w -= .1 * 2 / n * (r @ x); b -= .1 * 2 * r.mean()'
    local logistic='z = x @ w + b; r = 1 / (1 + np.exp(-z)) - t; w -= .1 / n * (r @ x); b -= .1 * r.mean()'
    local loss="mean(($inputs - [4])^2)" logit="mean(softplus($inputs) - [5]*($inputs))"
    versus 'linear regression by gradient descent, 10^6 x 3, 100 epochs, NPY' numpy '>= 3' -n 9 -1 "$dir/a" -2 "$dir/b" \
        "$bin/mm-gd" "$loss" --init w1,w2,w3,b --rate=0.1 --epochs=100 "$file" :: \
        "$python" -c "${peer/STEP/$linear}" "$file" 100
    same agree_parameters
    versus 'the same, CSV' 'numpy, loadtxt' '>= 3' -n 3 -1 "$dir/a" -2 "$dir/b" \
        "$bin/mm-gd" "$loss" --init w1,w2,w3,b --rate=0.1 --epochs=100 "$text" :: \
        "$python" -c "${peer/STEP/$linear}" "$text" 100
    same agree_parameters
    versus 'logistic regression, the same size, NPY' numpy - -n 5 -1 "$dir/a" -2 "$dir/b" \
        "$bin/mm-gd" "$logit" --init w1,w2,w3,b --rate=0.1 --epochs=100 "$file" :: \
        "$python" -c "${peer/STEP/$logistic}" "$file" 100
    same agree_parameters
}

# The four parameters, which come first.
agree_parameters() {
    cut -d , -f 1-4 "$dir/a" | tail -1 >"$dir/a.last"
    agree "$dir/a.last" "$dir/b" 1e-10
}
