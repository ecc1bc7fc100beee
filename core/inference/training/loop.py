"""The loop of a training stage: schedule, checkpoints that a stopped run goes on from, a log."""

from __future__ import annotations

import json
import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, Final

import torch
from torch import Tensor, nn

from core.inference.training.batches import BatchSource, TrainingBatch
from core.inference.training.optimisers import Optimisers
from core.inference.training.plans import StagePlan
from core.jobs.cancel import CancelToken

_WARM_UP: Final = 0.04
"""Share of the steps over which the rate rises."""
_LAST_RATE: Final = 0.02
_CLIP: Final = 1.0
_LOG_EVERY: Final = 50


Loss = Callable[[TrainingBatch], tuple[Tensor, dict[str, float]]]
"""Returns the loss of a batch and figures for the log."""


def run_stage(
    model: nn.Module,
    plan: StagePlan,
    *,
    source: BatchSource,
    loss: Loss,
    work: Path,
    token: CancelToken,
) -> None:
    """Train, or go on where a stopped run ended; a finished stage is only loaded.

    Parameters
    ----------
    model : module
        Trained in place; everything that shall be kept is in its state.
    plan : StagePlan
        Steps, rate, seed.
    source : BatchSource
        Batch n depends on the seed and n alone, so a run that was stopped sees what the other
        batches are.
    loss : callable
        Uses ``model``.
    work : Path
        Holds the checkpoint ``<name>.pt`` and the log ``<name>.jsonl``.
    token : CancelToken
        Looked at every step; the checkpoint is written first.

    Raises
    ------
    JobCancelledError
        If ``token`` is cancelled.
    """
    found = _found(work / f"{plan.name}.pt")
    done = int(found["step"]) if found else 0
    if found:
        model.load_state_dict(found["model"])
    if done >= plan.steps:
        return
    optimisers = Optimisers(model)
    if found:
        optimisers.restore(found["optimisers"])
    model.train()
    log = _Log(work / f"{plan.name}.jsonl", plan, done)
    batches = source.batches(seed=plan.seed, size=plan.batch, first=done)
    for step in range(done, plan.steps):
        if token.is_cancelled:
            _save(model, optimisers, step, work / f"{plan.name}.pt")
        token.check()
        figures = _step(model, optimisers, _rate(step, plan), loss, batches)
        log.note(step + 1, figures)
        if (step + 1) % plan.save_every == 0 or step + 1 == plan.steps:
            _save(model, optimisers, step + 1, work / f"{plan.name}.pt")


def _step(
    model: nn.Module,
    optimisers: Optimisers,
    rate: float,
    loss: Loss,
    batches: Iterator[TrainingBatch],
) -> dict[str, float]:
    with torch.autocast("cpu", torch.bfloat16):
        total, figures = loss(next(batches))
    torch.autograd.backward(total)
    nn.utils.clip_grad_norm_(model.parameters(), _CLIP)
    optimisers.step(rate)
    return {"loss": float(total.detach()), **figures}


def _rate(step: int, plan: StagePlan) -> float:
    warm = max(1, round(_WARM_UP * plan.steps))
    if step < warm:
        return plan.rate * (step + 1) / warm
    done = (step - warm) / max(1, plan.steps - warm)
    return plan.rate * (_LAST_RATE + (1 - _LAST_RATE) * 0.5 * (1 + math.cos(math.pi * done)))


def _save(model: nn.Module, optimisers: Optimisers, step: int, path: Path) -> None:
    partial = path.with_suffix(".partial")
    torch.save(
        {"step": step, "model": model.state_dict(), "optimisers": optimisers.state()}, partial
    )
    partial.replace(path)


def _found(path: Path) -> dict[str, Any]:
    """Return the checkpoint, empty if there is none."""
    if not path.exists():
        return {}
    found: dict[str, Any] = torch.load(path, weights_only=True)
    return found


class _Log:
    """One JSON object a line, every so many steps."""

    def __init__(self, path: Path, plan: StagePlan, done: int) -> None:
        self._path = path
        self._plan = plan
        self._begun_s = time.monotonic()
        self._done = done
        self._sums: dict[str, float] = {}
        self._n = 0

    def note(self, step: int, figures: dict[str, float]) -> None:
        for name, value in figures.items():
            self._sums[name] = self._sums.get(name, 0.0) + value
        self._n += 1
        if step % _LOG_EVERY and step != self._plan.steps:
            return
        seconds = time.monotonic() - self._begun_s
        line = {
            "step": step,
            "of": self._plan.steps,
            "images_per_s": round((step - self._done) * self._plan.batch / max(seconds, 1e-9), 1),
            **{name: round(total / self._n, 4) for name, total in self._sums.items()},
        }
        with self._path.open("a", encoding="utf-8") as stream:
            stream.write(json.dumps(line) + "\n")
        self._sums, self._n = {}, 0
