#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# What holds for every command: runs every_command.sh for each one found in the directory of commands.
#
#     every.sh [BIN [COMMAND...]]
tests=$(cd "$(dirname "$0")" && pwd)
bin=$(cd "${1:-build/bin}" && pwd) || exit 2
[ $# -gt 0 ] && shift
work=$(mktemp -d) || exit 2
trap 'rm -rf "$work"' EXIT
trap 'exit 130' INT TERM

# A locale whose decimal separator is a comma: what a command prints must not depend on it.
if localedef -i de_DE -f UTF-8 "$work/de_DE.UTF-8" >"$work/localedef" 2>&1 || [ -d "$work/de_DE.UTF-8" ]; then
    export LOCPATH="$work" EVERY_LOCALE=de_DE.UTF-8
else
    echo "skipped: LC_ALL=de_DE.UTF-8 (localedef cannot make it; the package is 'locales')"
fi
# A shell cannot undo an ignored SIGPIPE.
sh -c 'kill -s PIPE $$' 2>"$work/sigpipe"
[ $? -gt 128 ] && export EVERY_PIPE=yes || echo "skipped: closed pipes (SIGPIPE is ignored here)"

[ $# -gt 0 ] || set -- $(cd "$bin" && ls)
printf '%s\n' "$@" | xargs -P "$(nproc)" -I{} sh -c '"$0" "$@" >"'"$work"'/{}.log" 2>&1' \
    sh "$tests/every_command.sh" "$bin" {} "$work"
cat "$work"/mm*.log | grep -v '^[0-9]* passed, [0-9]* failed$'
# A script that broke off has no last line: that is a failure as well.
for command in "$@"; do
    tail -n 1 "$work/$command.log" | grep '^[0-9]* passed, [0-9]* failed$' || echo "0 passed, 1 failed"
done | awk '{ passed += $1; failed += $3 } END { print passed " passed, " failed " failed"; exit failed > 0 }'
