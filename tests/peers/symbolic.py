# SPDX-License-Identifier: GPL-3.0-or-later
"""mm-diff beside mpmath: random expressions of every function, differentiated numerically at 60 digits."""
import math
import random
import re
import sys

import peer

mp = peer.module("mpmath")
if mp is None:
    peer.finish()
mp.mp.dps = 60


class Outside(Exception):
    """The point is outside the domain, or so near a kink that a numerical derivative means nothing."""


def real(value):
    if isinstance(value, mp.mpc):
        if abs(value.imag) > mp.mpf(10) ** -40 * (1 + abs(value.real)):
            raise Outside
        value = value.real
    if mp.isnan(value) or mp.isinf(value) or abs(value) > mp.mpf(10) ** 60:
        raise Outside
    return value


def function(f, low=None, high=None):
    def call(*args):
        if low is not None and args[-1] <= low or high is not None and args[-1] >= high:
            raise Outside
        return real(f(*args))
    return call


def kink(f, distance):
    def call(*args):
        if abs(distance(*args)) < 1e-3:
            raise Outside
        return f(*args)
    return call


def power(a, b):
    if b != mp.floor(b) and a <= 0 or a == 0 and b <= 0:
        raise Outside
    return real(mp.mpf(a) ** b)


def softplus(x):
    return mp.log1p(mp.exp(x))


def apart(*args):
    """Distance of a tie of min or max."""
    sorted_args = sorted(args)
    return min(b - a for a, b in zip(sorted_args, sorted_args[1:]))


FUNCTIONS = {
    "abs": kink(abs, lambda x: x), "sqrt": function(mp.sqrt, 0), "exp": function(mp.exp), "expm1": function(mp.expm1),
    "cbrt": kink(lambda x: mp.sign(x) * abs(x) ** (mp.mpf(1) / 3), lambda x: x),
    "log": function(mp.log, 0), "log1p": function(mp.log1p, -1), "log2": function(lambda x: mp.log(x, 2), 0),
    "log10": function(mp.log10, 0), "sin": function(mp.sin), "cos": function(mp.cos), "tan": function(mp.tan),
    "asin": function(mp.asin, -1, 1), "acos": function(mp.acos, -1, 1), "atan": function(mp.atan),
    "sinh": function(mp.sinh), "cosh": function(mp.cosh), "tanh": function(mp.tanh), "asinh": function(mp.asinh),
    "acosh": function(mp.acosh, 1), "atanh": function(mp.atanh, -1, 1),
    "sigmoid": function(lambda x: 1 / (1 + mp.exp(-x))), "softplus": function(softplus),
    "relu": kink(lambda x: max(x, mp.mpf(0)), lambda x: x), "gelu": function(lambda x: x * mp.ncdf(x)),
    "silu": function(lambda x: x / (1 + mp.exp(-x))), "erf": function(mp.erf), "erfc": function(mp.erfc),
    "lgamma": function(lambda x: mp.log(abs(mp.gamma(x))), 0.1), "digamma": function(mp.digamma, 0.1),
    "sign": kink(mp.sign, lambda x: x), "floor": kink(mp.floor, lambda x: x - mp.nint(x)),
    "ceil": kink(mp.ceil, lambda x: x - mp.nint(x)), "round": kink(mp.nint, lambda x: 2 * x - mp.nint(2 * x)),
    "atan2": kink(lambda y, x: mp.atan2(y, x), lambda y, x: abs(y) if x < 0 else mp.hypot(x, y)),
    "hypot": kink(mp.hypot, lambda x, y: mp.hypot(x, y)),
    "min": kink(min, apart), "max": kink(max, apart),
    "logsumexp": function(lambda *a: mp.log(sum(mp.exp(v) for v in a))),
    "clamp": kink(lambda x, low, high: min(max(x, low), high), lambda x, low, high: min(abs(x - low), abs(x - high))),
    "polygamma": function(lambda n, x: mp.polygamma(int(n), x), 0.1),
    "dot": lambda a, b: a * b,
}



def evaluator(text, **constants):
    """The expression as a Python function of x and y, computed by mpmath from the same text."""
    code = re.sub(r"(?<![\w.])(\d+\.?\d*(?:e[-+]?\d+)?|\.\d+)", r"N('\1')", text)
    code = code.replace("^", "**").replace("&&", " and ").replace("||", " or ")
    tree = compile(code, text, "eval")
    return lambda x, y: eval(tree, {"__builtins__": {}}, dict(NAMES, x=V(x), y=V(y), **constants))


