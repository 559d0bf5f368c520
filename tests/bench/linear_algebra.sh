# SPDX-License-Identifier: GPL-3.0-or-later
# The rows of run.sh about linear algebra at n = 1000, which sources this.
#
# Own kernel times are those of the library's function in a program of a few lines (kernel.c), called as NumPy's is.

# kernel WORK DATA ROWS COLUMNS PEER SETUP CALL: the kernel alone beside a peer's CALL on the array a.
kernel() {
    local work=$1 data=$dir/$2.npy m=$3 n=$4 peer=$5 program="import sys, time, numpy as np
a, times = np.load(sys.argv[1]), []
$6
for i in range(5):
    start = time.perf_counter(); $7; times.append(time.perf_counter() - start)
print(sorted(times)[2])"
    versus "$work $m x $n, kernel alone" "$peer" '<= 1.1' -n 5 -t 15 -i -1 "$dir/a" -2 "$dir/b" \
        "$dir/kernel" "$work" "$m" "$n" "$data" :: "$python" -c "$program" "$data"
}

# whole WORK TOLERANCE PEER CALL COMMAND...: a command beside numpy, NPY to NPY; CALL makes the same of the arrays a and
# b. The arguments of COMMAND that end in .npy are the files.
whole() {
    local work=$1 tolerance=$2 peer=$3 call=$4 argument files=()
    shift 4
    for argument; do
        case $argument in *.npy) files+=("$argument") ;; esac
    done
    versus "$work, NPY to NPY" "$peer end to end" '<= 0.6' -n 7 -t 15 -1 "$dir/a.npy" -2 "$dir/b.npy" "$@" --to=npy :: \
        "$python" -c "import sys, numpy as np
a, b = np.load(sys.argv[1]), np.load(sys.argv[-1])
np.save(sys.stdout.buffer, np.ascontiguousarray($call))" "${files[@]}"
    same "$dir/matrix" same "$dir/a.npy" "$dir/b.npy" "$tolerance"
}

# text WORK TOLERANCE CALL COMMAND...: the same, CSV to CSV.
text() {
    local work=$1 tolerance=$2 call=$3 argument files=() side
    shift 3
    for argument; do
        case $argument in *.csv) files+=("$argument") ;; esac
    done
    versus "$work, CSV to CSV" 'numpy end to end' '<= 0.6' -n 3 -1 "$dir/a.csv" -2 "$dir/b.csv" "$@" :: \
        "$python" -c "import sys, numpy as np
a, b = (np.loadtxt(name, delimiter=',', ndmin=2) for name in (sys.argv[1], sys.argv[-1]))
np.savetxt(sys.stdout.buffer, $call, delimiter=',')" "${files[@]}"
    for side in a b; do "$bin/mm-convert" --to=npy "$dir/$side.csv" >"$dir/$side.npy"; done
    same "$dir/matrix" same "$dir/a.npy" "$dir/b.npy" "$tolerance"
}

# beside_octave WORK TOLERANCE CALL COMMAND...: CSV to CSV beside Octave; CALL makes the result of the matrices a and b.
beside_octave() {
    local work=$1 tolerance=$2 call=$3 argument files=() side
    shift 3
    for argument; do
        case $argument in *.csv) files+=("$argument") ;; esac
    done
    versus "$work, CSV to CSV" 'octave end to end' '<= 0.6' -n 3 -1 "$dir/a.csv" -2 "$dir/b.csv" "$@" :: \
        octave-cli --norc --eval "a = dlmread('${files[0]}', ','); b = dlmread('${files[-1]}', ',');
dlmwrite(stdout, $call, 'precision', '%.17g')"
    for side in a b; do "$bin/mm-convert" --to=npy "$dir/$side.csv" >"$dir/$side.npy"; done
    same "$dir/matrix" same "$dir/a.npy" "$dir/b.npy" "$tolerance"
}

