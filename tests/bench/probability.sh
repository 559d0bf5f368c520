# SPDX-License-Identifier: GPL-3.0-or-later
# The rows of run.sh about probability: 10^7 numbers in rows of ten, and 10^7 draws; run.sh sources this.

# rowwise WORK TOLERANCE CALL COMMAND...: a command beside SciPy from NPY and from CSV. CALL makes the same of the arrays
# a and b with scipy.special, s. The arguments that end in .npy are the files; their CSV stands beside them.
rowwise() {
    local work=$1 tolerance=$2 call=$3 file files=() texts=() argument command=()
    shift 3
    for argument; do
        case $argument in *.npy) files+=("$argument") texts+=("${argument%.npy}.csv") ;; *) command+=("$argument") ;; esac
    done
    versus "$work of 10^7 numbers, NPY" scipy '>= 5' -n 5 -1 "$dir/a.npy" -2 "$dir/b.npy" "${command[@]}" \
        "${files[@]}" :: "$python" -c "import sys, numpy as np, scipy.special as s
a, b = np.load(sys.argv[1]), np.load(sys.argv[-1])
np.save(sys.stdout.buffer, $call)" "${files[@]}"
    same "$dir/matrix" same "$dir/a.npy" "$dir/b.npy" "$tolerance"
    versus "$work of 10^7 numbers, CSV" 'scipy, numpy.loadtxt' '>= 5' -n 3 -1 "$dir/a.csv" -2 "$dir/b.csv" \
        "${command[@]}" "${texts[@]}" :: "$python" -c "import sys, numpy as np, scipy.special as s
files = [np.loadtxt(name, delimiter=',') for name in dict.fromkeys(sys.argv[1:])]
a, b = files[0], files[-1]
np.savetxt(sys.stdout.buffer, $call, delimiter=',')" "${texts[@]}"
    for file in a b; do "$bin/mm-convert" --to=npy "$dir/$file.csv" >"$dir/$file.npy"; done
    same "$dir/matrix" same "$dir/a.npy" "$dir/b.npy" "$tolerance"
}

# Each draw one of the classes of p, NPY; whether frequencies agree is for the tests to say.
draws() {
    local k
    for k in 10 1000; do
        made weights$k.csv "$python" -c "import sys, numpy as np
np.savetxt(sys.stdout.buffer, np.random.default_rng(0).dirichlet(np.ones($k))[None], delimiter=',')"
        versus "10^7 draws from $k classes, NPY" 'Generator.choice' '>= 5' -n 9 -1 "$dir/a.npy" -2 "$dir/b.npy" \
            "$bin/mm-sample" --count=10000000 --seed=1 --to=npy "$dir/weights$k.csv" :: "$python" -c "import sys, numpy as np
p = np.loadtxt(sys.argv[1], delimiter=',')
np.save(sys.stdout.buffer, np.random.default_rng(1).choice($k, size=10**7, p=p / p.sum()))" "$dir/weights$k.csv"
    done
    versus 'a draw from each of 10^6 rows of 10, NPY' 'numpy, cumsum and argmax' - -n 5 -1 "$dir/a.npy" -2 "$dir/b.npy" \
        "$bin/mm-sample" --seed=1 "$dir/shares.npy" :: "$python" -c "import sys, numpy as np
c = np.load(sys.argv[1]).cumsum(1)
np.save(sys.stdout.buffer, (c > np.random.default_rng(1).random((len(c), 1)) * c[:, -1:]).argmax(1))" "$dir/shares.npy"
    versus '10^7 normals, NPY' 'Generator.standard_normal' '>= 1' -n 9 -1 "$dir/a.npy" -2 "$dir/b.npy" \
        "$bin/mm-rand" normal --count=10000000 --seed=1 --to=npy :: "$python" -c "import sys, numpy as np
np.save(sys.stdout.buffer, np.random.default_rng(1).standard_normal(10**7))"
}

probability() {
    local name p=$dir/shares.npy q=$dir/other_shares.npy x=$dir/logits10.npy
    needs scipy has_module scipy || return 0
    made logits10.npy "$dir/matrix" make 4 1000000 10
    for name in shares other_shares; do
        made $name.npy "$python" -c "import sys, numpy as np
np.save(sys.stdout.buffer, np.random.default_rng(${#name}).dirichlet(np.ones(10), size=10**6))"
    done
    for name in shares other_shares logits10; do made $name.csv "$bin/mm-convert" --to=csv "$dir/$name.npy"; done
    rowwise softmax 1e-14 's.softmax(a, axis=1)' "$bin/mm-softmax" "$x"
    rowwise logsumexp 1e-14 's.logsumexp(a, axis=1)' "$bin/mm-logsumexp" "$x"
    rowwise entropy 1e-13 's.entr(a).sum(1)' "$bin/mm-entropy" "$p"
    rowwise KL 1e-9 's.rel_entr(a, b).sum(1)' "$bin/mm-kl" "$p" "$q"
    rowwise cross-entropy 1e-13 '-s.xlogy(a, b).sum(1)' "$bin/mm-crossentropy" "$p" "$q"
    draws
}
