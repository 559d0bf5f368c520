# SPDX-License-Identifier: GPL-3.0-or-later
"""Tests of one and two samples beside SciPy, statsmodels and enumeration: ties, zeros, tiny, far tails, large offsets."""
import itertools
import random
from fractions import Fraction

import peer

np = peer.module("numpy")
stats = peer.module("scipy.stats")
if np is None or stats is None:
    peer.finish()
# Formulas of a few operations in doubles on both sides; the tails of SciPy's t and normal keep about 1e-11 relative.
TAIL = 1e-9
ALTERNATIVES = "two-sided", "less", "greater"


def draw(n, kind):
    """Samples that are smooth, full of ties, of decimals that tie only as decimals, or far from 0."""
    if kind == "smooth":
        return [random.gauss(0.3, 1) for _ in range(n)]
    if kind == "ties":
        return [float(random.randint(-2, 3)) for _ in range(n)]
    if kind == "decimals":
        return [random.randint(-5, 9) / 10 for _ in range(n)]
    return [1e9 + random.gauss(0, 1) for _ in range(n)]


KINDS = "smooth", "ties", "decimals", "offset"


def spread(x):
    return max(x) > min(x)


def t_tests():
    for kind in KINDS:
        for n in 2, 3, 7, 40:
            x, y = draw(n, kind), draw(n, kind)
            mu = random.choice([0, 0.25])
            for alternative in ALTERNATIVES:
                what = f"{kind} n={n} {alternative} mu={mu}"
                options = [f"--alternative={alternative}", f"--mu={mu}"]
                if spread(x):
                    got = peer.record("ttest", *options, stdin=peer.column(x))
                    r = stats.ttest_1samp(x, mu, alternative=alternative)
                    ci = r.confidence_interval(0.95)
                    # SciPy's mean and deviation of numbers near 1e9 are off by 1e9 eps: 1e-7 of a deviation of 1
                    loose = 1e-6 if kind == "offset" else TAIL
                    if kind != "offset" or mu == 0:
                        peer.same(f"ttest one {what}", [got["statistic"], got["p"]], [r.statistic, r.pvalue], loose, 1e-290)
                        # SciPy's inverse of Student's t is right to 1e-8 only
                        peer.same(f"ttest one interval {what}", [got["low"], got["high"]], [ci.low, ci.high], 1e-6, 1e-6)
                if n > 2 and spread([a - b for a, b in zip(x, y)]):
                    got = peer.record("ttest", "--paired", *options, stdin=peer.csv(zip(x, y)))
                    r = stats.ttest_1samp(np.array(x) - np.array(y), mu, alternative=alternative)
                    peer.same(f"ttest paired {what}", [got["statistic"], got["p"], got["df"]], [r.statistic, r.pvalue, n - 1],
                              1e-7, 1e-12)
                if spread(x) and spread(y):
                    for pooled in False, True:
                        got = peer.record("ttest", *options, *(["--equal-var"] if pooled else []), stdin=peer.csv(zip(x, y)))
                        r = stats.ttest_ind(np.array(x) - np.array(y).mean() - mu, np.array(y) - np.array(y).mean(),
                                            equal_var=pooled, alternative=alternative)
                        peer.same(f"ttest two pooled={pooled} {what}", [got["statistic"], got["p"]], [r.statistic, r.pvalue],
                                  1e-6, 1e-6 if kind == "offset" else 1e-12)
    got = peer.record("ttest", stdin=peer.column([1 + i * 1e-9 for i in range(60)]))
    r = stats.ttest_1samp([1 + i * 1e-9 for i in range(60)], 0)
    peer.same("ttest far tail", got["p"], 2 * stats.t.sf(got["statistic"], 59), 1e-8)
    for pair in ([1, 1], [1, 1]), ([1], [2]), ([], []):
        peer.refuses(f"ttest {pair}", "ttest", stdin=peer.csv(zip(*pair)) if pair[0] else "x,y\n")


