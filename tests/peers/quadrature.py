# SPDX-License-Identifier: GPL-3.0-or-later
"""mm-integrate and mm-root beside known integrals, mpmath and SciPy: the bound must hold, a lie with status 0 must not."""
import math
import random

import peer

mp = peer.module("mpmath")
if mp is None:
    peer.finish()
mp.mp.dps = 40
INTEGRALS = [  # expression, range, truth
    ("exp(-x)", "0,inf", 1), ("1/(1+x^2)", "-inf,inf", mp.pi), ("log(x)", "0,1", -1), ("1/sqrt(x)", "0,1", 2),
    ("sin(x)/x", "1e-9,50", lambda: mp.si(50) - mp.si(mp.mpf("1e-9"))), ("abs(x-1/3)", "0,1", mp.mpf(5) / 18),
    ("x^10*exp(-x)", "0,inf", mp.factorial(10)), ("exp(-x^2/2)", "-inf,inf", mp.sqrt(2 * mp.pi)),
    ("cos(100*x)", "0,1", mp.sin(100) / 100), ("1/(x^2+1e-8)", "-1,1", lambda: 2 * mp.atan(mp.mpf(10) ** 4) * 10 ** 4),
    ("floor(x)", "0,5.5", mp.mpf("12.5")), ("x^0.1", "0,1", 1 / mp.mpf("1.1")), ("sqrt(x*(1-x))", "0,1", mp.pi / 8),
    ("exp(x)", "0,700", lambda: mp.expm1(700)), ("x^3", "-2,2", 0), ("sin(x)", "-1,1", 0),
    ("exp(-abs(x))", "-inf,inf", 2), ("x*exp(-x^2)", "-inf,inf", 0), 
    ("exp(-1000*(x-0.7)^2)", "-10,10", mp.sqrt(mp.pi / 1000)), ("1e-200*exp(-x)", "0,inf", mp.mpf("1e-200")),
    ("1e250*x^2", "0,3", mp.mpf("9e250")), ("relu(x)", "-1,1", mp.mpf(1) / 2), ("(x > 0.123)", "0,1", mp.mpf("0.877")),
    ("log(x)^2", "0,1", 2), ("x^-0.9", "0,1", 10), ("1/(1+exp(x))", "0,inf", mp.log(2)), ("erfc(x)", "0,inf", 1 / mp.sqrt(mp.pi)),
    ("exp(-x)*x^-0.5", "0,inf", mp.sqrt(mp.pi)), ("log(x)/(1-x)", "0,1", -mp.pi ** 2 / 6), ("exp(-exp(x))", "-5,inf", lambda: mp.e1(mp.exp(-5))),
    ("1/(1+1e6*(x-pi/10)^2)", "0,1", lambda: (mp.atan(1000 * (1 - mp.pi / 10)) + mp.atan(100 * mp.pi)) / 1000),
]
DIVERGENT = [("1/x", "0,1"), ("1/x", "-1,1"), ("1/x", "1,inf"), ("1/x^2", "-1,1"), ("tan(x)", "0,2"), ("sin(x)", "0,inf"),
             ("log(x)", "-1,1"), ("exp(x)", "0,inf"), ("1/(x*log(x))", "2,inf"), ("1/(x-0.3)", "0,1"), ("x^-1.01", "0,1"),
             ("1", "0,inf"), ("x^-0.999999", "1,inf"), ("1/abs(x-1/3)", "0,1"), ("1/sin(x)", "-1,1.5")]
ROOTS = [("x^2 - 2", "0,2", lambda: mp.sqrt(2)), ("cos(x) - x", "0,1", lambda: mp.findroot(lambda t: mp.cos(t) - t, 0.7)),
         ("exp(x) - 1e10", "0,100", lambda: mp.log(10 ** 10)), ("x^3", "-1,2", 0), ("log(x)", "1e-300,1e300", 1),
         ("x - 1e-200", "-1,1", mp.mpf(1e-200)), ("atan(x - 5)", "-1e6,1e9", 5), ("x^9 - 1e-60", "0,10", lambda: mp.mpf("1e-60") ** (mp.mpf(1) / 9)),
         ("tanh(1e6*(x - 0.25))", "0,1", 0.25), ("cbrt(x - 0.1)", "-3,4", mp.mpf(0.1)), ("x*1e-300 - 1e-301", "0,1", mp.mpf("0.1"))]
NO_ROOT = [("1/x", "-1,2"), ("1/(x-0.3)", "0,1"), ("tan(x)", "1,2"), ("x^2+1", "-1,1"), ("x > 0.5 ? 1 : -1", "0,1"),
           ("floor(x) - 0.5", "0,2"), ("1/x^3", "-1,3"), ("exp(1/x) - 0.5*(x < 0) - 2", "-1,0.1")]


