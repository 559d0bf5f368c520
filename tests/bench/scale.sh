#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make bench-scale: each loop over three decades of size. BUILD says where the commands were built.
#
# The slope is that of log(processor time) over log(size), least squares, with the time of the same command on twenty
# numbers taken off first: 1 is linear. The times shown are of the clock; memory is the peak resident set at the
# smallest and at the largest size. BLAS has one thread here, for its others use up processor time while they wait.
set -eu
cd "$(dirname "$0")/../.."
# shellcheck source=tests/bench/common.sh
. tests/bench/common.sh
build_tools

sizes="10000 100000 1000000 10000000"

# slope TIMES: the time of a start, then those at SIZES.
slope() {
    awk -v sizes="$sizes" -v times="$1" 'BEGIN {
        n = split(sizes, size, " ")
        split(times, t, " ")
        for (i = 1; i <= n; i++) {
            x = log(size[i])
            y = log(t[i + 1] > t[1] ? t[i + 1] - t[1] : 1e-6)
            sx += x; sy += y; sxx += x * x; sxy += x * y
        }
        printf "%.3f", (n * sxy - sx * sy) / (n * sxx - sx * sx)
    }'
}

# grows WORK COMMAND...: a row of the table; @ in COMMAND stands for the size.
grows() {
    local work=$1 size times base first_memory="" cells=() repeats
    shift
    if [ ! -x "$1" ]; then
        skip "${1##*/} (not built)"
        return 0
    fi
    say "$work"
    race -n 31 "${@//@/20}" :: true
    base=$time
    times=$processor
    repeats=27
    for size in $sizes; do
        race -n $repeats "${@//@/$size}" :: true
        repeats=$((repeats / 2))
        times="$times $processor"
        cells+=("$(duration "$time")")
        first_memory=${first_memory:-$memory}
    done
    local exponent
    exponent=$(slope "$times")
    add_row "$work" "$(duration "$base")" "${cells[@]}" "$exponent" '<= 1.1' "$(verdict "$exponent" '<= 1.1')" \
        "$(megabytes "$first_memory")" "$(megabytes "$memory")"
}

# Of each size a matrix in ten columns, in three formats; a vector; and distributions, twice.
for size in 20 $sizes; do
    made "scale-$size.npy" "$dir/matrix" make 6 $((size / 10)) 10
    made "scale-$size.csv" "$bin/mm-convert" --to=csv --digits=8 "$dir/scale-$size.npy"
    made "scale-$size.json" "$bin/mm-convert" --to=json --digits=8 "$dir/scale-$size.npy"
    made "scale-vector-$size.npy" "$dir/matrix" make 7 "$size"
    made "scale-target-$size.npy" "$dir/matrix" make 12 $((size / 10)) 1
    made "scale-p-$size.npy" "$bin/mm-softmax" "$dir/scale-$size.npy"
    made "scale-q-$size.npy" "$bin/mm-softmax" --temperature=2 "$dir/scale-$size.npy"
done
made ten-by-ten.npy "$dir/matrix" make 13 10 10
made scale-ten.csv drawn 8 10 1 "$bin/mm-convert" --to=csv

grows 'mm-convert CSV to NPY' "$bin/mm-convert" --to=npy "$dir/scale-@.csv"
grows 'mm-convert NPY to CSV' "$bin/mm-convert" --to=csv "$dir/scale-@.npy"
grows 'mm-convert JSON to NPY' "$bin/mm-convert" --to=npy "$dir/scale-@.json"
grows 'mm-convert NPY to JSON' "$bin/mm-convert" --to=json "$dir/scale-@.npy"
grows 'mm-transpose NPY' "$bin/mm-transpose" "$dir/scale-@.npy"
grows 'mm-sum CSV' "$bin/mm-sum" "$dir/scale-@.csv"
grows 'mm-mean CSV' "$bin/mm-mean" "$dir/scale-@.csv"
grows 'mm-describe NPY' "$bin/mm-describe" "$dir/scale-@.npy"
grows 'mm-dot, two vectors NPY' "$bin/mm-dot" "$dir/scale-vector-@.npy" "$dir/scale-vector-@.npy"
grows 'mm-matmul, 10 x k by k x 10, NPY' "$bin/mm-matmul" --threads=1 --transpose=a "$dir/scale-@.npy" \
    "$dir/scale-@.npy"
grows 'mm-svd, m x 10, NPY' "$bin/mm-svd" --threads=1 "$dir/scale-@.npy"
grows 'mm-lstsq, m x 10, NPY' "$bin/mm-lstsq" --threads=1 "$dir/scale-@.npy" "$dir/scale-target-@.npy"
grows 'mm-lstsq, m x 10, CSV' "$bin/mm-lstsq" --threads=1 "$dir/scale-@.csv" "$dir/scale-target-@.npy"
grows 'mm-pca, m x 10, components, NPY' "$bin/mm-pca" --threads=1 --part=components "$dir/scale-@.npy"
grows 'mm-pca, m x 10, scores, NPY' "$bin/mm-pca" --threads=1 --to=npy "$dir/scale-@.npy"
grows 'mm-norm, rows of 10, NPY' "$bin/mm-norm" --to=npy "$dir/scale-@.npy"
grows 'mm-norm, the matrix, CSV' "$bin/mm-norm" --axis=all "$dir/scale-@.csv"
grows 'mm-distance, m x 10 from 10 x 10, NPY' "$bin/mm-distance" --threads=1 --to=npy "$dir/scale-@.npy" \
    "$dir/ten-by-ten.npy"
grows 'mm-cosine, m x 10 with 10 x 10, NPY' "$bin/mm-cosine" --threads=1 --to=npy "$dir/scale-@.npy" \
    "$dir/ten-by-ten.npy"
grows 'mm-softmax, rows of 10, NPY' "$bin/mm-softmax" "$dir/scale-@.npy"
grows 'mm-softmax, one vector, NPY' "$bin/mm-softmax" "$dir/scale-vector-@.npy"
grows 'mm-kl, rows of 10, NPY' "$bin/mm-kl" "$dir/scale-p-@.npy" "$dir/scale-q-@.npy"
grows 'mm-gd, 20 epochs over 10 columns, NPY' "$bin/mm-gd" 'mean((dot(w, [1]..[9]) - [10])^2)' --init 'w[9]' \
    --rate=0.01 --epochs=20 "$dir/scale-@.npy"
grows 'mm-bootstrap of 10 values, by resamples' "$bin/mm-bootstrap" --resamples=@ --seed=1 "$dir/scale-ten.csv"

table $'work\tstart-up\t10^4\t10^5\t10^6\t10^7\tslope\ttarget\tmet\tmemory, least\tmost' | tee "$dir/SCALE.md"
machine | tee -a "$dir/SCALE.md"
