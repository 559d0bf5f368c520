# SPDX-License-Identifier: GPL-3.0-or-later
"""Linear algebra beside NumPy and SciPy: random, ill-conditioned, rank-deficient, graded and huge or tiny matrices."""
import math

import peer

np = peer.module("numpy")
linalg = peer.module("scipy.linalg")
if np is None or linalg is None:
    peer.finish()
rng = np.random.default_rng(11)


def graded(m, n, condition):
    """A matrix with the singular values 1 ... 1/condition."""
    u, _ = np.linalg.qr(rng.normal(size=(m, m)))
    v, _ = np.linalg.qr(rng.normal(size=(n, n)))
    k = min(m, n)
    return u[:, :k] @ np.diag(np.logspace(0, -math.log10(condition), k)) @ v[:k]


def cases():
    for m, n in (1, 1), (2, 2), (3, 5), (5, 3), (8, 8), (30, 30), (40, 7), (1, 6), (6, 1):
        for condition in 1, 1e3, 1e8:
            for scale in 1, 1e150, 1e-150:
                yield f"{m}x{n} condition {condition:g} scale {scale:g}", graded(m, n, condition) * scale, condition, scale


def factors():
    for what, a, condition, scale in cases():
        m, n = a.shape
        text = peer.csv(a)
        # backward stable: n eps of the largest singular value, with a factor of 10 for the constants
        tiny = 10 * max(m, n) * peer.EPS * scale
        s = np.linalg.svd(a / scale, compute_uv=False) * scale
        if min(m, n) > 1:
            peer.same(f"svd {what}", peer.matrix("svd", stdin=text), s, 0, tiny)
            peer.same(f"cond {what}", peer.matrix("cond", stdin=text), s[0] / s[-1], 10 * max(m, n) * peer.EPS * condition)
            p = peer.matrix("pinv", stdin=text)
            peer.same(f"pinv {what}", p, np.linalg.pinv(a / scale) / scale, 0, 100 * max(m, n) * peer.EPS * condition ** 2 / scale)
            peer.same(f"rank {what}", peer.matrix("rank", stdin=text), min(m, n))
            for norm, order in ("fro", "fro"), ("1", 1), ("inf", np.inf), ("2", 2):
                peer.same(f"norm {norm} {what}", peer.matrix("norm", "--axis=all", f"--norm={norm}", stdin=text),
                          np.linalg.norm(a / scale, order) * scale, 1e-13)
        if m == n and m > 1:
            if scale == 1:
                sign, log = np.linalg.slogdet(a)
                peer.same(f"det {what}", peer.matrix("det", stdin=text), sign * math.exp(log), 100 * n * peer.EPS * condition)
            peer.same(f"inverse {what}", peer.matrix("inverse", stdin=text), np.linalg.inv(a / scale) / scale, 0,
                      10 * n * peer.EPS * condition ** 2 / scale)
            b = rng.normal(size=(n, 2))
            x = np.array(peer.matrix("solve", peer.path("a.csv", text), peer.path("b.csv", peer.csv(b))))
            residual = (a / scale) @ (x * scale) - b
            peer.same(f"solve {what}", residual, np.zeros_like(residual), 0, 10 * n * peer.EPS * (np.abs(x * scale).max() + np.abs(b).max()) * n)
        if m >= n and m > 1:
            b = rng.normal(size=(m, 1))
            x = np.array(peer.matrix("lstsq", peer.path("a.csv", text), peer.path("b.csv", peer.csv(b))))
            wanted = np.linalg.lstsq(a / scale, b, rcond=1e-15)[0]
            peer.same(f"lstsq {what}", x * scale, wanted, 0, 100 * m * peer.EPS * condition ** 2 * max(1, np.abs(wanted).max() / condition))


def spectra():
    for n in 2, 3, 7, 20:
        a = rng.normal(size=(n, n))
        values = np.array(peer.matrix("eigen", stdin=peer.csv(a)))
        wanted = np.linalg.eigvals(a)
        order = sorted(range(n), key=lambda i: (-wanted[i].real, -wanted[i].imag))
        wanted = wanted[order]
        got = values[:, 0] + 1j * values[:, 1]
        spread = max(min(abs(g - w) for w in wanted) for g in got)
        peer.same(f"eigen {n}", spread, 0, 0, 1e-9)
        peer.same(f"eigen {n} order", got.real, sorted(got.real, reverse=True))
        s = a + a.T
        peer.same(f"eigen symmetric {n}", peer.matrix("eigen", stdin=peer.csv(s)), np.linalg.eigvalsh(s)[::-1], 0, 1e-12 * n)
        p = a @ a.T
        peer.same(f"cholesky {n}", peer.matrix("cholesky", stdin=peer.csv(p)), np.linalg.cholesky(p), 1e-6, 1e-9)
        peer.same(f"matmul {n}", peer.matrix("matmul", peer.path("a.csv", peer.csv(a)), peer.path("b.csv", peer.csv(s))), a @ s,
                  0, 1e-12 * n)
    for rank in 0, 1, 3:
        a = rng.normal(size=(6, max(rank, 1))) @ rng.normal(size=(max(rank, 1), 5)) * (rank > 0)
        peer.same(f"rank {rank}", peer.matrix("rank", stdin=peer.csv(a)), rank)
        peer.same(f"pinv of rank {rank}", peer.matrix("pinv", stdin=peer.csv(a)), np.linalg.pinv(a), 1e-9, 1e-10)
        b = rng.normal(size=(6, 1))
        peer.same(f"lstsq of rank {rank}", peer.matrix("lstsq", peer.path("a.csv", peer.csv(a)), peer.path("b.csv", peer.csv(b))),
                  np.linalg.lstsq(a, b, rcond=None)[0], 1e-9, 1e-10)
    for text, words in (("1,2\n2,4\n", "solve"), ("1,2\n2,4\n", "inverse"), ("1,2\n2,1\n", "cholesky"), ("1,2\n3,4\n", "cholesky"),
                        ("1,nan\n2,3\n", "svd"), ("1,inf\n2,3\n", "eigen"), ("1,2,3\n4,5,6\n", "det")):
        peer.refuses(f"{words} of {text!r}", words, "--na=keep", *([peer.path("a.csv", text), peer.path("b.csv", "1\n2\n")]
                                                                if words == "solve" else []), stdin=text)


def attention():
    torch = peer.module("torch")
    if torch is None:
        return
    for case in range(8):
        m, n, d, e = rng.integers(1, 9, 4)
        q, k, v = (rng.normal(size=s) * (30 if case == 7 else 1) for s in ((m, d), (n, d), (n, e)))
        for causal in False, True:
            scores = torch.tensor(q) @ torch.tensor(k).T / math.sqrt(d)
            if causal:
                scores = scores.masked_fill(~torch.tril(torch.ones(m, n, dtype=torch.bool)), -math.inf)
            wanted = torch.softmax(scores, 1) @ torch.tensor(v)
            files = [peer.path(f"{name}.csv", peer.csv(a)) for name, a in (("q", q), ("k", k), ("v", v))]
            if 1 in (m, n, d, e):
                continue
            peer.same(f"attention {m}x{n}x{d}x{e} causal={causal}", peer.matrix("attention", *files, *(["--causal"] if causal else [])),
                      wanted, 1e-12, 1e-13)


for part in factors, spectra, attention:
    peer.attempt(part.__name__, part)
peer.finish()