def integrals():
    for text, ends, truth in INTEGRALS:
        truth = truth() if callable(truth) else mp.mpf(truth)
        what = f"integrate '{text}' {ends}"
        try:
            got = peer.record("integrate", f"--range={ends}", text)
        except peer.Failed as error:
            if truth != 0:  # a relative bound of an integral that is 0 needs --absolute
                peer.fails(what, str(error))
            continue
        error = abs(mp.mpf(got["estimate"]) - truth)
        # the bound must hold; and the numbers in the text are doubles, which moves the truth by eps
        if error <= got["bound"] + 4 * peer.EPS * abs(truth) + mp.mpf("1e-300"):
            peer.passes()
        else:
            peer.fails(what, f"{got['estimate']} bound {got['bound']}, truth {mp.nstr(truth, 17)}: bound broken")
    for text, ends in DIVERGENT:
        peer.refuses(f"integrate '{text}' {ends}, which diverges", "integrate", f"--range={ends}", text)
    for case in range(40):
        a, b, c = random.uniform(-3, 3), 10 ** random.uniform(-3, 1), random.uniform(0.2, 8)
        low, high = sorted((random.uniform(-5, 5), random.uniform(-5, 5)))
        for text, primitive in ((f"1/((x-({a!r}))^2+{b!r}^2)", lambda t: mp.atan((t - a) / mp.mpf(b)) / b),
                                (f"cos({c!r}*x)*{b!r}", lambda t: mp.sin(c * t) / c * b),
                                (f"abs(x-({a!r}))", lambda t: abs(t - a) * (t - a) / 2),
                                (f"exp(-((x-({a!r}))/{b!r})^2)", lambda t: mp.erf((t - a) / mp.mpf(b)) * mp.sqrt(mp.pi) / 2 * b)):
            truth = primitive(mp.mpf(high)) - primitive(mp.mpf(low))
            if abs(truth) < 1e-30:
                continue  # a peak outside the range: 0 everywhere is refused
            try:
                got = peer.record("integrate", f"--range={low!r},{high!r}", "--absolute=1e-12", text)
            except peer.Failed as error:
                peer.fails(f"integrate '{text}' {low},{high}", str(error))
                continue
            error = abs(got["estimate"] - truth)
            if error <= got["bound"] + 16 * peer.EPS * (abs(truth) + (high - low)):
                peer.passes()
            else:
                peer.fails(f"integrate '{text}' {low!r},{high!r}", f"{got['estimate']} bound {got['bound']}, truth {mp.nstr(truth, 17)}")


def tables():
    np, integrate = peer.module("numpy"), peer.module("scipy.integrate")
    if np is None or integrate is None:
        return
    for n in 2, 3, 4, 5, 10, 51:
        x = sorted(random.gauss(0, 1) for _ in range(n))
        y = [random.gauss(0, 1) for _ in range(n)]
        for points, spacing in ((peer.csv(zip(x, y), ["x", "y"]), []), (peer.column(y, "y"), ["--spacing=0.25"])):
            xs = x if not spacing else [0.25 * i for i in range(n)]
            keys = ["-k", "x,y"] if not spacing else []
            got = peer.record("integrate", "--rule=trapezoid", *keys, *spacing, stdin=points)
            peer.same(f"integrate trapezoid n={n}", got["estimate"], np.trapz(y, xs), 1e-13, 1e-13)
            if n > 2:
                got = peer.record("integrate", "--rule=simpson", *keys, *spacing, stdin=points)
                peer.same(f"integrate simpson n={n}", got["estimate"], integrate.simpson(y, xs, even="avg"), 1e-10, 1e-10)


def roots():
    for text, bracket, truth in ROOTS:
        truth = truth() if callable(truth) else mp.mpf(truth)
        try:
            got = peer.record("root", text, f"--bracket={bracket}")
        except peer.Failed as error:
            peer.fails(f"root '{text}' {bracket}", str(error))
            continue
        if text == "x^3":  # underflows to 0 about a root of multiplicity 3
            peer.same(f"root '{text}' {bracket}", got["root"], 0, 0, 1e-100)
        else:
            peer.same(f"root '{text}' {bracket}", got["root"], truth, 8 * peer.EPS)
    for text, bracket in NO_ROOT:
        peer.refuses(f"root '{text}' {bracket}, which has none", "root", text, f"--bracket={bracket}")
    for case in range(40):
        zeros = sorted(random.uniform(-3, 3) for _ in range(3))
        text = "*".join(f"(x-({z!r}))" for z in zeros)
        start = random.uniform(-6, 6)
        try:
            got = peer.record("root", text, f"--init={start!r}")
            near = min(zeros, key=lambda z: abs(z - got["root"]))
            if abs(near - got["root"]) <= max(got["bound"], 1e-12):
                peer.passes()
            else:
                peer.fails(f"root '{text}' from {start}", f"{got['root']} bound {got['bound']}, nearest {near}")
        except peer.Failed as error:
            peer.fails(f"root '{text}' from {start}", str(error))
    for text in "x^2 + 1", "exp(x)", "1/x", "x^2 + 1e-12", "exp(-x)", "1/(1 + x^2)", "abs(x) + 0.1", "log(x^2 + 2)", "sqrt(x^2 + 1e-20)":
        for start in 0.3, 5.0, -2.0, 100.0:
            peer.refuses(f"root '{text}' from {start}, which has none", "root", text, f"--init={start}")


for part in integrals, tables, roots:
    peer.attempt(part.__name__, part)
peer.finish()