class V:
    """A number whose operators obey the language: real, or outside the domain."""
    def __init__(self, value):
        self.value = mp.mpf(value)

    def __neg__(self):
        return V(-self.value)

    def __pos__(self):
        return self

    def __add__(self, o):
        return V(real(self.value + o.value))

    def __sub__(self, o):
        return V(real(self.value - o.value))

    def __mul__(self, o):
        return V(real(self.value * o.value))

    def __truediv__(self, o):
        if o.value == 0:
            raise Outside
        return V(real(self.value / o.value))

    def __pow__(self, o):
        return V(power(self.value, o.value))

    def compare(self, o, holds):
        if abs(self.value - o.value) < 1e-3:
            raise Outside
        return V(1 if holds else 0)

    def __lt__(self, o):
        return self.compare(o, self.value < o.value)

    def __le__(self, o):
        return self.compare(o, self.value <= o.value)

    def __gt__(self, o):
        return self.compare(o, self.value > o.value)

    def __ge__(self, o):
        return self.compare(o, self.value >= o.value)

    def __eq__(self, o):
        return self.compare(o, False)

    def __ne__(self, o):
        return self.compare(o, True)

    def __bool__(self):
        return self.value != 0


def lifted(f):
    return lambda *args: V(f(*(a.value for a in args)))


NAMES = {name: lifted(f) for name, f in FUNCTIONS.items()}
NAMES.update(N=V, pi=V(mp.pi), e=V(mp.e))
UNARY = [n for n in FUNCTIONS if n not in ("atan2", "hypot", "min", "max", "logsumexp", "clamp", "polygamma", "dot")]


def expression(depth):
    """A random expression of x and y."""
    if depth == 0 or random.random() < 0.1:
        return random.choice(["x", "x", "y", "x", str(random.randint(1, 5)), "0.5", "pi", "1/3"])
    kind = random.random()
    a, b = expression(depth - 1), expression(depth - 1)
    if kind < 0.40:
        return f"{random.choice(UNARY)}({a})"
    if kind < 0.52:
        return f"({a} + {b})" if kind < 0.46 else f"({a} - {b})"
    if kind < 0.66:
        return f"({a})*({b})"
    if kind < 0.74:
        return f"({a})/({b})"
    if kind < 0.86:
        return f"({a})^{random.choice(['2', '3', '-1', '-2', '0.5', '(1/3)', '0', '1', '4', '-0.5', '(-3)', '(' + b + ')'])}"
    if kind < 0.88:
        return f"-({a})"
    if kind < 0.98:
        return random.choice([f"{f}({a}, {b})" for f in ("atan2", "hypot", "min", "max", "logsumexp", "dot")] +
                             [f"clamp({a}, -1, 2)", f"polygamma({random.randint(0, 3)}, {a})",
                              f"max({a}, {b}, 1)", f"logsumexp({a}, {b}, x)"])
    return f"({a})*({b} > 1)"


POINTS = [(0.7, 1.3), (1.9, -0.6), (-0.8, 0.45), (3.3, 2.2), (-2.6, -1.7), (0.013, 5.1)]


def derivative(f, x, y, order):
    """By differences with a step of 1e-15 at 60 digits: about 25 digits of an order of 3."""
    if order == 0:
        return f(x, y).value
    return mp.diff(lambda t: f(t, y).value, x, order, h=mp.mpf(10) ** -13)


def agree(got, wanted):
    """Relative 1e-9: central differences of step 1e-13 err by 1e-26, and decimals in the text by 1e-16 each, which
    cancellation between terms may enlarge."""
    return abs(got - wanted) <= mp.mpf("1e-9") * (abs(wanted) + mp.mpf("1e-6"))