def midranks(values):
    """Ranks of values as numbers of 12 digits, as semantics has it."""
    keys = [round(v, 12) for v in values]
    order = sorted(keys)
    return [Fraction(2 * order.index(k) + order.count(k) + 1, 2) for k in keys]


def tails(null, seen, alternative):
    less = Fraction(sum(c for s, c in null.items() if s <= seen), sum(null.values()))
    more = Fraction(sum(c for s, c in null.items() if s >= seen), sum(null.values()))
    return float({"less": less, "greater": more, "two-sided": min(1, 2 * min(less, more))}[alternative])


def signed_rank():
    for kind in "smooth", "ties", "decimals":
        for n in 1, 2, 5, 9, 12:
            d = draw(n, kind)
            for zero in "wilcox", "pratt", "zsplit":
                for alternative in ALTERNATIVES:
                    used = [v for v in d if v != 0] if zero == "wilcox" else d
                    what = f"wilcoxon {d} {zero} {alternative}"
                    if not any(v != 0 for v in d):
                        peer.refuses(what, "wilcoxon", f"--zero={zero}", stdin=peer.column(d))
                        continue
                    ranks = midranks([abs(v) for v in used])
                    moving = [r for r, v in zip(ranks, used) if v != 0]
                    half = sum(r for r, v in zip(ranks, used) if v == 0) / 2 if zero == "zsplit" else 0
                    null = {0: 1}
                    for r in moving:
                        grown = {}
                        for s, c in null.items():
                            grown[s] = grown.get(s, 0) + c
                            grown[s + r] = grown.get(s + r, 0) + c
                        null = grown
                    seen = sum(r for r, v in zip(ranks, used) if v > 0)
                    got = peer.record("wilcoxon", f"--zero={zero}", f"--alternative={alternative}", stdin=peer.column(d))
                    peer.same(what, [got["statistic"], got["p"]], [float(seen + half), tails(null, seen, alternative)], 1e-12)
                    walsh = [(a + b) / 2 for i, a in enumerate(d) for b in d[i:]]
                    peer.same(what + " pseudomedian", got["estimate"], np.median(walsh), 1e-12, 1e-15)
    for kind in "smooth", "ties", "decimals":
        for n in 51, 80, 200:
            d = draw(n, kind)
            if kind == "decimals":
                d = [round(v * 8) / 8 for v in d]
            for alternative in ALTERNATIVES:
                got = peer.record("wilcoxon", f"--alternative={alternative}", stdin=peer.column(d))
                if got["method"].startswith("exact"):
                    continue
                r = stats.wilcoxon(d, alternative=alternative, correction=True, method="approx")
                peer.same(f"wilcoxon normal {kind} n={n} {alternative}", got["p"], r.pvalue, TAIL)


def rank_sum():
    for kind in "smooth", "ties", "decimals":
        for n1, n2 in (1, 1), (1, 4), (3, 3), (5, 4), (6, 6):
            x, y = draw(n1, kind), draw(n2, kind)
            ranks = midranks(x + y)
            offset = Fraction(n1 * (n1 + 1), 2)
            null = {}
            for chosen in itertools.combinations(ranks, n1):
                null[sum(chosen) - offset] = null.get(sum(chosen) - offset, 0) + 1
            seen = sum(ranks[:n1]) - offset
            table = "g,v\n" + "".join(f"a,{v!r}\n" for v in x) + "".join(f"b,{v!r}\n" for v in y)
            for alternative in ALTERNATIVES:
                what = f"mannwhitney {x} {y} {alternative}"
                try:
                    got = peer.record("mannwhitney", "--group=g", f"--alternative={alternative}", stdin=table)
                except peer.Failed as error:
                    if len(null) > 1:
                        peer.fails(what, str(error))
                    continue
                peer.same(what, [got["statistic"], got["p"]], [float(seen), tails(null, seen, alternative)], 1e-12)
                peer.same(what + " shift", got["estimate"], np.median([a - b for a in x for b in y]), 1e-9, 1e-15)
        for n1, n2 in (50, 10), (60, 75), (200, 51):
            x, y = draw(n1, kind), draw(n2, kind)
            table = "g,v\n" + "".join(f"a,{v!r}\n" for v in x) + "".join(f"b,{v!r}\n" for v in y)
            for alternative in ALTERNATIVES:
                got = peer.record("mannwhitney", "--group=g", f"--alternative={alternative}", stdin=table)
                if got["method"].startswith("normal"):
                    r = stats.mannwhitneyu(x, y, alternative=alternative, method="asymptotic")
                    peer.same(f"mannwhitney normal {kind} {n1},{n2} {alternative}", [got["statistic"], got["p"]],
                              [r.statistic, r.pvalue], TAIL)


