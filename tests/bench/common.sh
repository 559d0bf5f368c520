# SPDX-License-Identifier: GPL-3.0-or-later
# What run.sh and scale.sh share: the tools, the data, the races and the table. Sourced, from the top of the source.
#
# Data are made once, from fixed seeds, into $BUILD/bench, and kept there.

BUILD=${BUILD:-build}
dir=$BUILD/bench
bin=$BUILD/bin
export LC_ALL=C
rows=() # of the table: fields separated by tabs
skipped=""

build_tools() {
    mkdir -p "$dir"
    local tool
    for tool in race matrix; do
        [ "$dir/$tool" -nt "tests/bench/$tool.c" ] ||
            ${CC:-cc} -std=c11 -D_GNU_SOURCE -O2 -o "$dir/$tool" "tests/bench/$tool.c" -lm
    done
}

say() {
    printf '%s\n' "$*" >&2
}

skip() {
    skipped="$skipped${skipped:+, }$1"
    say "skipped: $1"
}

have() {
    command -v "$1" >/dev/null
}

# made FILE COMMAND...: the standard output of COMMAND as FILE, unless it is there.
made() {
    local file=$dir/$1
    shift
    [ -s "$file" ] && return
    say "making ${file##*/}"
    "$@" >"$file.part" && mv "$file.part" "$file"
}

# named COLUMNS COMMAND...: the CSV that COMMAND writes, under the names x1, x2, ...
named() {
    seq -f 'x%g' -s , "$1"
    shift
    "$@"
}

# drawn SEED ROWS COLUMNS COMMAND...: COMMAND on a matrix that the seed gives, from a pipe.
drawn() {
    "$dir/matrix" make "$1" "$2" "$3" | "${@:4}"
}

# race ARGUMENT...: its numbers into time, peer_time, quotient, memory, peer_memory, processor, peer_processor.
race() {
    local line
    line=$("$dir/race" "$@") || return 1
    IFS=$'\t' read -r time peer_time quotient memory peer_memory processor peer_processor <<<"$line"
}

# duration SECONDS, for people.
duration() {
    awk -v t="$1" 'BEGIN {
        if (t < 0.1) printf "%.2f ms", t * 1e3
        else if (t < 1) printf "%.0f ms", t * 1e3
        else printf "%.2f s", t
    }'
}

# megabytes KIB
megabytes() {
    awk -v k="$1" 'BEGIN { printf "%.1f MB", k * 1024 / 1e6 }'
}

# verdict RATIO TARGET: is it met? TARGET is '>= X', '<= X' or '-'.
verdict() {
    awk -v r="$1" -v target="$2" 'BEGIN {
        split(target, part, " ")
        if (part[1] == ">=") print (r >= part[2] ? "yes" : "NO")
        else if (part[1] == "<=") print (r <= part[2] ? "yes" : "NO")
        else print "-"
    }'
}

# rounded RATIO
rounded() {
    awk -v r="$1" 'BEGIN { printf r < 10 ? "%.2f" : "%.1f", r }'
}

add_row() {
    local IFS=$'\t'
    rows+=("$*")
}

# versus WORK PEER TARGET RACE-ARGUMENT...: a row of the table. The ratio is how many times faster mm is where TARGET
# is '>= X', and how many times longer it takes where TARGET is '<= X'.
versus() {
    local work=$1 peer=$2 target=$3 ratio
    shift 3
    say "$work, $peer"
    if ! race "$@"; then
        add_row "$work" failed "$peer" - - "$target" NO - -
        return 0
    fi
    ratio=$quotient
    case $target in '<='*) ;; *) ratio=$(awk -v q="$quotient" 'BEGIN { print 1 / q }') ;; esac
    add_row "$work" "$(duration "$time")" "$peer" "$(duration "$peer_time")" "$(rounded "$ratio")" "$target" \
        "$(verdict "$ratio" "$target")" - "$(megabytes "$memory")"
    printf '%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n' "$work" "$peer" "$time" "$peer_time" "$quotient" "$processor" \
        "$peer_processor" "$memory" "$peer_memory" >>"$dir/raw.tsv"
}

# limit WORK KIB NAME LIMIT_KIB TARGET: a row about memory.
limit() {
    local ratio
    ratio=$(awk -v a="$2" -v b="$4" 'BEGIN { print a / b }')
    add_row "$1" "$(megabytes "$2")" "$3" "$(megabytes "$4")" "$(rounded "$ratio")" "$5" "$(verdict "$ratio" "$5")" - \
        "$(megabytes "$2")"
}

# same COMMAND...: whether COMMAND succeeds goes into the last row, as the agreement of mm with its peer.
same() {
    local answer=NO last=$((${#rows[@]} - 1)) field
    IFS=$'\t' read -r -a field <<<"${rows[last]}"
    [ "${field[1]}" != failed ] || return 0
    if "$@" >/dev/null 2>&1; then answer=yes; fi
    field[7]=$answer
    unset "rows[last]"
    add_row "${field[@]}"
}

# agree A B TOLERANCE: the numbers on the last lines of two texts are equal, relatively to the larger.
agree() {
    awk -v tolerance="$3" '
        function size(x) { return x < 0 ? -x : x }
        { gsub(/[,\t]/, " "); last[FILENAME] = $0 }
        END {
            n = split(last[ARGV[1]], a, " ")
            if (n == 0 || split(last[ARGV[2]], b, " ") != n) exit 1
            for (i = 1; i <= n; i++)
                if (size(a[i] - b[i]) > tolerance * (size(a[i]) > size(b[i]) ? size(a[i]) : size(b[i]))) exit 1
        }' "$1" "$2"
}

# The rows as an aligned table, which is Markdown too; then what is left to say.
table() {
    printf '%s\n' "$1" "${rows[@]}" | awk -F '\t' '
        function left(i) { return cell[1, i] ~ /^(work|peer)$/ }
        {
            columns = NF
            for (i = 1; i <= NF; i++) {
                cell[NR, i] = $i
                if (length($i) > width[i]) width[i] = length($i)
            }
        }
        END {
            for (r = 1; r <= NR; r++) {
                for (i = 1; i <= columns; i++) printf (left(i) ? "| %-*s " : "| %*s "), width[i], cell[r, i]
                print "|"
                if (r > 1) continue
                for (i = 1; i <= columns; i++) {
                    dashes = sprintf("%*s", width[i] + 1, "")
                    gsub(/ /, "-", dashes)
                    printf (left(i) ? "|%s-" : "|%s:"), dashes
                }
                print "|"
            }
        }'
    [ -z "$skipped" ] || printf '\nSkipped: %s. make bench-deps installs the peers.\n' "$skipped"
}

# The machine, as far as the numbers depend on it.
machine() {
    printf '%s, %s processors, %s of memory; %s.\n' \
        "$(awk -F ': ' '/^model name/ { print $2; exit }' /proc/cpuinfo)" "$(getconf _NPROCESSORS_ONLN)" \
        "$(awk '/^MemTotal/ { printf "%.0f GB", $2 / 1e6 }' /proc/meminfo)" "$(uname -srm)"
    printf 'Load at the start %s.\n' "$load"
}
load=$(cut -d ' ' -f 1 /proc/loadavg)
