# SPDX-License-Identifier: GPL-3.0-or-later
"""Columns and tables beside NumPy, pandas and scikit-learn: mm-eval, -filter, -bind, -scale, -argmax, -softmax and others."""
import math
import random

import peer

np = peer.module("numpy")
if np is None:
    peer.finish()
rng = np.random.default_rng(17)
VALUES = [0.0, -0.0, 1.0, -1.0, 0.5, 1.5, 2.5, -2.5, 1e-300, 1e300, 5e-324, 1e16, math.inf, -math.inf, math.nan, 3.7, -0.1]
# NumPy's text of the same expression. Comparisons with NaN, floor of infinities, signs of zero are those of IEEE 754.
EXPRESSIONS = {
    "x + y": "x + y", "x - y*x": "x - y*x", "x/y": "x/y", "x^2": "x**2", "-x^2": "-x**2", "x < y": "(x < y)*1.0", "x != y": "(x != y)*1.0",
    "x == y": "(x == y)*1.0", "x >= y": "(x >= y)*1.0", "min(x, y)": "np.minimum(x, y)", "max(x, y)": "np.maximum(x, y)",
    "abs(x)": "np.abs(x)", "floor(x)": "np.floor(x)", "ceil(x)": "np.ceil(x)", "round(x)": "np.round(x)", "sqrt(x)": "np.sqrt(x)",
    "exp(x)": "np.exp(x)", "log(x)": "np.log(x)", "sin(y)": "np.sin(y)", "atan2(x, y)": "np.arctan2(x, y)",
    "hypot(x, y)": "np.hypot(x, y)", "x^y": "np.power(x, y)", "log1p(x)": "np.log1p(x)", "expm1(x)": "np.expm1(x)", "cbrt(x)": "np.cbrt(x)",
    "tanh(x)": "np.tanh(x)", "sign(x)": "np.sign(x)", "logsumexp(x, y)": "np.logaddexp(x, y)", "log2(x)": "np.log2(x)",
    "x^-1": "1/x", "x^0.5": "np.sqrt(x)", "x^3": "x*x*x", "acosh(x)": "np.arccosh(x)", "asin(x)": "np.arcsin(x)",
    "2^3^2 - x": "2.0**9 - x", "x - y - x": "x - y - x", "x/y/x": "x/y/x", "x^2^0.5": "np.power(x, 2**0.5)",
}


def evaluations():
    pairs = [(a, b) for a in VALUES for b in VALUES] + [tuple(rng.normal(size=2) * 10 ** rng.uniform(-5, 5)) for _ in range(300)]
    x, y = (np.array(v) for v in zip(*pairs))
    table = peer.csv(zip(x, y), ["x", "y"])
    out = peer.run("eval", "--only", "--na=keep", "--quiet", *[f"r{i} = {e}" for i, e in enumerate(EXPRESSIONS)], stdin=table)
    rows = [[peer.number(c) for c in line.split(",")] for line in out.splitlines()[1:]]
    with np.errstate(all="ignore"):
        for i, (ours, theirs) in enumerate(EXPRESSIONS.items()):
            wanted = eval(theirs, {"np": np, "x": x, "y": y})
            for row, w, a, b in zip(rows, wanted, x, y):
                # logsumexp near 0 is the difference of numbers of the size of its arguments
                if not peer.close(row[i], w, 4 * peer.EPS, peer.EPS if "logsumexp" in ours else 0):
                    peer.fails(f"eval '{ours}' x={a} y={b}", f"{row[i]}, NumPy {w}")
                    break
            else:
                peer.passes()
    finite = [(a, b) for a, b in pairs if math.isfinite(a) and math.isfinite(b) and abs(a) < 1e100 and abs(b) < 1e100]
    x, y = (np.array(v) for v in zip(*finite))
    table = peer.csv(finite, ["x", "y"])
    over = {"mean(x)": math.fsum(x) / len(x), "sum(x*y)": math.fsum(x * y), "sd(y)": np.std(y, ddof=1), "min(x)": x.min(), "max(x + y)": (x + y).max(),
            "count(x)": len(x), "mean((x - mean(x))^2)": np.mean((x - x.mean()) ** 2)}
    for text, wanted in over.items():
        got = peer.run("eval", "--only", f"r = {text}", stdin=table).splitlines()[1]
        peer.same(f"eval '{text}'", float(got), wanted, 1e-9, 1e-9)