kernels() {
    local scores='c = a - a.mean(0); u, s, v = np.linalg.svd(c, full_matrices=False); u *= s'
    ${CC:-cc} -Ilib -std=c11 -D_GNU_SOURCE -O2 -pthread -o "$dir/kernel" tests/bench/kernel.c "$BUILD/libmm.a" \
        -l:libopenblas.so.0 -l:libgmp.a -lm
    kernel svd square 1000 1000 numpy '' 'np.linalg.svd(a, compute_uv=False)'
    kernel svd-vectors square 1000 1000 numpy '' 'np.linalg.svd(a)'
    kernel matmul square 1000 1000 numpy '' 'a @ a'
    kernel solve square 1000 1000 numpy '' 'np.linalg.solve(a, a[0])'
    kernel solve-many square 1000 1000 numpy '' 'np.linalg.solve(a, a)'
    kernel inverse square 1000 1000 numpy '' 'np.linalg.inv(a)'
    kernel eigen square 1000 1000 numpy '' 'np.linalg.eigvals(a)'
    kernel eigen-vectors square 1000 1000 numpy '' 'np.linalg.eig(a)'
    kernel eigen-symmetric symmetric 1000 1000 numpy '' 'np.linalg.eigvalsh(a)'
    kernel eigen-symmetric-vectors symmetric 1000 1000 numpy '' 'np.linalg.eigh(a)'
    kernel lstsq tall 2000 1001 numpy 'x, y = a[:, :-1].copy(), a[:, -1].copy()' 'np.linalg.lstsq(x, y, rcond=None)'
    kernel pca tall 2000 1001 numpy '' "$scores"
    if needs sklearn has_module sklearn; then
        kernel pca tall 2000 1001 sklearn 'from sklearn.decomposition import PCA' 'PCA().fit_transform(a)'
    fi
    if needs scipy has_module scipy; then
        kernel distance square 1000 1000 "scipy's pdist" 'from scipy.spatial.distance import pdist, squareform' \
            'squareform(pdist(a))'
    fi
    kernel cosine square 1000 1000 numpy '' 'u = a / np.linalg.norm(a, axis=1, keepdims=True); u @ u.T'
}

# Components have no sign of their own: mm's largest entries are positive.
signed='lambda s, v: s * np.sign(v[np.arange(len(v)), np.abs(v).argmax(1)])'

whole_commands() {
    local a=$dir/square.npy s=$dir/symmetric.npy x=$dir/tall.npy y=$dir/target.npy
    whole svd 1e-13 numpy 'np.linalg.svd(a, compute_uv=False)' "$bin/mm-svd" "$a"
    whole matmul 1e-13 numpy 'a @ b' "$bin/mm-matmul" "$a" "$a"
    whole solve 1e-10 numpy 'np.linalg.solve(a, b)' "$bin/mm-solve" "$a" "$dir/right.npy"
    whole inverse 1e-10 numpy 'np.linalg.inv(a)' "$bin/mm-inverse" "$a"
    whole eigen 1e-12 numpy '(lambda v: np.c_[v.real, v.imag][np.lexsort((-v.imag, -v.real))])(np.linalg.eigvals(a))' \
        "$bin/mm-eigen" "$a"
    whole eigen-symmetric 1e-12 numpy 'np.linalg.eigvalsh(a)[::-1]' "$bin/mm-eigen" --symmetric "$s"
    whole lstsq 1e-10 numpy 'np.linalg.lstsq(a, b, rcond=None)[0]' "$bin/mm-lstsq" "$x" "$y"
    whole pca 1e-10 numpy "($signed)(*(lambda u, s, v: (u * s, v))(*np.linalg.svd(a - a.mean(0), full_matrices=False)))" \
        "$bin/mm-pca" "$x"
    if needs sklearn has_module sklearn; then
        whole pca 1e-10 sklearn "(lambda p: ($signed)(p.fit_transform(a), p.components_))(
    __import__('sklearn.decomposition').decomposition.PCA())" "$bin/mm-pca" "$x"
    fi
    if needs scipy has_module scipy; then
        whole distance 1e-13 "scipy's pdist" \
            "(lambda d: d.squareform(d.pdist(a)))(__import__('scipy.spatial.distance').spatial.distance)" \
            "$bin/mm-distance" "$a"
    fi
    whole cosine 1e-13 numpy '(lambda u: u @ u.T)(a / np.linalg.norm(a, axis=1, keepdims=True))' "$bin/mm-cosine" "$a"
    text matmul 1e-13 'a @ b' "$bin/mm-matmul" "$dir/square.csv" "$dir/square.csv"
    text solve 1e-10 'np.linalg.solve(a, b)' "$bin/mm-solve" "$dir/square.csv" "$dir/right.csv"
    text lstsq 1e-10 'np.linalg.lstsq(a, b, rcond=None)[0]' "$bin/mm-lstsq" "$dir/tall.csv" "$dir/target.csv"
    needs octave have octave-cli || return 0
    beside_octave svd 1e-12 'svd(a)' "$bin/mm-svd" "$dir/square.csv"
    beside_octave matmul 1e-13 'a * b' "$bin/mm-matmul" "$dir/square.csv" "$dir/square.csv"
    beside_octave solve 1e-10 'a \ b' "$bin/mm-solve" "$dir/square.csv" "$dir/right.csv"
}

linear_algebra() {
    local name
    needs numpy has_module numpy || return 0
    made square.npy "$dir/matrix" make 2 1000 1000
    made symmetric.npy "$python" -c 'import sys, numpy as np
a = np.load(sys.argv[1]); np.save(sys.stdout.buffer, a + a.T)' "$dir/square.npy"
    made right.npy "$dir/matrix" make 9 1000 1
    made tall.npy "$dir/matrix" make 10 2000 1001
    made target.npy "$dir/matrix" make 11 2000 1
    for name in square right tall target; do made $name.csv "$bin/mm-convert" --to=csv "$dir/$name.npy"; done
    kernels
    whole_commands
}
