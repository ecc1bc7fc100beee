"""Train the head that proposes a defect type from the look of a place alone.

``python -m core.services.type_training`` makes the ROIs, trains, measures on new ones and writes
the model folder. Only generated pictures are used.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import shutil
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

import cv2
import numpy as np
from numpy.typing import NDArray

from core.classify.type_features import type_features
from core.inference.environment import prepare
from core.inference.manifest import write_manifest
from core.inference.training.plans import TypeHeadPlan
from core.inference.type_head import TypeHead
from core.jobs.cancel import CancelToken
from core.services.training_plan import CHECK_SEED, FIRST_SEED
from core.synthesis.type_samples import TYPES, make_type_sample
from core.texts.program_folder import resources_dir

TYPE_PROPOSAL: Final = "type_proposal"
"""Name of the model and of its folder."""
LICENCE: Final = "Apache-2.0"
_HOW: Final = "python -m core.services.type_training"
_CARD: Final = """\
# Type proposal of the starter

It guesses from the look of a ROI alone which of {n_types} defect types it shows, for a product that
was taught nothing yet: {types}.
It is weak: on real pictures about three proposals of five are right (figures: docs/evaluation.md).
It never decides an outcome; the program halves its belief, calls it a weak proposal and asks for
examples.

## Data

{n_train:,} generated ROIs (`core/synthesis/type_samples.py`), as many of each type. No real picture
was used, so no set that it is measured on was trained on. The mapping of appearances to types was
written with the development pictures in view.

## How it was made

`{how}`: {n_features} descriptors of shape, tone and texture
(`core/classify/type_features.py`; those of shape through the shipped outline network), {members}
networks with one hidden layer of {hidden} units whose probabilities are averaged; noise on the
descriptors, {dropped:.0%} of them left out of every row, label smoothing. So much noise costs
recall on generated ROIs and was worth several points on real ones.

## Figures on {n_check:,} new generated ROIs

| type | recall |
|---|---|
{rows}

## Limits

It belongs to the outline network that shipped with it: when that changes, train this anew. The
same look can have different names, and a plant's words may differ from these. Contamination is
hardly ever proposed: drawn-out dark inclusions are called cracks. Dark patches on a bright rough
ground are called holes, and dents are hardly ever recognised. The measured classes come from few
products, so these figures say little about another one.
"""


@dataclass(frozen=True, slots=True)
class TypePlan:
    """How much is made; ``head`` says how it is trained."""

    n_train: int
    n_check: int
    head: TypeHeadPlan


FULL: Final = TypePlan(3000, 600, TypeHeadPlan())
SMOKE: Final = TypePlan(36, 12, TypeHeadPlan(members=2, hidden=4, steps=4, batch=16))

_logger = logging.getLogger(__name__)


def train_type_proposal(out: Path, *, smoke: bool, token: CancelToken) -> Mapping[str, float]:
    """Make the ROIs, train, measure, and write the model folder.

    Parameters
    ----------
    out : Path
        ``type_proposal`` is made in it, or replaced when it is finished.
    smoke : bool
        Seconds that prove every step; what comes out knows nothing.
    token : CancelToken
        Checked between ROIs and batches.

    Returns
    -------
    dict
        Recall by type, and ``macro``, on new generated ROIs.

    Raises
    ------
    JobCancelledError
        If ``token`` is cancelled; nothing is written.
    """
    plan = SMOKE if smoke else FULL
    training = importlib.import_module("core.inference.training.type_head")
    features, labels = described_samples(FIRST_SEED, plan.n_train, token)
    head: TypeHead = training.train_type_head(features, labels, TYPES, plan.head, token=token)
    features, labels = described_samples(CHECK_SEED, plan.n_check, token)
    figures = recalls(head.probabilities(features).argmax(axis=1), labels)
    out.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=out) as place:
        made = Path(place) / TYPE_PROPOSAL
        head.save(made)
        _write_card(made, plan, head, figures)
        target = out / TYPE_PROPOSAL
        shutil.rmtree(target, ignore_errors=True)
        made.rename(target)
    return figures


def described_samples(
    first_seed: int, count: int, token: CancelToken
) -> tuple[NDArray[np.float32], NDArray[np.int64]]:
    """Generate ROIs and describe them.

    Returns
    -------
    features : (N, F) float32
    labels : (N,) int64
        Index into the types.
    """
    cv2.setNumThreads(1)
    features: list[NDArray[np.float32]] = []
    labels: list[int] = []
    for seed in range(first_seed, first_seed + count):
        token.check()
        sample = make_type_sample(seed)
        features.append(type_features(sample.rgb, sample.roi))
        labels.append(TYPES.index(sample.kind))
    return np.stack(features), np.asarray(labels, dtype=np.int64)


def recalls(said: NDArray[np.int64], labels: NDArray[np.int64]) -> dict[str, float]:
    """Return the share of right answers by type, and their mean as ``macro``."""
    found = {
        kind: float((said[labels == index] == index).mean())
        for index, kind in enumerate(TYPES)
        if (labels == index).any()
    }
    return {**found, "macro": float(np.mean(list(found.values())))}


def _write_card(folder: Path, plan: TypePlan, head: TypeHead, figures: Mapping[str, float]) -> None:
    text = _CARD.format(
        n_types=len(TYPES),
        types=", ".join(TYPES),
        n_train=plan.n_train,
        n_check=plan.n_check,
        n_features=head.n_features,
        members=plan.head.members,
        hidden=plan.head.hidden,
        dropped=plan.head.dropped,
        how=_HOW,
        rows="\n".join(f"| {name} | {value:.3f} |" for name, value in figures.items()),
    )
    (folder / "MODEL_CARD.md").write_text(text, encoding="utf-8", newline="\n")
    facts = {
        "licence": LICENCE,
        "how": _HOW,
        "data": "generated pictures only",
        "types": list(TYPES),
        "plan": asdict(plan),
        "figures": dict(figures),
    }
    write_manifest(folder, TYPE_PROPOSAL, facts)


def main(arguments: Sequence[str]) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="type-training", description=__doc__)
    parser.add_argument("--out", type=Path, default=resources_dir() / "models" / "heads")
    parser.add_argument("--smoke", action="store_true", help="seconds that prove every step")
    parsed = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    prepare()
    figures = train_type_proposal(parsed.out, smoke=parsed.smoke, token=CancelToken())
    for name, value in figures.items():
        _logger.info("%s: %.3f", name, value)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
