# SPDX-License-Identifier: GPL-3.0-or-later
"""Running mm's commands beside a reference, and counting where they agree."""
import importlib
import json
import math
import os
import random
import subprocess
import sys
import tempfile

BIN = sys.argv[1] if len(sys.argv) > 1 else "build/bin"
EPS = 2.0 ** -52
random.seed(20260101)
passed = failed = 0
skipped = []
scratch = tempfile.TemporaryDirectory()


def module(name):
    """The module, or None with a word on what is skipped for want of it."""
    try:
        return importlib.import_module(name)
    except ImportError:
        skipped.append(name)
        return None


class Failed(Exception):
    def __init__(self, status, text):
        super().__init__(f"status {status}: {text.strip()[:300]}")
        self.status = status


def path(name, text):
    """A file of the scratch directory with this text."""
    where = os.path.join(scratch.name, name)
    with open(where, "w", encoding="utf-8") as out:
        out.write(text)
    return where


def run(*words, stdin="", wanted=(0,)):
    """Standard output of mm-WORDS."""
    done = subprocess.run([os.path.join(BIN, "mm-" + words[0]), *map(str, words[1:])], input=stdin, text=True,
                          capture_output=True, timeout=60, check=False)
    if done.returncode not in wanted:
        raise Failed(done.returncode, done.stderr)
    return done.stdout


def number(text):
    return math.nan if text in ("", "nan", None) else float(text)


def record(*words, stdin=""):
    """The record or the list of records that a command prints."""
    return json.loads(run(words[0], "--to=json", "--quiet", *words[1:], stdin=stdin))


def matrix(*words, stdin=""):
    """Rows of numbers of a result without names."""
    rows = json.loads(run(words[0], "--to=json", "--quiet", *words[1:], stdin=stdin))
    if not isinstance(rows, list):
        return [[rows]]
    return [row if isinstance(row, list) else [v for v in row.values() if not isinstance(v, str)]
            if isinstance(row, dict) else [row] for row in rows]


def csv(rows, header=None):
    """Rows as CSV; the numbers as Python's shortest text, which reads back as the same double."""
    lines = [",".join(header)] if header else []
    return "\n".join(lines + [",".join(c if isinstance(c, str) else repr(float(c)) for c in row) for row in rows]) + "\n"


def column(values, name=None):
    return csv([[v] for v in values], [name] if name else None)


def flat(value):
    if hasattr(value, "_mpf_"):
        return [float(value)]
    if isinstance(value, (list, tuple)):
        return [x for part in value for x in flat(part)]
    if hasattr(value, "tolist"):
        return flat(value.tolist())
    return [math.nan if value is None else float(value)]


def close(got, wanted, relative, absolute=0.0):
    """Whether all numbers agree: NaN with NaN, an infinity with itself."""
    got, wanted = flat(got), flat(wanted)
    if len(got) != len(wanted):
        return False
    for g, w in zip(got, wanted):
        if math.isnan(g) or math.isnan(w):
            if not (math.isnan(g) and math.isnan(w)):
                return False
        elif g != w and not abs(g - w) <= relative * abs(w) + absolute:
            return False
    return True


def passes():
    global passed
    passed += 1


def fails(what, why=""):
    global failed
    failed += 1
    print(f"FAIL {what}{': ' if why else ''}{why}", flush=True)


def same(what, got, wanted, relative=0.0, absolute=0.0):
    if close(got, wanted, relative, absolute):
        passes()
    else:
        got, wanted = flat(got), flat(wanted)
        odd = [(g, w) for g, w in zip(got, wanted) if not close(g, w, relative, absolute)][:3]
        fails(what, f"got and reference {odd or (len(got), len(wanted))}")


def attempt(what, check):
    """Runs CHECK; a command or reference that breaks off counts as a failure with its message."""
    try:
        check()
    except Exception as error:  # a reference may raise anything
        fails(what, f"{type(error).__name__}: {error}")


def refuses(what, *words, stdin="", status=(3, 4)):
    """Input that has no answer must end with an error and print no number."""
    done = subprocess.run([os.path.join(BIN, "mm-" + words[0]), *map(str, words[1:])], input=stdin, text=True,
                          capture_output=True, timeout=60, check=False)
    if done.returncode in status and not done.stdout:
        passes()
    else:
        fails(what, f"status {done.returncode}, printed {done.stdout[:120]!r} {done.stderr[:120]!r}")


def finish():
    if skipped:
        print("skipped for want of: " + ", ".join(skipped))
    print(f"{passed} passed, {failed} failed")
    sys.exit(failed > 0)
