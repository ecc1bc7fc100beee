"""Training of the head that guesses a defect type from descriptors."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray

from core.inference.training.plans import TypeHeadPlan
from core.inference.type_head import TypeHead
from core.jobs.cancel import CancelToken

_FURTHEST: Final = 4.0


def train_type_head(
    features: NDArray[np.float32],
    labels: NDArray[np.int64],
    types: Sequence[str],
    plan: TypeHeadPlan,
    *,
    token: CancelToken,
) -> TypeHead:
    """Train on descriptors.

    Parameters
    ----------
    features : (N, F) float32
    labels : (N,) int64
        Index into ``types``.
    types : sequence of str
        The C types.
    plan : TypeHeadPlan
    token : CancelToken
        Checked between batches.

    Raises
    ------
    JobCancelledError
        If ``token`` is cancelled.
    """
    mean = features.mean(axis=0)
    scale = np.maximum(features.std(axis=0), 1e-3)
    x = torch.from_numpy(np.clip((features - mean) / scale, -_FURTHEST, _FURTHEST)).float()
    y = torch.from_numpy(labels)
    random = torch.Generator().manual_seed(plan.seed)
    n_in, n_out = x.shape[1], len(types)
    sizes = ((n_in, plan.hidden), (plan.hidden,), (plan.hidden, n_out), (n_out,))
    weights = [_start(plan.members, size, random) for size in sizes]
    optimizer = torch.optim.AdamW(weights, lr=plan.rate, weight_decay=plan.decay)
    schedule = torch.optim.lr_scheduler.CosineAnnealingLR(optimizer, plan.steps)
    for _ in range(plan.steps):
        token.check()
        rows = torch.randint(len(x), (plan.members, plan.batch), generator=random)
        seen = x[rows] + plan.noise * torch.randn(*rows.shape, n_in, generator=random)
        kept = torch.rand(seen.shape, generator=random) >= plan.dropped
        logits = _forward(seen * kept / (1 - plan.dropped), weights)
        loss = torch.nn.functional.cross_entropy(
            logits.flatten(0, 1), y[rows].flatten(), label_smoothing=plan.smoothing
        )
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        schedule.step()
    w_in, b_in, w_out, b_out = (weight.detach().numpy() for weight in weights)
    return TypeHead(
        types=tuple(types),
        mean=mean.astype(np.float32),
        scale=scale.astype(np.float32),
        weights_in=w_in,
        bias_in=b_in,
        weights_out=w_out,
        bias_out=b_out,
    )


def _start(members: int, size: tuple[int, ...], random: torch.Generator) -> torch.Tensor:
    spread = (2.0 / size[0]) ** 0.5 if len(size) > 1 else 0.0
    return (torch.randn(members, *size, generator=random) * spread).requires_grad_()


def _forward(x: torch.Tensor, weights: Sequence[torch.Tensor]) -> torch.Tensor:
    w_in, b_in, w_out, b_out = weights
    hidden = torch.relu(torch.einsum("knf,kfh->knh", x, w_in) + b_in[:, None])
    return torch.einsum("knh,khc->knc", hidden, w_out) + b_out[:, None]
