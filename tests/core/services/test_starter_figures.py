"""Figures of captioner and answerer on generated pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.describe.appearance import Appearance, Tone
from core.inference.manifest import verify_manifest
from core.jobs.cancel import CancelToken
from core.services.starter_cards import CARD, CardFacts, write_card
from core.services.starter_figures import answer_figures, caption_figures
from core.services.training_examples import Example, make_example
from core.services.training_plan import SMOKE
from tests.support.fake_captioner import SeeingModel

Change = Callable[[Appearance], Appearance]


def _model(examples: Sequence[Example], change: Change = lambda seen: seen) -> SeeingModel:
    """Return a model that knows the pictures, and says them changed."""
    known = {each.pixels.tobytes(): each.appearance for each in examples}
    return SeeingModel(lambda crop: change(known[crop.tobytes()]))


def _colour_blind(seen: Appearance) -> Appearance:
    if seen.mark is None:
        return seen
    other = Tone.BRIGHT if seen.mark.tone is Tone.DARK else Tone.DARK
    return replace(seen, mark=replace(seen.mark, tone=other))


def _blind(seen: Appearance) -> Appearance:
    return replace(seen, mark=None)


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """Return twenty small pictures, clean and marked."""
    found = [make_example(seed, side_px=64, cells=4) for seed in range(20)]
    assert {each.appearance.is_clean for each in found} == {True, False}
    return found


def test_that_a_knowing_model_is_always_right(examples: list[Example]) -> None:
    model = _model(examples)
    assert set(caption_figures(model, examples, CancelToken()).values()) == {1.0}
    assert set(answer_figures(model, examples, CancelToken()).values()) == {1.0}


def test_that_only_the_wrong_word_counts_as_wrong(examples: list[Example]) -> None:
    said = caption_figures(_model(examples, _colour_blind), examples, CancelToken())
    assert said["tone"] == 0
    assert said["place"] == said["shape"] == said["marked or clean"] == 1
    answered = answer_figures(_model(examples, _colour_blind), examples, CancelToken())
    assert answered["tone"] == 0
    assert answered["look"] == answered["place"] == answered["presence"] == 1


def test_that_a_mark_that_was_not_seen_has_no_right_word(examples: list[Example]) -> None:
    said = caption_figures(_model(examples, _blind), examples, CancelToken())
    clean = np.mean([each.appearance.is_clean for each in examples])
    assert said["marked or clean"] == pytest.approx(clean)
    assert said["place"] == said["tone"] == said["shape"] == 0


def test_that_the_card_tells_the_figures_and_the_manifest_holds(tmp_path: Path) -> None:
    folder = tmp_path / "captioner"
    folder.mkdir()
    (folder / "model.safetensors").write_bytes(b"weights")
    facts = CardFacts(
        title="Captioner",
        what="It says how a mark looks.",
        architecture="BlipForConditionalGeneration",
        parameters=1_500_000,
        words=250,
        figures={"place": 0.912},
        n_figures=1000,
        stages=(SMOKE.seeing, SMOKE.telling),
    )
    write_card(folder, SMOKE, facts)
    text = (folder / CARD).read_text(encoding="utf-8")
    assert "| place | 0.912 |" in text
    assert "1.5 million" in text
    manifest = verify_manifest(folder)
    assert manifest["licence"] == "Apache-2.0"
    assert set(manifest["files"]) == {CARD, "model.safetensors"}  # type: ignore[call-overload]
