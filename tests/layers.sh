#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# The rooms of lib/ and who may know whom: the files that each includes, the symbols that its objects need, the
# variables that they hold. Also what holds for every source file: its length and its first line.
#
#     layers.sh [BUILD]
cd "$(dirname "$0")/.." || exit 2
build=${1:-build}
. tests/count.sh
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
export LC_ALL=C

# none TEXT: $found lists offenders, and must be empty. (A pipeline into this function would count in a subshell.)
found=$work/offenders
none() {
    if [ -s "$found" ]; then fail "$1" "$found"; else pass; fi
}

# ---- includes ----

# The rooms that ROOM may include. Each wing knows those before it.
known_to() {
    case $1 in
    base) echo base ;;
    numeric) echo base numeric ;;
    data) echo base numeric data ;;
    io) echo base numeric data io ;;
    cli) echo base cli ;;
    expr) echo base numeric data expr ;;
    linalg) echo base numeric data expr linalg ;;
    calculus) echo base numeric data expr linalg calculus ;;
    probability) echo base numeric data expr linalg calculus probability ;;
    statistics) echo base numeric data expr linalg calculus probability statistics ;;
    tool) echo base numeric data io cli expr tool ;;
    *) return 1 ;;
    esac
}

grep -Hn '^ *# *include' lib/*/*.c lib/*/*.h lib/*/*.cc >"$work/includes"
for directory in lib/*/; do
    room=$(basename "$directory")
    if known=$(known_to "$room"); then
        grep "^lib/$room/" "$work/includes" |
            awk -F'"' -v known=" $known " 'NF > 1 { split($2, part, "/"); if (!index(known, " " part[1] " ")) print }' >"$found"
        none "lib/$room may include $known, and no other room"
    else
        fail "lib/$room is no room that tests/layers.sh knows"
    fi
done

# only_in FILES HEADER: no other file of lib/ includes <HEADER>; both are patterns
only_in() {
    grep -E "<($2)>" "$work/includes" | grep -vE "^($1):" >"$found"
    none "<$2> is for $1 only"
}
only_in 'lib/linalg/lapack[a-z_]*\.[ch]' '(cblas|lapack|lapacke|f77blas|openblas_config)\.h'
only_in 'lib/base/number\.cc' charconv
for header in csv.h cjson/cJSON.h; do
    grep -F "<$header>" "$work/includes" | cut -d: -f1 | sort -u | tail -n +2 >"$found"
    none "one file only may include <$header>"
done

# ---- symbols ----

# Lines "lib/room/file symbol": what each object needs from outside the library.
ls "$build"/lib/*/*.o >"$work/objects" 2>/dev/null || fail "no objects in $build/lib: run make first"
xargs nm -A -u <"$work/objects" | sed "s|^$build/||; s|\.o: *U | |; s|\.o: *w | |" | grep -v ' mm_' >"$work/needed"

# in_rooms FILES: the lines of objects whose names match
in_rooms() {
    grep -E "^lib/($1) "
}

# Mathematics, memory and text: what the rooms of pure computation may call. Anything else prints, reads, ends the
# process or depends on its surroundings.
{
    nm -D --defined-only "$(${CC:-gcc} -print-file-name=libm.so.6)" | awk '{ sub("@.*", "", $NF); print $NF }'
    printf '%s\n' malloc calloc realloc free aligned_alloc memchr memcmp memcpy memmove memset memrchr \
        strchr strcmp strncmp strlen strnlen strpbrk strspn strcspn strrchr strstr strcasecmp strncasecmp strdup strndup \
        snprintf vsnprintf qsort bsearch fnmatch __errno_location __cpu_model __cpu_indicator_init \
        _GLOBAL_OFFSET_TABLE_ __stack_chk_fail
} >"$work/allowed"
blas='(cblas_|LAPACKE_|openblas_)[A-Za-z0-9_]+|[sdcz][a-z0-9]+_'
in_rooms '(numeric|data|expr|linalg|calculus|probability|statistics)/.*' <"$work/needed" |
    grep -vE ' (gsl_.*|__gmp[a-z]?_.*|__gmpn_.*|mpfr_.*)$' |
    # The seed of a run that names none comes from the system.
    grep -vE '^lib/numeric/random (getrandom|getpid|clock_gettime)$' |
    grep -vE "^lib/linalg/lapack[a-z_]* ($blas)$" |
    awk 'NR == FNR { allowed[$1]; next } !($2 in allowed)' "$work/allowed" - >"$found"
none "a room of pure computation calls something else than mathematics, memory and text"

grep -E " ($blas)$" "$work/needed" | grep -v '^lib/linalg/lapack[a-z_]* ' >"$found"
none "BLAS and LAPACK are for lib/linalg/lapack only"
grep -E ' (exit|_exit|_Exit|quick_exit|abort|__assert_fail)$' "$work/needed" | grep -v '^lib/tool/' >"$found"
none "only lib/tool ends the process"
grep -E ' (std(in|out|err)|v?printf|puts|putchar|perror|_IO_.*)$' "$work/needed" | grep -vE '^lib/(tool|cli)/' >"$found"
none "only lib/tool (and lib/cli, for progress) prints"

# Constant tables of pointers (.data.rel.ro) are written by the loader only.
xargs nm -A -f sysv <"$work/objects" | awk -F'|' -v build="$build/" '
    { gsub(/ /, ""); file = substr($1, length(build) + 1) }
    $7 ~ /^\.(data|bss|tdata|tbss)/ && $7 !~ /rel\.ro/ || $3 == "C" { print file }' |
    grep -vE '^lib/(tool|cli)/' >"$found"
none "only lib/tool and lib/cli may keep a variable between calls"

# ---- files ----

wc -l lib/*/*.[ch] lib/*/*.cc cmd/*/*.c tests/*.c tests/*/*.[ch] 2>/dev/null | grep -v ' total$' |
    awk '$1 > ($2 ~ /^cmd/ ? 150 : 400)' >"$found"
none "a file is too long (150 lines in cmd/, else 400)"
for file in lib/*/*.[ch] lib/*/*.cc cmd/*/*.c tests/*.c tests/*/*.[ch]; do
    IFS= read -r first <"$file"
    [ "$first" = '/* SPDX-License-Identifier: GPL-3.0-or-later */' ] || echo "$file"
done >"$found"
none "a file does not begin with the SPDX line"
grep -nE '\b(TODO|FIXME|XXX)\b' lib/*/* cmd/*/* tests/*.* tests/unit/* | grep -v '^tests/layers.sh' >"$found"
none "work left undone"
finish
