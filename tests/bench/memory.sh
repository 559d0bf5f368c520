# SPDX-License-Identifier: GPL-3.0-or-later
# The rows of run.sh about memory, which sources this: what streams stays small at 10^9 bytes of input, and what holds
# matrices holds little else.

# streams WORK COMMAND...
streams() {
    local work=$1
    shift
    say "memory: $work"
    race -n 1 "$@" :: true
    limit "memory of $work, 10^9 bytes" "$memory" 'limit' 15625 '<= 1'
}

# holds WORK MATRICES COMMAND...: of 2000 x 2000 numbers each, the operands and the result.
holds() {
    local work=$1 matrices=$2
    shift 2
    race -n 1 "$@" --to=npy :: true
    limit "memory of $work, 2000 x 2000" "$memory" "$matrices matrices" $((matrices * 31250)) '<= 1.2'
}

memories() {
    local csv=$dir/gigabyte.csv jsonl=$dir/gigabyte.jsonl format file
    made gigabyte.part.csv drawn 21 500000 10 "$bin/mm-convert" --to=csv --digits=8
    made gigabyte.csv sh -c 'seq -f x%g -s , 10; for i in 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20; do cat "$1"; done' \
        sh "$dir/gigabyte.part.csv"
    made gigabyte.jsonl "$bin/mm-convert" --to=jsonl "$csv"
    streams mm-mean "$bin/mm-mean" "$csv"
    streams 'mm-mean, JSON Lines' "$bin/mm-mean" "$jsonl"
    streams 'mm-mean, a pipe' sh -c "cat '$csv' | '$bin/mm-mean'"
    streams mm-softmax "$bin/mm-softmax" --to=npy "$csv"
    streams mm-filter "$bin/mm-filter" 'x1 > 0' "$csv"
    streams 'mm-eval in two passes' "$bin/mm-eval" --only --to=npy 'z = (x1 - mean(x1)) / sd(x1)' "$csv"
    streams mm-corr "$bin/mm-corr" "$csv"
    streams mm-regress "$bin/mm-regress" 'x1 ~ x2 + x3' "$csv"
    made square2000.npy "$dir/matrix" make 2 2000 2000
    made square2000.csv "$bin/mm-convert" --to=csv "$dir/square2000.npy"
    made right2000.npy "$dir/matrix" make 3 2000 1
    for format in npy csv; do
        file=$dir/square2000.$format
        holds "mm-transpose, ${format^^}" 2 "$bin/mm-transpose" "$file"
        holds "mm-matmul, ${format^^}" 3 "$bin/mm-matmul" "$file" "$file"
        holds "mm-svd, ${format^^}" 1 "$bin/mm-svd" "$file"
        holds "mm-solve, ${format^^}" 2 "$bin/mm-solve" "$file" "$dir/right2000.npy"
        holds "mm-inverse, ${format^^}" 2 "$bin/mm-inverse" "$file"
    done
}
