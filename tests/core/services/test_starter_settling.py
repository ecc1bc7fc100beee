"""How readily a model denies a mark is settled on pictures, in one number of its weights."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file
from transformers import BlipForQuestionAnswering

from core.describe.appearance import Appearance
from core.inference.training.word_scores import set_word_score, word_score
from core.jobs.cancel import CancelToken
from core.services import starter_settling
from core.services.starter_settling import MARKED_SHARE, cost_of, settle_answerer
from core.services.training_examples import Example, make_example
from tests.support.fake_captioner import SeeingModel
from tests.support.tiny_blip import make_answerer

_SCORES = "text_decoder.cls.predictions.bias"


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """Return twenty small pictures, clean and marked."""
    found = [make_example(seed, side_px=64, cells=4) for seed in range(20)]
    assert {each.appearance.is_clean for each in found} == {True, False}
    return found


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Return a random answerer in a folder with a Korean name."""
    made = tmp_path / "답변"
    make_answerer(made)
    return made


def test_that_one_number_of_the_weights_is_changed(folder: Path) -> None:
    (folder / "model.safetensors").chmod(0o644)
    before = load_file(folder / "model.safetensors")
    set_word_score(folder, "no", -2.5)
    assert word_score(folder, "no") == -2.5
    after = load_file(folder / "model.safetensors")
    assert before.keys() == after.keys()
    changed = sum(int((before[name] != after[name]).sum()) for name in before)
    assert changed == 1
    assert (folder / "model.safetensors").stat().st_mode & 0o444 == 0o444


def test_that_the_folder_stays_an_ordinary_one(folder: Path) -> None:
    set_word_score(folder, "no", word_score(folder, "no") - 2.0)
    model = BlipForQuestionAnswering.from_pretrained(folder)
    assert isinstance(model, BlipForQuestionAnswering)
    assert float(model.text_decoder.cls.predictions.bias.detach().min()) == pytest.approx(
        -2.0, abs=0.5
    )


def test_that_an_unknown_word_is_named(folder: Path) -> None:
    with pytest.raises(ValueError, match="elephant"):
        word_score(folder, "elephant")


def test_that_an_overlooked_mark_costs_more_than_an_imagined_one(examples: list[Example]) -> None:
    clean = [each.appearance.is_clean for each in examples]
    assert cost_of(clean, examples) == 0.0
    assert cost_of([True] * len(clean), examples) == MARKED_SHARE
    assert cost_of([False] * len(clean), examples) == 1 - MARKED_SHARE < MARKED_SHARE


@pytest.mark.parametrize("needed", [0.0, 1.5])
def test_that_denials_are_lowered_as_far_as_it_pays(
    folder: Path, examples: list[Example], monkeypatch: pytest.MonkeyPatch, needed: float
) -> None:
    first = word_score(folder, "no")

    def load(*_: object, **__: object) -> SeeingModel:
        lowered = first - word_score(folder, "no")
        return _model(examples, is_blind=lowered < needed - 0.01)

    monkeypatch.setattr(starter_settling, "load_answerer", load)
    told = settle_answerer(folder, examples, CancelToken())
    assert told == {"no": needed, "there": 0.0}
    assert first - word_score(folder, "no") == pytest.approx(needed, abs=0.01)
    assert torch.isfinite(load_file(folder / "model.safetensors")[_SCORES]).all()


def _model(examples: Sequence[Example], *, is_blind: bool) -> SeeingModel:
    """Return a model that knows the pictures, or sees no mark on any of them."""
    known = {each.pixels.tobytes(): each.appearance for each in examples}

    def seen(crop_bytes: bytes) -> Appearance:
        appearance = known[crop_bytes]
        return replace(appearance, mark=None) if is_blind else appearance

    return SeeingModel(lambda crop: seen(crop.tobytes()))
