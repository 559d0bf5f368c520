#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes what the commands say of themselves: man/*.1, completions/, and the table of commands in README.md.
#
#     generate.sh BIN TO
#
# The commands are those found in BIN; TO is the top of the repository, or a copy of it.
bin=$1
to=$2
set -e
mkdir -p "$to/man" "$to/completions/bash" "$to/completions/zsh" "$to/completions/fish"
# Pages of commands that are no more go.
rm -f "$to"/man/mm*.1 "$to"/completions/bash/mm* "$to"/completions/zsh/_mm* "$to"/completions/fish/mm*.fish

summaries=$(mktemp)
trap 'rm -f "$summaries"' EXIT
for command in "$bin"/mm*; do
    name=$(basename "$command")
    "$command" --help=man >"$to/man/$name.1"
    "$command" --help=bash >"$to/completions/bash/$name"
    "$command" --help=zsh >"$to/completions/zsh/_$name"
    "$command" --help=fish >"$to/completions/fish/$name.fish"
    "$command" --help=summary >>"$summaries"
done

sh "$(dirname "$0")/tutorial.sh" "$(dirname "$0")/../tests/cli/tutorial.t" >"$to/man/mm-tutorial.7"

[ -e "$to/README.md" ] || exit 0
# Between the two marks, the chapters in their order; one that is not known comes last.
awk -F'\t' '
    NR == FNR { if (!($1 in rows)) chapters[++count] = $1; rows[$1] = rows[$1] "| " $2 " | " $3 " |\n"; next }
    $0 == "<!-- /commands -->" { inside = 0 }
    !inside { print }
    $0 == "<!-- commands -->" {
        inside = 1
        split("tables linalg calculus probability statistics", order, " ")
        for (i = 1; i <= 5; i++) write(order[i])
        for (i = 1; i <= count; i++) write(chapters[i])
    }
    function write(chapter) {
        if (!(chapter in rows)) return
        printf "\n| **%s** | |\n|---|---|\n%s", chapter, rows[chapter]
        delete rows[chapter]
        if (++written == count) print ""
    }' "$summaries" "$to/README.md" >"$to/README.md.new"
mv "$to/README.md.new" "$to/README.md"
