#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Stands in for a command while its declared examples run: runs the real one under the condition that EVERY_MODE names,
# and notes its exit status. So a pipeline is tested at the place of that command, whatever stands before and behind it.
real=$EVERY_REAL
dir=$EVERY_DIR
messages=$dir/messages

# Sets $replaced to the arguments, those that name an input replaced by FILE. (Examples hold no newline in one.)
without_inputs() {
    file=$1
    shift
    found=no
    for argument; do
        shift
        case $argument in
        - | -\#*) argument=$file found=yes ;;
        -*) ;;
        *) if [ -f "$argument" ] || [ -f "${argument%#*}" ]; then argument=$file found=yes; fi ;;
        esac
        set -- "$@" "$argument"
    done
    [ "$found" = yes ] || [ "$EVERY_MODE" = empty ] || set -- "$@" "$file"
    "$real" "$@" 2>>"$messages" </dev/null
}

case $EVERY_MODE in
plain)
    "$real" "$@" 2>>"$messages"
    ;;
full)
    "$real" "$@" >/dev/full 2>>"$messages"
    ;;
pipe)
    # The reader is gone before the command starts.
    gone=$dir/gone
    rm -f "$gone"
    {
        until [ -e "$gone" ]; do sleep 0.01; done
        "$real" "$@" 2>>"$messages"
        echo $? >>"$dir/status"
    } | {
        exec <&-
        : >"$gone"
    }
    exit
    ;;
threads)
    "$real" --threads="$EVERY_THREADS" "$@" 2>>"$messages"
    ;;
locale)
    LC_ALL=$EVERY_LOCALE LANG=$EVERY_LOCALE "$real" "$@" 2>>"$messages"
    ;;
output)
    # A file that is there is replaced by what goes to standard output otherwise, and nothing else is left behind.
    rm -rf "$dir/out"
    mkdir "$dir/out"
    echo old >"$dir/out/file"
    cat >"$dir/in"
    "$real" "$@" <"$dir/in" >"$dir/expected" 2>>"$messages"
    "$real" --output="$dir/out/file" "$@" <"$dir/in" >"$dir/stdout" 2>>"$messages"
    status=$?
    cmp "$dir/out/file" "$dir/expected" >>"$messages" 2>&1 || status=differs
    [ ! -s "$dir/stdout" ] || status=printed
    [ "$(ls -A "$dir/out")" = file ] || status=littered
    cat "$dir/expected"
    echo $status >>"$dir/status"
    exit
    ;;
empty)
    : >"$dir/empty"
    without_inputs "$dir/empty" "$@"
    ;;
absent)
    without_inputs "$dir/absent.csv" "$@"
    ;;
esac
status=$?
echo $status >>"$dir/status"
exit $status
