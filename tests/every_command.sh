#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What holds for every command, checked for one.
#
#     every_command.sh BIN COMMAND WORK
#
# What a valid invocation is comes from the command itself: its declared examples run under many conditions (see
# every_watch.sh), and small tables of numbers are offered to it until one fits, which is then given in other formats.
tests=$(cd "$(dirname "$0")" && pwd)
bin=$1
name=$2
dir=$3/$name
real=$bin/$name
. "$tests/count.sh"
mkdir -p "$dir/watch" "$dir/tmp" || exit 2
export LC_ALL=C TMPDIR="$dir/tmp"
unset MM_SEED MM_THREADS
out=$dir/stdout
err=$dir/stderr
"$real" --help >"$dir/help" 2>"$err"

has_option() {
    grep -q -e "^  *\(-[a-zA-Z], \)\?--$1\>" "$dir/help"
}

# run ARGUMENT...: into $out, $err and $status
run() {
    "$real" "$@" >"$out" 2>"$err" </dev/null
    status=$?
}

# ---- help, usage ----

for option in -h --help --help=man --help=bash --help=zsh --help=fish --help=examples --help=summary --version; do
    run $option
    expect $status 0 "$name $option" "$err"
    if [ -s "$out" ] && [ ! -s "$err" ]; then pass; else fail "$name $option: no output, or messages" "$err"; fi
    "$real" $option >/dev/full 2>"$err"
    expect $? 5 "$name $option >/dev/full" "$err"
done
"$real" --version >"$out"
contains "$out" "$name" "$name --version"

run --no-such-option
expect $status 2 "$name --no-such-option" "$err"
contains "$err" --no-such-option "$name --no-such-option"
contains "$err" "$name: " "$name --no-such-option"

# Each option without its last letter, unless that is another option.
options=$(sed -n 's/^  *\(-[a-zA-Z], \)\?--\([a-z][a-z0-9-]*\).*/\2/p' "$dir/help")
for option in $options; do
    prefix=${option%?}
    case "
$options
" in *"
$prefix
"*) continue ;; esac
    run "--$prefix"
    expect $status 2 "$name --$prefix" "$err"
    contains "$err" "--$option" "$name --$prefix"
done

# An option with an argument, without one; a choice that is none.
if has_option digits; then
    run --digits
    expect $status 2 "$name --digits" "$err"
    for digits in 0 18 x 1.5 -1; do
        run --digits=$digits
        expect $status 2 "$name --digits=$digits" "$err"
    done
fi
if has_option to; then
    run --to=nosuch
    expect $status 2 "$name --to=nosuch" "$err"
    contains "$err" json "$name --to=nosuch lists the choices"
fi

# ---- the declared examples, under many conditions ----

"$real" --help=examples | awk -v dir="$dir" '
    /^\$ / { if (!open) file = dir "/example." ++n; open = 1; print substr($0, 3) >file; next }
    { if (open) close(file); open = 0 }'
ln -sf "$tests/every_watch.sh" "$dir/watch/$name"
export EVERY_REAL="$real" EVERY_DIR="$dir"
[ -e "$dir/example.1" ] || fail "$name: declares no example"

# example FILE MODE OUTPUT: the statuses of its calls of this command go to $dir/status
example() {
    rm -rf "$dir/tmp" "$dir/status" "$dir/messages"
    mkdir "$dir/tmp"
    : >"$dir/status"
    : >"$dir/messages"
    (cd "$tests/data" && EVERY_MODE=$2 PATH="$dir/watch:$bin:$PATH" sh "$1" </dev/null >"$3" 2>"$dir/others")
}

# statuses WANTED TEXT
statuses() {
    if [ -s "$dir/status" ] && ! grep -qvx "$1" "$dir/status"; then
        pass
    else
        fail "$2: exit status $(sort -u "$dir/status" | paste -sd, -), expected $1" "$dir/messages"
        return 1
    fi
}

