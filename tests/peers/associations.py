# SPDX-License-Identifier: GPL-3.0-or-later
"""Regression, analysis of variance, correlation, covariance and counts beside exact fractions, SciPy and statsmodels."""
import math
import random
from fractions import Fraction

import peer

np = peer.module("numpy")
stats = peer.module("scipy.stats")
if np is None or stats is None:
    peer.finish()
TAIL = 1e-9  # SciPy's tails of t, F and chi-square


def solve(a, b):
    """Gauss-Jordan in fractions: the inverse of a, and a^-1 b."""
    n = len(a)
    rows = [list(r) + [Fraction(int(i == j)) for j in range(n)] for i, r in enumerate(a)]
    for i in range(n):
        pivot = next(k for k in range(i, n) if rows[k][i])
        rows[i], rows[pivot] = rows[pivot], rows[i]
        rows[i] = [v / rows[i][i] for v in rows[i]]
        for k in range(n):
            if k != i and rows[k][i]:
                rows[k] = [v - rows[k][i] * w for v, w in zip(rows[k], rows[i])]
    inverse = [r[n:] for r in rows]
    return inverse, [sum(p * q for p, q in zip(r, b)) for r in inverse]


def exact_fit(x, y):
    x = [[Fraction(v) for v in r] for r in x]
    y = [Fraction(v) for v in y]
    p = len(x[0])
    normal = [[sum(r[i] * r[j] for r in x) for j in range(p)] for i in range(p)]
    inverse, b = solve(normal, [sum(r[i] * v for r, v in zip(x, y)) for i in range(p)])
    rss = sum((v - sum(q * w for q, w in zip(b, r))) ** 2 for r, v in zip(x, y))
    s2 = rss / (len(x) - p)
    return [float(v) for v in b], [math.sqrt(s2 * inverse[i][i]) for i in range(p)], float(rss)


def regression():
    for case in range(24):
        n = random.choice([4, 6, 15, 40])
        kind = case % 4
        base = [[random.gauss(0, 1), random.gauss(0, 1)] for _ in range(n)]
        if kind == 1:  # nearly collinear: condition 1e10 and more
            base = [[a, a + b * 1e-9] for a, b in base]
        if kind == 2:  # a large mean against a small spread
            base = [[1e8 + a, 1e-6 * b] for a, b in base]
        if kind == 3:  # scales 1e150 apart
            base = [[1e75 * a, 1e-75 * b] for a, b in base]
        y = [random.gauss(0, 1) + a[0] * (1e-75 if kind == 3 else 1) for a in base]
        table = peer.csv([r + [v] for r, v in zip(base, y)], ["a", "b", "y"])
        for formula, intercept in ("y ~ a + b", True), ("y ~ a + b - 1", False):
            x = [[1.0] + r if intercept else r for r in base]
            if n <= len(x[0]):
                continue
            b, se, rss = exact_fit(x, y)
            what = f"regress kind {kind} n={n} '{formula}'"
            try:
                got = peer.record("regress", formula, stdin=table)
            except peer.Failed as error:
                if kind not in (1, 2):
                    peer.fails(what, str(error))
                continue
            # claimed: the numbers of exact arithmetic, rounded once
            peer.same(what, [[t["estimate"], t["se"]] for t in got], list(zip(b, se)), 4 * peer.EPS)
            t = [u / v for u, v in zip(b, se)]
            peer.same(what + " t, p", [[r["t"], r["p"]] for r in got],
                      [[v, 2 * stats.t.sf(abs(v), n - len(b))] for v in t], TAIL)
            q = stats.t.isf(0.025, n - len(b))
            peer.same(what + " interval", [[r["low"], r["high"]] for r in got],
                      [[u - q * v, u + q * v] for u, v in zip(b, se)], TAIL, TAIL * max(map(abs, se)))
            summary = peer.record("regress", formula, "--part=summary", stdin=table)
            fy = [Fraction(v) for v in y]
            centre = sum(fy) / n if intercept else 0
            total = float(sum((v - centre) ** 2 for v in fy))
            k = len(b) - intercept
            peer.same(what + " summary", [summary["r_squared"], summary["ss_residual"], summary["ss_total"], summary["f"]],
                      [1 - rss / total, rss, total, (total - rss) / k / (rss / (n - len(b)))], 1e-9, 1e-12)
            if kind == 0:
                qr = peer.record("regress", formula, "--method=qr", stdin=table)
                peer.same(what + " qr", [[t["estimate"], t["se"]] for t in qr], list(zip(b, se)), 1e-11, 1e-12)