def filters():
    x = [random.choice(VALUES) for _ in range(200)]
    y = [random.choice(VALUES) for _ in range(200)]
    n = [random.choice(["a", "bb", "B", "c d", "é", ""]) for _ in range(200)]
    n[0] = "a"
    table = "x,y,n,row\n" + "".join(f"{a!r},{b!r},{c},{i}\n" for i, (a, b, c) in enumerate(zip(x, y, n)))
    tests = {
        "x > y": lambda a, b, c: a > b, "x > 0 && y > 0": lambda a, b, c: a > 0 and b > 0,
        "x > 0 || y > 0": lambda a, b, c: (a > 0) or (b > 0), "!(x > y)": lambda a, b, c: not a > b,
        "x": lambda a, b, c: not math.isnan(a) and a != 0, "n == 'bb'": lambda a, b, c: c == "bb", "n != 'a'": lambda a, b, c: c not in ("a", ""),
        "n < 'b' && x < 1": lambda a, b, c: c != "" and c.encode() < b"b" and a < 1, "x == y": lambda a, b, c: a == b,
        "x > 1 ? y > 1 : y < 0": lambda a, b, c: (b > 1) if a > 1 else (b < 0),
    }
    for text, holds in tests.items():
        out = peer.run("filter", "--na=keep", "--quiet", text, stdin=table).splitlines()[1:]
        wanted = [i for i, row in enumerate(zip(x, y, n)) if holds(*row)]
        peer.same(f"filter '{text}'", [float(line.split(",")[-1]) for line in out], wanted)


def joins():
    pandas = peer.module("pandas")
    if pandas is None:
        return
    for case in range(12):
        keys = [f"{random.choice(['0', '', 'k'])}{i}" for i in range(30)]
        a = pandas.DataFrame({"k": random.choices(keys, k=random.randint(1, 25))})
        a["u"] = [f"u{i}" for i in range(len(a))]
        b = pandas.DataFrame({"k": random.sample(keys, random.randint(1, 25))})
        b["v"] = [f"v{i}" for i in range(len(b))]
        files = [peer.path(name, frame.to_csv(index=False)) for name, frame in (("a.csv", a), ("b.csv", b))]
        for how in "inner", "left", "outer":
            theirs = a.merge(b, on="k", how=how)
            wanted = sorted(",".join("" if isinstance(c, float) else c for c in row) for row in theirs.values)
            text = peer.run("bind", "--key=k", f"--join={how}", "--quiet", *files).splitlines()[1:] if len(theirs) else []
            if sorted(text) == wanted and (how != "left" or text == [",".join("" if isinstance(c, float) else c for c in row) for row in theirs.values]):
                peer.passes()
            else:
                peer.fails(f"bind --join={how} case {case}", f"{len(text)} rows, pandas {len(wanted)}; {text[:4]} {wanted[:4]}")


def scaling():
    for case in range(6):
        n, k = random.randint(2, 40), random.randint(2, 5)
        a = rng.normal(size=(n, k)) * 10.0 ** rng.integers(-6, 6, k) + [0, 1e6, -5, 0, 3][:k]
        text = peer.csv(a)
        q1, q2, q3 = np.quantile(a, [0.25, 0.5, 0.75], axis=0)
        for words, wanted in ((["--method=zscore"], (a - a.mean(0)) / a.std(0)), (["--method=zscore", "--ddof=1"], (a - a.mean(0)) / a.std(0, ddof=1)),
                              (["--method=minmax"], (a - a.min(0)) / (a.max(0) - a.min(0))), (["--method=robust"], (a - q2) / (q3 - q1)),
                              (["--method=l1"], a / np.abs(a).sum(1, keepdims=True)), (["--method=l2"], a / np.linalg.norm(a, axis=1, keepdims=True)),
                              (["--method=max"], a / np.abs(a).max(1, keepdims=True))):
            # near 1e6 with a spread of 1e-6 NumPy's mean is off by 1e6 eps: 1e-4 of the deviation
            peer.same(f"scale {words} case {case}", peer.matrix("scale", *words, stdin=text), wanted, 1e-6, 1e-3 if "zscore" in words[0] or "robust" in words[0] else 1e-9)
    x = [[float(random.randint(0, 3)) for _ in range(6)] for _ in range(20)]
    for extreme, f in ((), np.argmax), (("--min",), np.argmin):
        got = peer.record("argmax", *extreme, stdin=peer.csv(x))
        peer.same(f"argmax {extreme}", [r["index"] for r in got], f(np.array(x), axis=1))
        got = peer.record("argmax", "--axis=columns", *extreme, stdin=peer.csv(x))
        peer.same(f"argmax columns {extreme}", [r["index"] for r in got], f(np.array(x), axis=0))
    got = peer.record("argmax", "--top=6", stdin=peer.csv(x))
    peer.same("argmax top", [r["index"] for r in got], np.argsort(-np.array(x), axis=1, kind="stable"))


