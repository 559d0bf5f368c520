# SPDX-License-Identifier: GPL-3.0-or-later
"""mm-grad, -hessian, -jacobian, -gd beside PyTorch: losses over rows, kinks, extreme arguments, optimisers step by step."""
import math
import random

import peer

torch = peer.module("torch")
if torch is None:
    peer.finish()
torch.set_default_dtype(torch.float64)
F = torch.nn.functional

# Losses of two parameters w, b and columns x, y, in both languages.
LOSSES = {
    "mean((w*x + b - y)^2)": lambda w, b, x, y: ((w * x + b - y) ** 2).mean(),
    "mean(abs(w*x + b - y))": lambda w, b, x, y: (w * x + b - y).abs().mean(),
    "sum(softplus(w*x + b) - (y > 0)*(w*x + b))": lambda w, b, x, y: (F.softplus(w * x + b, threshold=1e9) - (y > 0) * (w * x + b)).sum(),
    "mean(relu(w*x - b)^2) + 0.1*(w^2 + b^2)": lambda w, b, x, y: (torch.relu(w * x - b) ** 2).mean() + 0.1 * (w * w + b * b),
    "max(w*x + b)": lambda w, b, x, y: (w * x + b).max(),
    "min(w*x*y - b*x)": lambda w, b, x, y: (w * x * y - b * x).min(),
    "sd(w*x + b*y)": lambda w, b, x, y: (w * x + b * y).std(),
    "mean((x*w - mean(x*w))^2)*b": lambda w, b, x, y: ((x * w - (x * w).mean()) ** 2).mean() * b,
    "mean(gelu(w*x) + silu(b*y))": lambda w, b, x, y: (F.gelu(w * x) + F.silu(b * y)).mean(),
    "log(sum(exp(w*x + b)))": lambda w, b, x, y: torch.logsumexp(w * x + b, 0),
    "mean(clamp(w*x, -1, 1)*b)": lambda w, b, x, y: (torch.clamp(w * x, -1, 1) * b).mean(),
    "mean(hypot(w*x, b*y) + atan2(w, x^2 + 1))": lambda w, b, x, y: (torch.hypot(w * x, b * y) + torch.atan2(w, x * x + 1)).mean(),
    "mean(y > 0 ? w*x : b*y)": lambda w, b, x, y: torch.where(y > 0, w * x, b * y).mean(),
    "mean(max(w*x, b*y, 0.5))": lambda w, b, x, y: torch.maximum(torch.maximum(w * x, b * y), torch.tensor(0.5)).mean(),
}
# One variable, at kinks and far out: value and derivative are PyTorch's, also where it gives 0, inf or a limit.
SINGLE = {
    "abs(x)": torch.abs, "relu(x)": torch.relu, "sqrt(x)": torch.sqrt, "sign(x)": torch.sign, "floor(x)": torch.floor,
    "ceil(x)": torch.ceil, "round(x)": torch.round, "clamp(x, 0, 1)": lambda x: torch.clamp(x, 0, 1),
    "max(x, 0)": lambda x: torch.maximum(x, torch.zeros(())), "min(x, 1)": lambda x: torch.minimum(x, torch.ones(())),
    "sigmoid(x)": torch.sigmoid, "silu(x)": F.silu, "gelu(x)": F.gelu, "tanh(x)": torch.tanh, "erf(x)": torch.erf,
    "erfc(x)": torch.erfc, "exp(x)": torch.exp, "expm1(x)": torch.expm1, "atan(x)": torch.atan,
    "asinh(x)": torch.asinh, "log1p(x)": torch.log1p, "x^0": lambda x: x ** 0, "x^2": lambda x: x ** 2, "x^3": lambda x: x ** 3,
    "x^0.5": lambda x: x ** 0.5, "x^1.5": lambda x: x ** 1.5, "0^x": lambda x: torch.zeros(()) ** x,
    "x*x*x": lambda x: x * x * x, "1/x": lambda x: 1 / x, "hypot(x, 0)": lambda x: torch.hypot(x, torch.zeros(())),
    "softplus(x)": lambda x: F.softplus(x, threshold=1e9), "log(x)": torch.log, "cosh(x)": torch.cosh,
    "logsumexp(x, 0)": lambda x: torch.logaddexp(x, torch.zeros(())), "max(x, x)": lambda x: torch.maximum(x, x),
    "abs(x)^3": lambda x: abs(x) ** 3, "sqrt(x^2)": lambda x: (x ** 2).sqrt(), "relu(x)^2": lambda x: torch.relu(x) ** 2,
    "cbrt(x)": lambda x: x ** (1 / 3), "lgamma(x)": torch.lgamma, "digamma(x)": torch.digamma,
}
PLACES = 0.0, -0.0, 1.0, -1.0, 0.5, 2.5, -2.5, 1e-8, -1e-8, 30.0, -30.0, 700.0, -700.0, 1e-200, 1e200
def exempt(text, at):
    """Where PyTorch's own formula cancels or underflows (mpmath has mm's number), and the poles that mm refuses."""
    far = {"sigmoid(x)": at >= 30, "gelu(x)": at <= -30, "tanh(x)": abs(at) >= 30, "expm1(x)": at <= -30, "asinh(x)": abs(at) > 1e100,
           "logsumexp(x, 0)": at <= -30, "lgamma(x)": at == 0, "digamma(x)": True, "cbrt(x)": at <= 0}
    return far.get(text, False)


