# SPDX-License-Identifier: GPL-3.0-or-later
# Counting checks, for the test scripts that source this: each check passes or fails, and the last line says how many.

passed=0
failed=0

pass() {
    passed=$((passed + 1))
}

# fail TEXT [FILE]: says what is wrong, and shows the first lines of FILE.
fail() {
    failed=$((failed + 1))
    printf 'FAIL %s\n' "$1"
    if [ -n "$2" ]; then head -n 5 "$2" | sed 's/^/    /'; fi
}

# expect STATUS WANTED TEXT [FILE]
expect() {
    if [ "$1" = "$2" ]; then pass; else fail "$3: exit status $1, expected $2" "$4"; fi
}

# same FILE WANTED TEXT
same() {
    if cmp -s "$1" "$2"; then
        pass
    else
        diff "$2" "$1" >"$1.diff" 2>&1
        fail "$3: not the same output" "$1.diff"
    fi
}

# contains FILE TEXT WHAT
contains() {
    if grep -qF -e "$2" "$1"; then pass; else fail "$3: no '$2' in the message" "$1"; fi
}

finish() {
    echo "$passed passed, $failed failed"
    [ "$failed" -eq 0 ]
}