for script in "$dir"/example.[0-9]*; do
    [ -e "$script" ] || continue
    title="$name, example ${script##*.}"
    example "$script" plain "$dir/plain"
    # A negative answer is an answer, and a reader that stops early (head) ends the command by SIGPIPE.
    statuses '\(0\|1\|141\)' "$title" || continue
    cp "$dir/messages" "$dir/plain.messages"
    example "$script" full "$out"
    statuses 5 "$title, to /dev/full"
    if [ -n "$EVERY_PIPE" ]; then
        example "$script" pipe "$out"
        statuses 141 "$title, to a closed pipe"
        same "$dir/messages" "$dir/plain.messages" "$title, messages into a closed pipe"
    fi
    if has_option threads; then
        for EVERY_THREADS in 1 4; do
            export EVERY_THREADS
            example "$script" threads "$out"
            same "$out" "$dir/plain" "$title, --threads=$EVERY_THREADS"
        done
    fi
    if [ -n "$EVERY_LOCALE" ]; then
        example "$script" locale "$out"
        same "$out" "$dir/plain" "$title, LC_ALL=$EVERY_LOCALE"
    fi
    if has_option output && ! grep -q -e '-o\|--output' "$script"; then
        example "$script" output "$out"
        statuses '\(0\|1\)' "$title, -o FILE"
    fi
    if has_option from; then
        example "$script" empty "$out"
        # What needs no table is as it was.
        ! grep -qvx 0 "$dir/status" && cmp -s "$out" "$dir/plain" && continue
        statuses 3 "$title, without input"
        example "$script" absent "$out"
        statuses 5 "$title, absent file"
        contains "$dir/messages" absent.csv "$title, absent file"
    fi
done

# ---- one table in many forms ----

has_option from && has_option to || {
    finish
    exit
}

# Whole numbers below 256: NPY of bytes can be written by a shell.
rows='a,b,c 1,2,3 4,5,6 7,8,10 2,9,1'
distributions='a,b,c 1,0,0 0,1,0 0,0,1'
column='a 3 1 4 1 5'
square='a,b,c 4,1,0 1,3,1 0,1,2'
pair='a,b,c 1,2,3 4,5,6'
certain='a,b,c 0,1,0 0,1,0'

# table ROWS: a CSV file with a header
table() {
    printf '%s\n' $1
}

seed=
has_option seed && seed=--seed=1
files=$dir/files
mkdir -p "$files"
fits=
# What takes an expression before the tables takes this one, of the last column of three.
for lead in '' '[3]>0'; do
    for candidate in "$rows" "$column" "$distributions" "$square" "$pair" "$certain"; do
        table "$candidate" >"$files/table.csv"
        operands=
        for count in 1 2 3; do
            [ -n "$fits" ] && continue
            operands="$operands table.csv"
            (cd "$files" && "$real" $seed --to=csv $lead $operands) >"$dir/base" 2>"$dir/base.messages" </dev/null ||
                continue
            fits=$candidate
            times=$count
            given=$lead
        done
    done
done
seed="$seed${given:+ $given}"
if [ -z "$fits" ]; then
    echo "note: $name takes none of the tables of every_command.sh: their other forms are not tried"
    finish
    exit
fi

# form FILE [OPTION...]: runs the command on FILE, as often as it needs operands
form() {
    file=$1
    shift
    for operand in 1 2 3; do [ $operand -gt $times ] || set -- "$@" "$file"; done
    (cd "$files" && "$real" $seed --to=csv "$@") >"$out" 2>"$err" </dev/null
    status=$?
}

# like WANTED FILE TEXT [OPTION...]
like() {
    wanted=$1 file=$2 text=$3
    shift 3
    form "$file" "$@"
    expect $status 0 "$name, $text" "$err"
    same "$out" "$wanted" "$name, $text"
}