def robust():
    api = peer.module("statsmodels.api")
    if api is None:
        return
    for case in range(6):
        n = 12 + 9 * case
        x = [[random.gauss(0, 1), random.expovariate(1)] for _ in range(n)]
        y = [a + b * random.gauss(0, 1) for a, b in x]
        table = peer.csv([r + [v] for r, v in zip(x, y)], ["a", "b", "y"])
        fit = api.OLS(y, api.add_constant(np.array(x))).fit()
        for kind in "hc0", "hc1", "hc2", "hc3":
            got = peer.record("regress", "y ~ a + b", f"--robust={kind}", stdin=table)
            peer.same(f"regress {kind}", [t["se"] for t in got], getattr(fit, kind.upper() + "_se"), 1e-9)
        rows = peer.record("regress", "y ~ a + b", "--part=residuals", stdin=table)
        influence = fit.get_influence()
        peer.same("regress residuals", [[r["fitted"], r["residual"], r["leverage"], r["standardized"]] for r in rows],
                  list(zip(fit.fittedvalues, fit.resid, influence.hat_matrix_diag, influence.resid_studentized_internal)),
                  1e-8, 1e-10)
        formula = peer.module("statsmodels.formula.api")
        pandas = peer.module("pandas")
        frame = pandas.DataFrame(x, columns=["a", "b"]).assign(y=y)
        for ours, theirs in ("y ~ a*b", "y ~ a*b"), ("y ~ a + a^2 + a:b", "y ~ a + I(a**2) + a:b"), ("y ~ . - b", "y ~ a"):
            got = peer.record("regress", ours, stdin=table)
            peer.same(f"regress '{ours}'", [t["estimate"] for t in got], formula.ols(theirs, frame).fit().params, 1e-8, 1e-10)


def anova():
    for case in range(12):
        k = random.randint(2, 6)
        offset = [0, 1e9, -3][case % 3]
        groups = [[offset + random.gauss(i / 3, 1 + i) for _ in range(random.randint(2, 9))] for i in range(k)]
        table = "g,v\n" + "".join(f"k{i},{v!r}\n" for i, g in enumerate(groups) for v in g)
        what = f"anova offset={offset} sizes {[len(g) for g in groups]}"
        got = peer.record("anova", "--group=g", "-k", "v", stdin=table)
        exact = [[Fraction(v) for v in g] for g in groups]
        n = sum(map(len, exact))
        mean = sum(map(sum, exact)) / n
        between = sum(len(g) * (sum(g) / len(g) - mean) ** 2 for g in exact)
        within = sum((v - sum(g) / len(g)) ** 2 for g in exact for v in g)
        f = float(between / (k - 1) / (within / (n - k)))
        peer.same(what, [got[0]["ss"], got[1]["ss"], got[0]["f"], got[0]["p"]],
                  [float(between), float(within), f, stats.f.sf(f, k - 1, n - k)], TAIL, 1e-300)
        got = peer.record("anova", "--group=g", "-k", "v", "--welch", stdin=table)
        sizes = [len(g) for g in exact]
        means = [sum(g) / len(g) for g in exact]
        weight = [Fraction(m) / (sum((v - c) ** 2 for v in g) / (m - 1)) for m, c, g in zip(sizes, means, exact)]
        total = sum(weight)
        centre = sum(w * m for w, m in zip(weight, means)) / total
        lost = sum((1 - w / total) ** 2 / (m - 1) for w, m in zip(weight, sizes))
        f = float(sum(w * (m - centre) ** 2 for w, m in zip(weight, means)) / (k - 1) /
                  (1 + Fraction(2 * (k - 2), k * k - 1) * lost))
        df2 = float((k * k - 1) / (3 * lost))
        peer.same(what + " welch", [got["f"], got["df2"], got["p"]], [f, df2, stats.f.sf(f, k - 1, df2)], TAIL)
    peer.refuses("anova constant", "anova", "--group=g", "-k", "v", stdin="g,v\na,1\na,1\nb,2\nb,2\n")
    peer.refuses("anova one group", "anova", "--group=g", "-k", "v", stdin="g,v\na,1\na,2\n")


def exact_moments(x, y):
    x, y = [Fraction(v) for v in x], [Fraction(v) for v in y]
    mx, my = sum(x) / len(x), sum(y) / len(y)
    return [sum((a - m) * (b - k) for a, b in zip(u, v)) for u, m, v, k in ((x, mx, x, mx), (x, mx, y, my), (y, my, y, my))]


