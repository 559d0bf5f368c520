#!/bin/sh
# SPDX-License-Identifier: GPL-3.0-or-later
# Runs the commands beside NumPy, SciPy, PyTorch, mpmath, statsmodels, pandas and R on random and hostile inputs, and
# compares. What is not installed is skipped, and said.
#
#     peers.sh BUILD
cd "$(dirname "$0")/.." || exit 2
. tests/count.sh
build=${1:-build}
log=$build/peers.log

# A Python that has NumPy, if any has: $PYTHON, or one on the PATH.
python=
for candidate in "$PYTHON" $(which -a python3 2>/dev/null); do
    [ -n "$candidate" ] || continue
    "$candidate" -c 'import numpy' 2>/dev/null && python=$candidate && break
    [ -n "$python" ] || python=$candidate
done
if [ -z "$python" ]; then
    echo "skipped: no Python"
    finish
    exit
fi
for script in tests/peers/*.py; do
    case $script in */peer.py) continue ;; esac
    "$python" -B "$script" "$build/bin" >"$log" 2>&1
    counts=$(tail -n 1 "$log" | sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed$/\1 \2/p')
    grep -v '^[0-9]* passed, [0-9]* failed$' "$log"
    if [ -z "$counts" ]; then
        fail "$script broke off"
        continue
    fi
    echo "$(basename "$script" .py): ${counts% *} passed"
    passed=$((passed + ${counts% *}))
    failed=$((failed + ${counts#* }))
done
finish
