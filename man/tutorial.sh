#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Writes man/mm-tutorial.7 to standard output: the cases of tests/cli/tutorial.t with the comments between them as text.
# "# = TITLE" begins a section; the comment block at the top of the file, up to its first "#" alone, is left out.
#
#     tutorial.sh tests/cli/tutorial.t
awk '
    function safe(line) {
        gsub(/\\/, "\\e", line)
        gsub(/-/, "\\-", line)
        if (line ~ /^[.'"'"']/) line = "\\\\&" line
        return line
    }
    function example(on) {
        if (on && !inside) print ".PP\n.EX"
        if (!on && inside) print ".EE"
        inside = on
    }
    BEGIN {
        print ".TH MM-TUTORIAL 7 2026-11-24 \"mm 0.1\" \"mm manual\""
        print ".SH NAME\nmm-tutorial \\- the mathematics of machine learning, command by command"
        print ".SH DESCRIPTION"
        top = fresh = 1
    }
    top { if ($0 == "#") top = 0; next }
    /^# = / { example(0); print ".SS " safe(substr($0, 5)); fresh = 1; next }
    /^#/ {
        example(0)
        line = substr($0, 3)
        if (line == "") { if (!fresh) print ".PP"; fresh = 1; next }
        if (!fresh && !text) print ".PP"
        print safe(line)
        text = 1; fresh = 0
        next
    }
    /^\$ / { example(1); print "$ " safe(substr($0, 3)); text = 0; next }
    /^> / { example(1); print safe(substr($0, 3)); next }
    /^>$/ { example(1); print ""; next }
    /^$/ { example(0); text = 0; next }
    END {
        example(0)
        print ".SH SEE ALSO\n.BR mm (1),\n.BR mm\\-conventions (7),\n.BR mm\\-formats (7),\n.BR mm\\-expressions (7)"
    }' "$1"