def correlation():
    for case in range(16):
        n = random.choice([2, 3, 4, 5, 9, 30, 60])
        if case % 4 == 0:
            x, y = [random.gauss(0, 1) for _ in range(n)], [random.gauss(0, 1) for _ in range(n)]
        elif case % 4 == 1:
            x, y = [float(random.randint(0, 3)) for _ in range(n)], [float(random.randint(0, 2)) for _ in range(n)]
        elif case % 4 == 2:
            x, y = [1e12 + random.random() for _ in range(n)], [random.gauss(0, 1e-160) for _ in range(n)]
        else:
            x = [random.gauss(0, 1) for _ in range(n)]
            y = [v + random.gauss(0, 1e-7) for v in x]
        if len(set(x)) == 1 or len(set(y)) == 1:
            continue
        table = peer.csv(zip(x, y), ["x", "y"])
        sxx, sxy, syy = exact_moments(x, y)
        got = peer.record("corr", "--pairs", stdin=table)
        # claimed: the double nearest to the true correlation; the reference's own root and quotient err by 2 eps
        import mpmath
        mpmath.mp.dps = 60
        r = sxy / 1
        r = float(mpmath.mpf(r.numerator) / r.denominator / mpmath.sqrt(mpmath.mpf(sxx.numerator) / sxx.denominator *
                                                                       mpmath.mpf(syy.numerator) / syy.denominator))
        peer.same(f"corr pearson case {case} n={n}", got["r"], r, 2 * peer.EPS)
        cov = peer.record("cov", "--pairs", stdin=table)
        peer.same(f"cov case {case} n={n}", cov["covariance"], float(sxy / (n - 1)), peer.EPS)
        if n > 2 and case % 4 < 2:
            peer.same(f"corr pearson p n={n}", got["p"], stats.pearsonr(x, y).pvalue, 1e-7, 1e-12)
            ci = stats.pearsonr(x, y).confidence_interval() if n > 3 and abs(got["r"]) < 1 else None
            if ci:
                peer.same(f"corr pearson interval n={n}", [got["low"], got["high"]], [ci.low, ci.high], 1e-9)
        got = peer.record("corr", "--pairs", "--method=spearman", stdin=table)
        ref = stats.spearmanr(x, y)
        peer.same(f"corr spearman case {case} n={n}", got["r"], ref.correlation, 1e-12)
        if n > 2 and abs(got["r"]) < 1:
            peer.same(f"corr spearman p case {case} n={n}", got["p"], ref.pvalue, 1e-8)
        got = peer.record("corr", "--pairs", "--method=kendall", stdin=table)
        tied = len(set(x)) < n or len(set(y)) < n
        ref = stats.kendalltau(x, y, method="asymptotic" if tied or n > 50 else "exact")
        peer.same(f"corr kendall case {case} n={n} {got['test']}", got["r"], ref.correlation, 1e-12)
        if n > 2:
            peer.same(f"corr kendall p case {case} n={n} {got['test']}", got["p"], ref.pvalue, 1e-9)
    wide = np.random.default_rng(5).normal(size=(60, 40)) + 1e6
    peer.same("cov of 40 columns", peer.matrix("cov", stdin=peer.csv(wide)), np.cov((wide - 1e6).T), 1e-9, 1e-9)
    peer.same("corr of 40 columns", peer.matrix("corr", stdin=peer.csv(wide)), np.corrcoef((wide - 1e6).T), 1e-9, 1e-9)
    for method in "pearson", "spearman", "kendall":
        peer.refuses(f"corr constant {method}", "corr", f"--method={method}", stdin="x,y\n1,2\n1,3\n1,4\n")


def counts():
    for case in range(12):
        m, n = random.randint(2, 5), random.randint(2, 5)
        table = [[random.randint(1, 4 if case % 3 else 900) for _ in range(n)] for _ in range(m)]
        if case == 0:
            table = [[5000, 10], [10, 5000]]
        got = peer.record("chisq", stdin=peer.csv(table))
        r = stats.chi2_contingency(table, correction=False)
        peer.same(f"chisq {table}", [got["statistic"], got["p"], got["df"], got["min_expected"]],
                  [r[0], r[1], r[2], np.min(r[3])], TAIL)
        if m == n == 2:
            got = peer.record("chisq", "--yates", stdin=peer.csv(table))
            r = stats.chi2_contingency(table, correction=True)
            peer.same(f"chisq --yates {table}", [got["statistic"], got["p"]], [r[0], r[1]], TAIL, 1e-300)
        o = table[0] + table[1]
        p = [random.random() for _ in o]
        p = [v / sum(p) for v in p]
        got = peer.record("chisq", "--normalize", "--ddof=1", "--probabilities=" + ",".join(map(repr, p)), stdin=peer.column(o))
        r = stats.chisquare(o, np.array(p) / sum(p) * sum(o), ddof=1)
        peer.same(f"chisq fit {o}", [got["statistic"], got["p"]], [r.statistic, r.pvalue], TAIL)
        pairs = [(f"r{i}", f"c{j}") for i, row in enumerate(table) for j, c in enumerate(row) for _ in range(c)][:3000]
        random.shuffle(pairs)
        if case % 3:
            got = peer.record("chisq", "-k", "a,b", stdin="a,b\n" + "".join(f"{a},{b}\n" for a, b in pairs))
            r = stats.chi2_contingency(table, correction=False)
            peer.same(f"chisq of items {table}", got["statistic"], r[0], TAIL)
    peer.refuses("chisq zero row", "chisq", stdin="0,0\n1,2\n")
    peer.refuses("chisq negative", "chisq", stdin="-1,3\n1,2\n")


for part in regression, robust, anova, correlation, counts:
    peer.attempt(part.__name__, part)
peer.finish()