def share(values, seen, alternative):
    """How many arrangements are at least as extreme, as whole numbers: ties count."""
    count = {"less": lambda v: v <= seen, "greater": lambda v: v >= seen, "two-sided": lambda v: abs(v) >= abs(seen)}
    values = list(values)
    return sum(map(count[alternative], values)) / len(values)


def permutations():
    for n in 1, 2, 4, 7, 10:
        for alternative in ALTERNATIVES:
            tenths = [random.randint(-6, 9) for _ in range(n)]
            d = [v / 10 for v in tenths]
            seen = sum(tenths)
            wanted = share((sum(s * v for s, v in zip(signs, tenths)) for signs in itertools.product((1, -1), repeat=n)),
                           seen, alternative)
            what = f"permtest {d} {alternative}"
            try:
                got = peer.record("permtest", f"--alternative={alternative}", stdin=peer.column(d))
                peer.same(what, [got["p"], got["statistic"]], [wanted, seen / 10 / n], 1e-12, 1e-15)
            except peer.Failed as error:
                if any(tenths):
                    peer.fails(what, str(error))
            m = random.randint(1, 6)
            other = [random.randint(-6, 9) for _ in range(m)]
            both = tenths + other
            seen = Fraction(sum(tenths), n) - Fraction(sum(other), m)
            wanted = share((Fraction(sum(c), n) - Fraction(sum(both) - sum(c), m)
                            for c in itertools.combinations(both, n)), seen, alternative)
            table = "g,v\n" + "".join(f"a,{v / 10}\n" for v in tenths) + "".join(f"b,{v / 10}\n" for v in other)
            what = f"permtest two {tenths} {other} {alternative}"
            try:
                got = peer.record("permtest", "--group=g", f"--alternative={alternative}", stdin=table)
                peer.same(what, [got["p"], got["statistic"]], [wanted, float(seen) / 10], 1e-12, 1e-15)
            except peer.Failed as error:
                if len(set(both)) > 1:
                    peer.fails(what, str(error))


def mcnemar():
    tables = peer.module("statsmodels.stats.contingency_tables")
    if tables is None:
        return
    for b, c in (0, 1), (1, 0), (5, 5), (12, 5), (1, 20), (300, 350), (990, 20), (3, 1200), (700, 700), (20000, 21000):
        table = [[7, b], [c, 11]]
        for method, exact, correction in ("exact", True, False), ("chi-square", False, True), ("uncorrected", False, False):
            if method == "chi-square" and b == c:
                continue  # statsmodels adds 1 to nothing there, R and mm clamp
            options = ["--method=chi-square", "--uncorrected"] if method == "uncorrected" else [f"--method={method}"]
            got = peer.record("mcnemar", *options, stdin=peer.csv(table))
            r = tables.mcnemar(table, exact=exact, correction=correction)
            peer.same(f"mcnemar {b},{c} {method}", [got["statistic"], got["p"]], [r.statistic, r.pvalue], TAIL)


for part in t_tests, signed_rank, rank_sum, permutations, mcnemar:
    peer.attempt(part.__name__, part)
peer.finish()