def over_rows():
    for text, loss in LOSSES.items():
        for n in 1, 2, 9, 700:
            if n == 1 and text.startswith("sd"):
                continue
            x = [float(random.randint(-3, 3)) for _ in range(n)] if n < 10 else [random.gauss(0, 1) for _ in range(n)]
            y = [random.gauss(0, 1) for _ in range(n)]
            if text.startswith("sd") and len(set(x)) == 1 and n == 2:
                continue
            w, b = random.choice([(0.5, -0.25), (1.0, 0.0), (0.0, 0.0), (-1.5, 3.0)])
            p = torch.tensor([w, b], requires_grad=True)
            tx, ty = torch.tensor(x), torch.tensor(y)
            if text.startswith("sd") and w == b == 0:
                continue  # of a constant: no derivative, which mm refuses
            value = loss(p[0], p[1], tx, ty)
            gradient, = torch.autograd.grad(value, p, allow_unused=True)
            table = peer.csv(zip(x, y), ["x", "y"])
            what = f"grad '{text}' w={w} b={b} n={n}"
            wanted = [value.item(), *gradient.tolist()]
            try:
                got = list(peer.record("grad", text, f"--at=w={w},b={b}", stdin=table).values())
            except peer.Failed as error:
                if all(map(math.isfinite, wanted)):
                    peer.fails(what, f"{error}; reference {wanted}")
                continue
            # sums of n terms, each side with its own order: n eps of terms of about 10
            peer.same(what, got, wanted, 1e-10, n * 100 * peer.EPS)
            if "max" in text or "min" in text or "sd" in text or "hypot" in text or "gelu" in text:
                continue
            hessian = torch.autograd.functional.hessian(lambda q: loss(q[0], q[1], tx, ty), p.detach())
            peer.same(f"hessian {what}", peer.matrix("hessian", text, f"--at=w={w},b={b}", stdin=table), hessian, 1e-9,
                      n * 100 * peer.EPS)
            names = [list(LOSSES)[i] for i in (0, 1, 2)]
            jacobian = torch.autograd.functional.jacobian(
                lambda q: torch.stack([LOSSES[t](q[0], q[1], tx, ty) for t in names]), p.detach())
            peer.same(f"jacobian {what}", peer.matrix("jacobian", *names, f"--at=w={w},b={b}", "-", stdin=table), jacobian, 1e-9,
                      n * 100 * peer.EPS)


def single():
    for text, f in SINGLE.items():
        for at in PLACES:
            x = torch.tensor(at, requires_grad=True)
            value = f(x)
            gradient, = torch.autograd.grad(value, x)
            wanted = [value.item(), gradient.item()]
            if exempt(text, at) or any(map(math.isnan, wanted)):
                continue
            try:
                got = list(peer.record("grad", text, f"--at=x={at!r}").values())
            except peer.Failed as error:
                peer.fails(f"grad '{text}' at {at}", f"{error}; reference {wanted}")
                continue
            got = [math.nan if v is None else float(v) for v in got]
            # PyTorch's own functions are right to a few eps, its lgamma and erfc to about 1e-13
            peer.same(f"grad '{text}' at {at}", got, wanted, 1e-12)


def optimisers():
    kinds = {
        "gd": (["--rate=0.05"], lambda p: torch.optim.SGD(p, lr=0.05)),
        "momentum": (["--rate=0.05"], lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9)),
        "nesterov": (["--rate=0.05", "--decay=0.01"], lambda p: torch.optim.SGD(p, lr=0.05, momentum=0.9, nesterov=True, weight_decay=0.01)),
        "adagrad": (["--rate=0.1"], lambda p: torch.optim.Adagrad(p, lr=0.1)),
        "rmsprop": (["--rate=0.01", "--momentum=0.5"], lambda p: torch.optim.RMSprop(p, lr=0.01, momentum=0.5)),
        "adam": (["--rate=0.02", "--decay=0.1"], lambda p: torch.optim.Adam(p, lr=0.02, weight_decay=0.1)),
        "adamw": (["--rate=0.02"], lambda p: torch.optim.AdamW(p, lr=0.02)),
    }
    x = [random.gauss(0, 1) for _ in range(50)]
    y = [2 * v - 1 + random.gauss(0, 0.3) for v in x]
    tx, ty = torch.tensor(x), torch.tensor(y)
    for text in list(LOSSES)[:4]:
        for method, (options, make) in kinds.items():
            for schedule in "constant", "exp", "step", "cosine":
                p = [torch.tensor(0.5, requires_grad=True), torch.tensor(-0.25, requires_grad=True)]
                optimiser = make(p)
                rate = {"constant": lambda: None, "exp": lambda: torch.optim.lr_scheduler.ExponentialLR(optimiser, 0.95),
                        "step": lambda: torch.optim.lr_scheduler.StepLR(optimiser, 7, 0.1),
                        "cosine": lambda: torch.optim.lr_scheduler.CosineAnnealingLR(optimiser, 40)}[schedule]()
                for _ in range(40):
                    optimiser.zero_grad()
                    LOSSES[text](p[0], p[1], tx, ty).backward()
                    if method == "adam":
                        torch.nn.utils.clip_grad_norm_(p, 0.7)
                    optimiser.step()
                    if rate:
                        rate.step()
                extra = ["--clip=0.7"] if method == "adam" else []
                scheduled = [] if schedule == "constant" else [f"--schedule={schedule}"] + (["--every=7"] if schedule == "step" else [])
                got = peer.record("gd", text, "--init=w=0.5,b=-0.25", f"--method={method}", "--epochs=40", *options, *extra,
                                  *scheduled, stdin=peer.csv(zip(x, y), ["x", "y"]))
                peer.same(f"gd {method} {schedule} '{text}'", [got["w"], got["b"], got["loss"]],
                          [p[0].item(), p[1].item(), LOSSES[text](p[0], p[1], tx, ty).item()], 1e-9, 1e-9)


for part in over_rows, single, optimisers:
    peer.attempt(part.__name__, part)
peer.finish()
