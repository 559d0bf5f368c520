# SPDX-License-Identifier: GPL-3.0-or-later
"""Quantiles, histograms, intervals, calibration, adjusted p-values and moments beside R, NumPy, statsmodels, exact sums."""
import math
import random
import shutil
import subprocess
from fractions import Fraction

import peer

np = peer.module("numpy")
stats = peer.module("scipy.stats")
if np is None or stats is None:
    peer.finish()


def r(program):
    """The numbers that a program of R prints, at 17 digits; None without R."""
    if not shutil.which("Rscript"):
        if "R" not in peer.skipped:
            peer.skipped.append("R")
        return None
    out = subprocess.run(["Rscript", peer.path("program.R", program)], text=True, capture_output=True, timeout=60, check=True).stdout
    return [math.nan if w in ("NA", "NaN") else float(w.replace("Inf", "inf")) for w in out.split()]


def vector(values):
    return "c(" + ",".join("NA" if v is None else repr(float(v)) for v in values) + ")"


def samples():
    yield [3.0]
    yield [2.0, 1.0]
    for n in 3, 4, 5, 10, 11, 30:
        yield [random.gauss(0, 1) for _ in range(n)]
        yield [float(random.randint(0, 4)) for _ in range(n)]
    yield [1e300, -1e300, 5.0, 5e-324, 0.0, -0.0]


def quantiles():
    fractions = [0, 0.01, 0.05, 0.1, 0.25, 0.3, 1 / 3, 0.5, 0.55, 0.7, 0.75, 0.9, 0.95, 0.99, 1]
    data = list(samples())
    program = "".join(f"cat(sprintf('%.17g', quantile({vector(x)}, {vector(fractions)}, type={t}, names=FALSE)), '\\n');"
                      for x in data for t in range(1, 10))
    wanted = r(program)
    if wanted is None:
        return
    for i, x in enumerate(data):
        for t in range(1, 10):
            got = peer.matrix("quantile", f"--type={t}", "-q", ",".join(map(repr, fractions)), stdin=peer.column(x, "x"))
            begin = (9 * i + t - 1) * len(fractions)
            # weights differ by the rounding of n p, which is worth 4 eps of the spread
            peer.same(f"quantile type {t} of {x}", [row[1] for row in got], wanted[begin:begin + len(fractions)], 1e-14,
                      1e-14 * (max(x) - min(x)) if max(x) < 1e100 else 1e287)


def moments():
    for x in list(samples())[:-1] + [[1e8 + random.random() for _ in range(50)], [1e-300 * random.random() for _ in range(9)]]:
        fx = [Fraction(v) for v in x]
        n = len(x)
        mean = sum(fx) / n
        peer.same(f"mean {x}", peer.record("mean", stdin=peer.column(x)), float(mean), 0)
        peer.same(f"sum {x}", peer.record("sum", stdin=peer.column(x)), float(sum(fx)), 0)
        if n > 1:
            square = float(sum((v - mean) ** 2 for v in fx) / (n - 1))
            peer.same(f"var {x}", peer.record("var", stdin=peer.column(x)), square, 0)
        if n > 3 and len(set(x)) > 1 and max(x) > 1e-100:
            got = peer.record("describe", "--unbiased", stdin=peer.column(x))
            got = got[0] if isinstance(got, list) else got
            near = [float(v - mean) for v in fx]
            peer.same(f"describe {x}", [got["skewness"], got["kurtosis"]],
                      [stats.skew(near, bias=False), stats.kurtosis(near, bias=False)], 1e-9, 1e-9)


def histograms():
    for x in list(samples())[1:-1] + [[0.1 * i for i in range(11)], [5.0] * 4, [i / 7 for i in range(300)],
                                      [random.expovariate(1) for _ in range(500)], [1e9 + i * 0.25 for i in range(40)],
                                      [0.0, 1.0] * 5]:
        for bins in 1, 3, 10, 17, "fd", "sturges", "auto":
            what = f"hist --bins={bins} {x[:12]}"
            theirs, edges = np.histogram(x, bins)
            try:
                rows = peer.record("hist", f"--bins={bins}", stdin=peer.column(x, "x"))
            except peer.Failed as error:
                peer.fails(what, str(error))
                continue
            rows = rows if isinstance(rows, list) else [rows]
            got = [v["low"] for v in rows] + [rows[-1]["high"]]
            # edges differ by a rounding or two of the range's size
            if not peer.close(got, edges, 4 * peer.EPS, 8 * peer.EPS * max(map(abs, edges))):
                peer.fails(what, f"{len(got)} edges, NumPy has {len(edges)}; {got[:4]} {edges[:4]}")
                continue
            ours = [sum(a <= v < b or v == b == got[-1] for v in x) for a, b in zip(got, got[1:])]
            peer.same(what, [v["count"] for v in rows], ours)
        got = peer.record("hist", "--bins=7", "--range=-1.5,2.25", "--density", stdin=peer.column(x, "x"))
        theirs, edges = np.histogram(x, 7, range=(-1.5, 2.25), density=False)
        peer.same(f"hist --range {x[:12]}", [v["count"] for v in got], theirs)


