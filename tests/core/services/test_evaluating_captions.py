"""Captions and answers beside what masks say."""

from __future__ import annotations

import json
from pathlib import Path

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from core.describe.appearance_rules import appearance_of
from core.errors import JobCancelledError
from core.imaging.catalogue import labelled_folder
from core.imaging.decode import DEFAULT_LIMITS
from core.inference.generation import GenerationOptions
from core.inference.protocols import Captioner
from core.jobs.cancel import CancelToken
from core.jobs.progress import no_progress
from core.services.evaluating_captions import WordPlan, answer_words, caption_words, words_view
from core.services.mask_views import WordSources, view_slices, word_sources
from tests.support.fake_captioner import FakeAnswerer, FakeCaptioner, SeeingModel

GROUND, MARK = 140, 50
PLAN = WordPlan(seed=0, limits=DEFAULT_LIMITS, options=GenerationOptions(num_beams=1))


def marks_of(crop: NDArray[np.uint8]) -> NDArray[np.bool_]:
    found: NDArray[np.bool_] = crop[..., 0] < (GROUND + MARK) // 2
    return found


def seer() -> SeeingModel:
    """Return a model that sees every mark as it is."""
    return SeeingModel(lambda crop: appearance_of(crop, marks_of(crop)))


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name in ("얼룩", "good", "masks"):
        (tmp_path / name).mkdir()
    for number in range(10):
        mask = np.zeros((200, 240), np.uint8)
        if number % 2:
            cv2.line(mask, (60, 90), (130, 90 + 4 * number), 255, 4)
        else:
            cv2.circle(mask, (100 + 5 * number, 90), 12, 255, -1)
        image = np.where(mask > 0, MARK, GROUND).astype(np.uint8)
        save(tmp_path / "얼룩" / f"부품 {number}.png", image)
        save(tmp_path / "masks" / f"부품 {number}.png", mask)
    for number in range(3):
        save(tmp_path / "good" / f"g{number}.png", np.full((200, 240), GROUND, np.uint8))
    return tmp_path


def save(path: Path, image: NDArray[np.uint8]) -> None:
    path.write_bytes(cv2.imencode(".png", image)[1].tobytes())


def sources_of(folder: Path) -> WordSources:
    return word_sources(folder, labelled_folder(folder), good_class="good")


def captions(folder: Path, captioner: Captioner) -> dict[str, object]:
    run = caption_words(
        sources_of(folder), captioner, PLAN, token=CancelToken(), progress=no_progress
    )
    view = words_view(run)
    json.dumps(view)
    return view


def figure(view: dict[str, object], name: str, key: str) -> object:
    values = view[name]
    assert isinstance(values, dict)
    return values[key]


def test_that_a_captioner_that_sees_everything_is_always_right(folder: Path) -> None:
    view = captions(folder, seer())
    assert (view["n_marked"], view["n_good"], view["failures"]) == (10, 3, [])
    assert figure(view, "place", "balanced_accuracy") == 1
    assert figure(view, "shape", "balanced_accuracy") == 1
    assert figure(view, "false_marks", "share") == 0
    assert figure(view, "missed", "share") == 0


def test_that_one_caption_for_everything_is_no_better_than_the_majority(folder: Path) -> None:
    view = captions(
        folder, FakeCaptioner("a small dark round spot at the centre of a grey surface")
    )
    shape = view["shape"]
    assert isinstance(shape, dict)
    assert shape["balanced_accuracy"] == shape["majority"]["balanced_accuracy"]
    assert figure(view, "false_marks", "share") == 1
    failures = view["failures"]
    assert isinstance(failures, list)
    assert {Path(failure["file"]).name for failure in failures} >= {"부품 1.png", "g0.png"}


def test_that_babble_is_wrong_everywhere_and_counted(folder: Path) -> None:
    view = captions(folder, FakeCaptioner("the the the"))
    assert view["unreadable"] == 13
    assert figure(view, "tone", "balanced_accuracy") == 0
    assert figure(view, "false_marks", "share") == 1


def test_that_answers_are_compared_as_captions_are(folder: Path) -> None:
    run = answer_words(sources_of(folder), seer(), PLAN, token=CancelToken(), progress=no_progress)
    view = words_view(run)
    assert view["failures"] == []
    assert figure(view, "place", "balanced_accuracy") == 1
    run = answer_words(
        sources_of(folder),
        FakeAnswerer(answers={}),
        PLAN,
        token=CancelToken(),
        progress=no_progress,
    )
    assert figure(words_view(run), "missed", "share") == 1
    assert figure(words_view(run), "false_marks", "share") == 0


def test_that_the_same_seed_shows_the_same_views(folder: Path) -> None:
    one, other = seer(), seer()
    assert captions(folder, one) == captions(folder, other)
    assert one.shapes == other.shapes


def test_that_unusable_masks_are_named_and_the_rest_is_judged(folder: Path) -> None:
    save(folder / "masks" / "부품 0.png", np.zeros((200, 240), np.uint8))
    save(folder / "masks" / "부품 9.png", np.full((100, 240), 255, np.uint8))
    (folder / "good" / "g2.png").write_bytes(b"no image")
    run = caption_words(sources_of(folder), seer(), PLAN, token=CancelToken(), progress=no_progress)
    assert [error.code for error in run.failed] == [
        "mask_empty", "mask_size_differs", "image_not_an_image",
    ]  # fmt: skip
    assert words_view(run)["n_marked"] == 8
    assert words_view(run)["n_good"] == 2


def test_that_a_cancelled_run_says_nothing(folder: Path) -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(JobCancelledError):
        caption_words(sources_of(folder), seer(), PLAN, token=token, progress=no_progress)


@settings(max_examples=200)
@given(st.data())
def test_that_a_view_lies_in_the_image_and_holds_the_whole_mark(data: st.DataObject) -> None:
    height, width = data.draw(st.tuples(st.integers(8, 90), st.integers(8, 90)))
    top, left = data.draw(st.tuples(st.integers(0, height - 1), st.integers(0, width - 1)))
    bottom = data.draw(st.integers(top, height - 1))
    right = data.draw(st.integers(left, width - 1))
    mask = np.zeros((height, width), bool)
    mask[top : bottom + 1, left : right + 1] = True
    rows, columns = view_slices(mask, np.random.default_rng(data.draw(st.integers(0, 99))))
    assert 0 <= rows.start <= top <= bottom < rows.stop <= height
    assert 0 <= columns.start <= left <= right < columns.stop <= width
    side = max(32, 3 * max(bottom - top + 1, right - left + 1))
    assert (rows.stop - rows.start, columns.stop - columns.start) == (
        min(side, height), min(side, width),
    )  # fmt: skip


def test_that_marks_far_from_the_border_lie_anywhere_in_their_view() -> None:
    mask = np.zeros((900, 900), bool)
    mask[440:460, 440:460] = True
    starts = [view_slices(mask, np.random.default_rng(seed))[0].start for seed in range(400)]
    assert min(starts) == 400
    assert max(starts) == 440
    assert abs(np.mean(starts) - 420) < 2
