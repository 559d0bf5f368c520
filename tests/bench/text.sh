# SPDX-License-Identifier: GPL-3.0-or-later
# The rows of run.sh about reading and writing text, which sources this.

# rate WORK FILE MEGABYTES COMMAND...: a row that holds the processor time of COMMAND, on one thread, against so many
# megabytes of FILE in a second.
rate() {
    local work=$1 bytes limit=$3 ratio allowed
    say "$work"
    bytes=$(wc -c <"$2")
    shift 3
    race -n 7 "$@" --threads=1 :: true
    allowed=$(awk -v b="$bytes" -v l="$limit" 'BEGIN { print b / l / 1e6 }')
    ratio=$(awk -v a="$allowed" -v t="$processor" 'BEGIN { print a / t }')
    add_row "$work" "$(duration "$processor")" "$limit MB/s" "$(duration "$allowed")" "$(rounded "$ratio")" '>= 1' \
        "$(verdict "$ratio" '>= 1')" - "$(megabytes "$memory")"
}

rates() {
    local plain=$dir/matrix.csv
    made quoted.csv sed 's/[^,]*/"&"/g' "$plain"
    made matrix.jsonl "$bin/mm-convert" --to=jsonl "$dir/matrix.npy"
    rate 'CSV of 17 digits in, a core' "$plain" 450 "$bin/mm-mean" "$plain"
    rate 'one column of ten, a core' "$plain" 450 "$bin/mm-mean" -k 5 "$plain"
    rate 'shortest numbers out, a core' "$plain" 150 "$bin/mm-convert" --to=csv "$dir/matrix.npy"
    versus 'every field quoted' 'none quoted' '<= 2' -n 7 "$bin/mm-mean" "$dir/quoted.csv" :: "$bin/mm-mean" "$plain"
    versus 'CSV in, two threads' 'one thread' - -n 7 "$bin/mm-mean" --threads=2 "$plain" :: \
        "$bin/mm-mean" --threads=1 "$plain"
    versus 'JSON Lines in' 'CSV in' - -n 7 "$bin/mm-mean" "$dir/matrix.jsonl" :: "$bin/mm-mean" "$plain"
}

conversions() {
    local npy=$dir/matrix.npy csv=$dir/matrix.csv
    local loads="import sys, numpy as np; np.save(sys.stdout.buffer, np.loadtxt(sys.argv[1], delimiter=','))"
    local saves="import sys, numpy as np; np.savetxt(sys.stdout.buffer, np.load(sys.argv[1]), delimiter=',')"
    needs numpy has_module numpy || return 0
    versus 'CSV to NPY, 2M numbers' 'numpy.loadtxt' '>= 5' -n 5 -1 "$dir/a.npy" -2 "$dir/b.npy" \
        "$bin/mm-convert" --to=npy "$csv" :: "$python" -c "$loads" "$csv"
    same "$dir/matrix" same "$dir/a.npy" "$dir/b.npy" 0
    versus 'NPY to CSV, 2M numbers' 'numpy.savetxt' '>= 5' -n 3 -1 "$dir/a.csv" -2 "$dir/b.csv" \
        "$bin/mm-convert" --to=csv "$npy" :: "$python" -c "$saves" "$npy"
    "$bin/mm-convert" --to=npy "$dir/b.csv" >"$dir/b.npy"
    same "$dir/matrix" same "$npy" "$dir/b.npy" 0
}

json() {
    local json=$dir/matrix.json
    local loads='import sys, json; json.load(open(sys.argv[1]))'
    local saves='import sys, json, numpy as np; np.save(sys.stdout.buffer, np.array(json.load(open(sys.argv[1]))))'
    needs numpy has_module numpy || return 0
    versus 'JSON matrix in, 2M numbers' "Python's json.load" '>= 8' -n 5 -1 "$dir/a.npy" "$bin/mm-convert" --to=npy \
        "$json" :: "$python" -c "$loads" "$json"
    versus 'JSON to NPY, 2M numbers' 'json.load, np.save' '>= 8' -n 5 -1 "$dir/a.npy" -2 "$dir/b.npy" \
        "$bin/mm-convert" --to=npy "$json" :: "$python" -c "$saves" "$json"
    same "$dir/matrix" same "$dir/a.npy" "$dir/b.npy" 0
    if needs jq have jq; then
        versus 'JSON to CSV, 2M numbers' jq '-' -n 3 "$bin/mm-convert" --to=csv "$json" :: jq -r '.[] | @csv' "$json"
    fi
    race -n 1 "$bin/mm-softmax" --axis=all --to=npy "$json" :: true
    limit 'JSON matrix held, resident memory' "$memory" 'the matrix' 15625 '<= 2'
}
