"""The training stage of the type proposal, in a version of seconds."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from core.classify.type_features import type_features
from core.errors import JobCancelledError
from core.inference.manifest import verify_manifest
from core.inference.type_head import load_type_head
from core.jobs.cancel import CancelToken
from core.services.type_training import (
    TYPE_PROPOSAL,
    described_samples,
    recalls,
    train_type_proposal,
)
from core.synthesis.type_samples import TYPES, make_type_sample


def test_that_the_stage_writes_a_head_that_loads(tmp_path: Path) -> None:
    folder = tmp_path / TYPE_PROPOSAL
    folder.mkdir()
    (folder / "old.txt").write_text("an older head", encoding="utf-8")
    figures = train_type_proposal(tmp_path, smoke=True, token=CancelToken())
    assert set(figures) == {*TYPES, "macro"}
    head = load_type_head(folder)
    assert head.types == TYPES
    sample = make_type_sample(3)
    told = head.probabilities(type_features(sample.rgb, sample.roi)[None])
    assert told.shape == (1, len(TYPES))
    assert verify_manifest(folder)["licence"] == "Apache-2.0"
    assert sorted(path.name for path in folder.iterdir()) == [
        "MODEL_CARD.md",
        "manifest.json",
        "model.safetensors",
    ]
    assert [path.name for path in tmp_path.iterdir()] == [TYPE_PROPOSAL]


def test_that_the_card_tells_figures_and_limits(tmp_path: Path) -> None:
    figures = train_type_proposal(tmp_path, smoke=True, token=CancelToken())
    card = (tmp_path / TYPE_PROPOSAL / "MODEL_CARD.md").read_text(encoding="utf-8")
    assert f"| macro | {figures['macro']:.3f} |" in card
    assert "## Limits" in card


def test_that_a_cancelled_stage_writes_nothing(tmp_path: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(JobCancelledError):
        train_type_proposal(tmp_path, smoke=True, token=token)
    assert list(tmp_path.iterdir()) == []


def test_that_examples_depend_on_their_seed_alone() -> None:
    together, labels = described_samples(5, 3, CancelToken())
    alone, label = described_samples(6, 1, CancelToken())
    assert np.array_equal(together[1], alone[0])
    assert labels[1] == label[0]


def test_that_recall_is_counted_by_type() -> None:
    found = recalls(np.array([0, 0, 1, 2]), np.array([0, 0, 1, 1]))
    assert found == {TYPES[0]: 1.0, TYPES[1]: 0.5, "macro": 0.75}