def probabilities():
    special, stats = peer.module("scipy.special"), peer.module("scipy.stats")
    if special is None or stats is None:
        return
    for scale in 1, 50, 1e4, 1e300:
        z = rng.normal(size=(6, 4)) * scale
        text = peer.csv(z)
        with np.errstate(all="ignore"):
            peer.same(f"softmax {scale}", peer.matrix("softmax", stdin=text), special.softmax(z, axis=1), 1e-11, 1e-300)
            peer.same(f"softmax --log {scale}", peer.matrix("softmax", "--log", stdin=text), special.log_softmax(z, axis=1), 1e-12, 1e-13)
            peer.same(f"logsumexp {scale}", peer.matrix("logsumexp", stdin=text), special.logsumexp(z, axis=1), 1e-13)
    for k in 2, 5, 40:
        p, q = (rng.dirichlet(np.ones(k) * a) for a in (0.3, 1))
        both = peer.csv([p, q])
        peer.same(f"entropy {k}", peer.matrix("entropy", "--normalize", stdin=peer.csv([p])), stats.entropy(p), 1e-12)
        peer.same(f"kl {k}", peer.matrix("kl", "--normalize", stdin=both), special.rel_entr(p, q).sum(), 1e-11)
        m = (p + q) / 2
        peer.same(f"js {k}", peer.matrix("js", "--normalize", stdin=both),
                  (special.rel_entr(p, m).sum() + special.rel_entr(q, m).sum()) / 2, 1e-11)
        peer.same(f"crossentropy {k}", peer.matrix("crossentropy", "--normalize", stdin=both), -(p * np.log(q)).sum(), 1e-11)
    families = {
        "normal --mu=2 --sigma=3": (stats.norm(2, 3), [-50, -3, 0, 2, 9, 60]), "t --df=3": (stats.t(3), [-1e5, -2, 0, 1, 40]),
        "t --df=0.5": (stats.t(0.5), [-5, 0.1, 100]), "chisq --df=4": (stats.chi2(4), [1e-8, 0.5, 4, 60, 300]),
        "f --df1=3 --df2=9": (stats.f(3, 9), [1e-6, 0.4, 2, 50, 1e4]), "gamma --shape=0.2 --rate=2": (stats.gamma(0.2, scale=0.5), [1e-9, 0.1, 3, 40]),
        "beta --alpha=0.5 --beta=7": (stats.beta(0.5, 7), [1e-7, 0.1, 0.5, 0.99]), "binomial --trials=40 --prob=0.02": (stats.binom(40, 0.02), [0, 1, 5, 30]),
        "poisson --rate=300": (stats.poisson(300), [200, 299, 300, 420]), "geometric --prob=0.2": (stats.geom(0.2), [1, 2, 30]),
        "weibull --shape=1.5 --scale=2": (stats.weibull_min(1.5, scale=2), [1e-4, 1, 9]), "lognormal --mu=1 --sigma=0.5": (stats.lognorm(0.5, scale=math.e), [0.1, 2, 30]),
        "cauchy": (stats.cauchy(), [-9, 0, 3]), "laplace --mu=1 --scale=2": (stats.laplace(1, 2), [-40, 1, 5]),
        "logistic --scale=2": (stats.logistic(0, 2), [-80, 0, 9]), "exponential --rate=3": (stats.expon(scale=1 / 3), [0, 0.5, 100]),
    }
    for words, (law, x) in families.items():
        for command, f in (("pdf", getattr(law, "pdf", None) if hasattr(law.dist, "pdf") else law.pmf), ("cdf", law.cdf), ("cdf --upper", law.sf)):
            got = peer.matrix(*command.split()[:1], *words.split(), *command.split()[1:], stdin=peer.column(x))
            peer.same(f"{command} {words}", got, f(x), 1e-9, 1e-320)
        p = [1e-12, 0.01, 0.3, 0.5, 0.95, 1 - 1e-9]
        # SciPy's inverse of t and F is right to about 1e-8
        if words == "cauchy":  # SciPy's tail cancels beyond 1e-9
            p = p[1:-1]
        peer.same(f"ppf {words}", peer.matrix("ppf", *words.split(), stdin=peer.column(p)), law.ppf(p), 1e-6, 1e-12)


for part in evaluations, filters, joins, scaling, probabilities:
    peer.attempt(part.__name__, part)
peer.finish()