def check(text, order):
    try:
        f = evaluator(text)
        usable = []
        for x, y in POINTS:
            try:
                x, y = mp.mpf(x), mp.mpf(y)
                usable.append((x, y, derivative(f, x, y, order)))
            except (Outside, ZeroDivisionError, ValueError, OverflowError):
                continue
    except RecursionError:
        return
    if not usable or not re.search(r"\bx\b", text):
        return
    try:
        result = peer.run("diff", f"--order={order}", "--", text, "x").strip()
    except peer.Failed as error:
        peer.fails(f"mm-diff --order={order} '{text}'", str(error))
        return
    what = f"mm-diff --order={order} '{text}' x = {result[:300]}"
    try:
        g = evaluator(result)
    except SyntaxError:
        if "?" not in result:
            peer.fails(what, "does not parse")
        return
    for x, y, wanted in usable:
        where = f"at x={mp.nstr(x, 6)}, y={mp.nstr(y, 6)}"
        try:
            got = g(x, y).value
        except Outside:
            peer.fails(what, f"undefined {where}, reference {mp.nstr(wanted, 12)}")
            return
        if not agree(got, wanted):
            peer.fails(what, f"{mp.nstr(got, 15)} {where}, reference {mp.nstr(wanted, 15)}")
            return
    peer.passes()


def automatic(text):
    """mm-grad and mm-hessian at one point. Relative 1e-7 of the largest derivative: doubles with condition numbers up to
    1e8 in these random expressions; worse points are left to the text's check."""
    f = evaluator(text, pi=V(math.pi))
    for x, y in POINTS:
        try:
            step = mp.mpf(10) ** -13
            value = f(mp.mpf(x), mp.mpf(y)).value
            at = {(i, j): mp.diff(lambda s, t: f(s, t).value, (x, y), (i, j), h=step)
                  for i, j in ((1, 0), (0, 1), (2, 0), (1, 1), (0, 2))}
        except (Outside, ZeroDivisionError, ValueError, OverflowError):
            continue
        if max(abs(v) for v in at.values()) > 1e8:
            continue
        names = [n for n in "xy" if re.search(rf"\b{n}\b", text)]
        if not names:
            return
        point = ",".join(f"{n}={v}" for n, v in (("x", x), ("y", y)) if n in names)
        first = {"x": at[1, 0], "y": at[0, 1]}
        second = {"xx": at[2, 0], "xy": at[1, 1], "yx": at[1, 1], "yy": at[0, 2]}
        scale = 1e-7 * float(1 + max(abs(v) for v in at.values()) + abs(value))
        try:
            got = peer.record("grad", f"--at={point}", "--", text)
            hessian = peer.matrix("hessian", f"--at={point}", "--", text)
        except peer.Failed as error:
            peer.fails(f"mm-grad --at={point} '{text}'", str(error) + f" reference {mp.nstr(value, 9)}")
            return
        peer.same(f"mm-grad --at={point} '{text}'", list(got.values()), [value] + [first[n] for n in names], 0, scale)
        peer.same(f"mm-hessian --at={point} '{text}'", hessian, [second[a + b] for a in names for b in names], 0, scale)
        return


def far_out():
    """polygamma where n! and a power of x each are far beyond doubles, and their quotient is not."""
    for n, x in (200, 100.0), (100, 1e4), (30, 1e10), (1000, 1000.0), (999, 600.5), (150, 60.0), (171, 35.0), (5, 1e51), (1, 1e200):
        if x < 1e6:
            wanted = mp.psi(n, mp.mpf(x))
        else:
            wanted = (-1) ** (n + 1) * mp.factorial(n - 1) / mp.mpf(x) ** n * (1 + mp.mpf(n) / (2 * mp.mpf(x)))
        if 1e-307 < abs(wanted) < 1e308:
            got = peer.run("eval", "--only", f"polygamma({n}, x)", stdin=peer.column([x], "x")).split()[-1]
            peer.same(f"polygamma({n}, {x})", float(got), wanted, 2 * n * peer.EPS + 1e-13)  # n factors, rounded one by one


if __name__ == "__main__":
    peer.attempt("far_out", far_out)
    count = int(sys.argv[2]) if len(sys.argv) > 2 else 100
    if len(sys.argv) > 3:
        random.seed(int(sys.argv[3]))
    for name in UNARY:
        for order in 1, 2, 3:
            for inner in "x", "x/3", "x^2", "x*y", "1 + x/4":
                check(f"{name}({inner})", order)
    for i in range(count):
        check(expression(1 + i % 3), i % 4)
        automatic(expression(1 + i % 4))
    peer.finish()