def intervals():
    proportion = peer.module("statsmodels.stats.proportion")
    names = {"wilson": "wilson", "clopper-pearson": "beta", "agresti-coull": "agresti_coull", "wald": "normal",
             "jeffreys": "jeffreys"}
    for k, n in (0, 1), (1, 1), (0, 10), (10, 10), (1, 10), (45, 50), (3, 1000), (999999, 1000000):
        for ours, theirs in names.items() if proportion else ():
            for level in 0.9, 0.95, 0.999:
                got = peer.record("ci", f"--successes={k}", f"--trials={n}", f"--method={ours}", f"--level={level}")
                low, high = proportion.proportion_confint(k, n, 1 - level, method=theirs)
                if ours == "jeffreys":  # Brown, Cai and DasGupta's ends, as the help says
                    low, high = (0 if k == 0 else low), (1 if k == n else high)
                peer.same(f"ci {k} of {n} {ours} {level}", [got["low"], got["high"]], [max(0, low), min(1, high)], 1e-8, 1e-9)
    for n in 2, 3, 30:
        x = [random.gauss(5, 2) for _ in range(n)]
        for level in 0.5, 0.95, 0.9999:
            s, m = np.std(x, ddof=1), np.mean(x)
            q = stats.t.isf((1 - level) / 2, n - 1)
            got = peer.record("ci", f"--level={level}", stdin=peer.column(x))
            peer.same(f"ci mean {n} {level}", [got["low"], got["high"]], [m - q * s / n ** .5, m + q * s / n ** .5], 1e-6, 1e-6)
            got = peer.record("ci", "--stat=variance", f"--level={level}", stdin=peer.column(x))
            low, high = stats.chi2.isf((1 - level) / 2, n - 1), stats.chi2.ppf((1 - level) / 2, n - 1)
            peer.same(f"ci variance {n} {level}", [got["low"], got["high"]],
                      [(n - 1) * s * s / low, (n - 1) * s * s / high], 1e-8)


def adjusted():
    cases = [[random.random() ** 3 for _ in range(random.randint(1, 12))] for _ in range(6)]
    cases += [[0.02, None, 0.03], [0, 1, 0.5, 0.5], [0.01] * 5, [1e-300, 5e-324, 0.2, 1], [0.04, 0.04, None, 0.04, 0.01]]
    methods = "holm", "bonferroni", "hochberg", "BH", "BY", "none"
    wanted = r("".join(f"cat(sprintf('%.17g', p.adjust({vector(p)}, '{m}')), '\\n');" for p in cases for m in methods))
    if wanted is None:
        return
    place = 0
    for p in cases:
        table = "p\n" + "".join(("NA" if v is None else repr(v)) + "\n" for v in p)
        for m in methods:
            got = peer.run("padjust", f"--method={m.lower()}", stdin=table).split()[1:]
            peer.same(f"padjust {m} {p}", [peer.number(v) for v in got], wanted[place:place + len(p)], 1e-15)
            place += len(p)


def calibration():
    for case in range(10):
        n, bins = random.choice([1, 5, 60, 400]), random.choice([1, 4, 10, 15])
        c = [random.choice([random.random(), random.randint(0, 10) / 10]) for _ in range(n)]
        right = [int(random.random() < v) for v in c]
        got = peer.record("calibration", f"--bins={bins}", stdin=peer.csv(zip(c, right)))
        edges = [i / bins for i in range(bins + 1)]
        where = np.clip(np.searchsorted(edges, c, side="left") - 1, 0, bins - 1)
        gaps = [(np.sum(where == b), abs(np.mean([v for v, w in zip(right, where) if w == b]) -
                                         np.mean([v for v, w in zip(c, where) if w == b])))
                for b in sorted(set(where))]
        peer.same(f"calibration case {case} n={n} bins={bins}", [got["ece"], got["mce"], got["brier"]],
                  [sum(m * g for m, g in gaps) / n, max(g for _, g in gaps),
                   np.mean((np.array(c) - right) ** 2)], 1e-12, 1e-14)
        k = random.choice([2, 3, 10])
        logits = np.random.default_rng(case).normal(size=(n, k)) * random.choice([1, 30])
        truth = np.random.default_rng(case + 50).integers(0, k, n)
        table = peer.csv([list(row) + [str(t)] for row, t in zip(logits, truth)], [f"c{i}" for i in range(k)] + ["truth"])
        got = peer.record("calibration", "--logits", "--target=truth", "--target-by=index", stdin=table)
        z = logits - logits.max(1, keepdims=True)
        logp = z - np.log(np.exp(z).sum(1, keepdims=True))
        p = np.exp(logp)
        peer.same(f"calibration of {k} classes case {case}", [got["accuracy"], got["confidence"], got["brier"], got["log_loss"]],
                  [np.mean(p.argmax(1) == truth), p.max(1).mean(), ((p - np.eye(k)[truth]) ** 2).sum(1).mean(),
                   -logp[range(n), truth].mean()], 1e-12, 1e-14)


for part in quantiles, moments, histograms, intervals, adjusted, calibration:
    peer.attempt(part.__name__, part)
peer.finish()