table "$fits" >"$files/table.csv"
tail -n +2 "$files/table.csv" >"$files/bare.csv"
sed 's/$/\r/' "$files/table.csv" >"$files/crlf.csv"
{ printf '\357\273\277' && cat "$files/table.csv"; } >"$files/bom.csv"
sed '1s/[a-z]/"&"/g' "$files/table.csv" >"$files/quoted.csv"
{ printf '\357\273\277' && sed 's/$/\r/; 1s/[a-z]/"&"/g' "$files/table.csv"; } >"$files/excel.csv"
printf '%s' "$(cat "$files/table.csv")" >"$files/open.csv"
tr , '\t' <"$files/table.csv" >"$files/table.tsv"
gzip -c <"$files/table.csv" >"$files/table.gz"
sed 's/^/[/; s/$/],/; 1s/^/[/; $s/,$/]/' "$files/bare.csv" >"$files/arrays.json"
awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) name[i] = $i; next }
    { for (i = 1; i <= NF; i++) printf "%s\"%s\": %s%s", i == 1 ? "{" : ", ", name[i], $i, i == NF ? "}\n" : "" }
    ' "$files/table.csv" >"$files/table.jsonl"
sed 's/$/,/; 1s/^/[/; $s/,$/]/' "$files/table.jsonl" >"$files/objects.json"
# NPY: magic, version 1.0, the length of the header (118 bytes: 128 with what precedes it), the header, the bytes.
awk -F, '{ for (i = 1; i <= NF; i++) printf "\\%03o", $i }' "$files/bare.csv" >"$files/octal"
shape="$(awk 'END { print NR }' "$files/bare.csv"), $(awk -F, 'END { print NF }' "$files/bare.csv")"
{
    printf '\223NUMPY\001\000\166\000'
    printf '%-117s\n' "{'descr': '|u1', 'fortran_order': False, 'shape': ($shape), }"
    printf "$(cat "$files/octal")"
} >"$files/table.npy"

for form in crlf:CRLF bom:BOM quoted:'quoted header' excel:'BOM, CRLF and quoted header' open:'no last newline'; do
    like "$dir/base" "${form%%:*}.csv" "${form#*:}"
done
like "$dir/base" table.tsv TSV
like "$dir/base" table.gz gzip
like "$dir/base" objects.json 'JSON objects'
like "$dir/base" table.jsonl 'JSON Lines'
form bare.csv
expect $status 0 "$name, no header" "$err"
cp "$out" "$dir/bare"
like "$dir/bare" arrays.json 'JSON arrays'
like "$dir/bare" table.npy NPY
like "$dir/base" table.csv '-- before the operands' --
[ -z "$EVERY_LOCALE" ] || LC_ALL=$EVERY_LOCALE like "$dir/base" table.csv "LC_ALL=$EVERY_LOCALE"
if [ $times = 1 ]; then
    "$real" $seed --to=csv <"$files/table.csv" >"$out" 2>"$err"
    same "$out" "$dir/base" "$name, standard input"
    cat "$files/table.csv" | "$real" $seed --to=csv - >"$out" 2>"$err"
    same "$out" "$dir/base" "$name, a pipe"
fi

# What is wrong has a place: the second row of numbers is on line 3.
sed '3s/[0-9]*$/NA/' "$files/table.csv" >"$files/missing.csv"
sed '3s/[0-9]*$/abc/' "$files/table.csv" >"$files/text.csv"
sed '3s/$/,7/' "$files/table.csv" >"$files/long.csv"
width=$(awk -F, 'END { print NF }' "$files/table.csv")
form missing.csv
if grep -q 'default: keep' "$dir/help"; then
    expect $status 0 "$name, NA" "$err"
else
    expect $status 3 "$name, NA" "$err"
    contains "$err" "missing.csv:3:$width: " "$name, NA"
    form text.csv
    expect $status 3 "$name, text among numbers" "$err"
    contains "$err" "text.csv:3:$width: " "$name, text among numbers"
fi
form long.csv
expect $status 3 "$name, a row that is too long" "$err"
contains "$err" long.csv:3: "$name, a row that is too long"

# A failing command leaves the file behind -o as it was, and no other file beside it.
if has_option output; then
    mkdir -p "$dir/kept"
    echo old >"$dir/kept/file"
    form long.csv -o "$dir/kept/file"
    expect $status 3 "$name -o FILE, bad input" "$err"
    if [ "$(cat "$dir/kept/file")" = old ] && [ "$(ls -A "$dir/kept")" = file ]; then
        pass
    else
        fail "$name -o FILE, bad input: the directory has changed"
    fi
    form table.csv -o "$dir/absent/file"
    expect $status 5 "$name -o in an absent directory" "$err"
fi
finish
