#!/bin/bash
# SPDX-License-Identifier: GPL-3.0-or-later
# make bench-scale: each loop over three decades of size. BUILD says where the commands were built. A whole run is kept
# in SCALE.md beside this file; words of the first column as arguments run only those rows.
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
wanted=("$@")
kept=tests/bench/SCALE.md
[ $# -eq 0 ] || kept=$dir/SCALE.md

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

# is_wanted WORK: no words were given, or one of them is in it.
is_wanted() {
    local word
    for word in "${wanted[@]}"; do [[ " ${1//,/} " == *" $word "* ]] && return; done
    [ ${#wanted[@]} -eq 0 ]
}

# grows WORK COMMAND...: a row of the table; @ in COMMAND stands for the size.
grows() {
    local work=$1 size times base first_memory="" cells=() repeats
    shift
    is_wanted "$work" || return 0
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

# items ROWS: a table of models' answers: text, classes, scores, measurements, a p-value.
items() {
    awk -v rows="$1" 'BEGIN {
        srand(14)
        print "item,group,class,a,b,x,y,p"
        for (i = 1; i <= rows; i++) {
            x = rand() + rand() + rand()
            printf "i%d,%s,%d,%d,%d,%.8f,%.8f,%.8f\n", i, substr("uvw", 1 + int(3 * rand()), 1), int(10 * rand()),
                rand() < 0.9, rand() < 0.88, x, 2 * x + rand(), rand()
        }
    }'
}

# Of each size a matrix in ten columns, in three formats; a vector; distributions, twice; items; classes; points of a line.
for size in 20 $sizes; do
    made "scale-$size.npy" "$dir/matrix" make 6 $((size / 10)) 10
    made "scale-$size.csv" "$bin/mm-convert" --to=csv --digits=8 "$dir/scale-$size.npy"
    made "scale-$size.json" "$bin/mm-convert" --to=json --digits=8 "$dir/scale-$size.npy"
    made "scale-vector-$size.npy" "$dir/matrix" make 7 "$size"
    made "scale-target-$size.npy" "$dir/matrix" make 12 $((size / 10)) 1
    made "scale-p-$size.npy" "$bin/mm-softmax" "$dir/scale-$size.npy"
    made "scale-q-$size.npy" "$bin/mm-softmax" --temperature=2 "$dir/scale-$size.npy"
    made "scale-items-$size.csv" items $((size / 10 + 10))
    made "scale-line-$size.csv" seq -f '%g,1' $((size / 10))
    made "scale-classes-$size.csv" "$bin/mm-argmax" --to=csv "$dir/scale-$size.npy"
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
items=$dir/scale-items-@.csv
grows 'mm-eval, one expression, NPY' "$bin/mm-eval" --only --to=npy 'z = [1] * [2] + exp([3])' "$dir/scale-@.npy"
grows 'mm-eval, standardised, CSV' "$bin/mm-eval" --only 'z = (x - mean(x)) / sd(x)' "$items"
grows 'mm-filter, CSV' "$bin/mm-filter" "group == 'u' && x > 1" "$items"
grows 'mm-assert, CSV' "$bin/mm-assert" 'p <= 1' "$items"
grows 'mm-argmax, rows of 10, NPY' "$bin/mm-argmax" "$dir/scale-@.npy"
grows 'mm-scale, NPY' "$bin/mm-scale" --to=npy "$dir/scale-@.npy"
grows 'mm-bind by key, CSV' "$bin/mm-bind" --key=item --prefix=a_,b_ "$items" "$items"
grows 'mm-grad, NPY' "$bin/mm-grad" 'mean((dot(w, [1]..[9]) - [10])^2)' --at 'w[9]=1' "$dir/scale-@.npy"
grows 'mm-gd, 20 epochs over 10 columns, NPY' "$bin/mm-gd" 'mean((dot(w, [1]..[9]) - [10])^2)' --init 'w[9]' \
    --rate=0.01 --epochs=20 "$dir/scale-@.npy"
grows 'mm-gd, by epochs, 10 rows' "$bin/mm-gd" 'mean(([1] - w)^2)' --init w --rate=0.1 --epochs=@ "$dir/scale-ten.csv"
grows 'mm-integrate of two columns, CSV' "$bin/mm-integrate" --rule=trapezoid -k 1,2 "$dir/scale-line-@.csv"
grows 'mm-logsumexp, rows of 10, NPY' "$bin/mm-logsumexp" "$dir/scale-@.npy"
grows 'mm-entropy, rows of 10, NPY' "$bin/mm-entropy" "$dir/scale-p-@.npy"
grows 'mm-crossentropy, rows of 10, NPY' "$bin/mm-crossentropy" --logits --target-file="$dir/scale-classes-@.csv#index" \
    "$dir/scale-@.npy"
grows 'mm-js, rows of 10, NPY' "$bin/mm-js" "$dir/scale-p-@.npy" "$dir/scale-q-@.npy"
grows 'mm-perplexity, CSV' "$bin/mm-perplexity" --probabilities -k p "$items"
grows 'mm-mutual-info of two columns, CSV' "$bin/mm-mutual-info" -k group,class "$items"
grows 'mm-calibration, CSV' "$bin/mm-calibration" -k p,a "$items"
grows 'mm-sample, by count' "$bin/mm-sample" --count=@ --seed=1 --to=npy "$dir/scale-p-20.npy"
grows 'mm-sample, rows of 10, NPY' "$bin/mm-sample" --seed=1 --to=npy "$dir/scale-p-@.npy"
grows 'mm-rand normal' "$bin/mm-rand" normal --count=@ --seed=1 --to=npy
grows 'mm-rand gamma' "$bin/mm-rand" gamma --shape=2.5 --count=@ --seed=1 --to=npy
grows 'mm-cdf normal, NPY' "$bin/mm-cdf" normal --to=npy "$dir/scale-@.npy"
grows 'mm-var CSV' "$bin/mm-var" "$dir/scale-@.csv"
grows 'mm-quantile NPY' "$bin/mm-quantile" "$dir/scale-@.npy"
grows 'mm-hist NPY' "$bin/mm-hist" --bins=20 "$dir/scale-@.npy"
grows 'mm-cov, 10 columns, NPY' "$bin/mm-cov" "$dir/scale-@.npy"
grows 'mm-corr, 10 columns, NPY' "$bin/mm-corr" "$dir/scale-@.npy"
grows 'mm-corr, ranks, CSV' "$bin/mm-corr" --method=spearman -k x,y,p "$items"
grows 'mm-corr, Kendall, CSV' "$bin/mm-corr" --method=kendall -k x,y "$items"
grows 'mm-ci CSV' "$bin/mm-ci" -k x,y "$items"
grows 'mm-ttest by group, CSV' "$bin/mm-ttest" -k x,y "$items"
grows 'mm-wilcoxon CSV' "$bin/mm-wilcoxon" -k x,y "$items"
grows 'mm-mannwhitney CSV' "$bin/mm-mannwhitney" -k x,y "$items"
grows 'mm-permtest, 99 resamples, CSV' "$bin/mm-permtest" -k x,y --resamples=99 --seed=1 "$items"
grows 'mm-anova by group, CSV' "$bin/mm-anova" -g group -k x "$items"
grows 'mm-chisq of two columns, CSV' "$bin/mm-chisq" -k group,class "$items"
grows 'mm-mcnemar CSV' "$bin/mm-mcnemar" -k a,b "$items"
grows 'mm-padjust CSV' "$bin/mm-padjust" -k p "$items"
grows 'mm-regress CSV' "$bin/mm-regress" 'y ~ x + p' "$items"
grows 'mm-compare, 99 resamples, CSV' "$bin/mm-compare" -k a,b --resamples=99 --seed=1 "$items"
grows 'mm-bootstrap of 10 values, by resamples' "$bin/mm-bootstrap" --resamples=@ --seed=1 "$dir/scale-ten.csv"
grows 'mm-bootstrap, 99 resamples, by values, NPY' "$bin/mm-bootstrap" --resamples=99 --method=percentile --seed=1 \
    "$dir/scale-vector-@.npy"

table $'work\tstart-up\t10^4\t10^5\t10^6\t10^7\tslope\ttarget\tmet\tmemory, least\tmost' | tee "$kept"
machine | tee -a "$kept"
