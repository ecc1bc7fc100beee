from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.domain.verdicts import RecordContext
from core.imaging.decode import DecodeLimits
from core.jobs.cancel import CancelToken
from core.records.history import History
from core.services.recording import Taught, teach_images
from core.settings.profiles import ProductProfile
from core.texts.wording import render_error

CONTEXT = RecordContext(product="커버")


@pytest.fixture
def history(tmp_path: Path) -> Iterator[History]:
    (tmp_path / "bank").mkdir()
    with History.open(tmp_path / "records.sqlite", "1") as opened:
        yield opened


@pytest.fixture
def pictures(tmp_path: Path) -> list[Path]:
    paths = [tmp_path / f"부품 {number}.png" for number in range(3)]
    for number, path in enumerate(paths):
        noise = np.random.default_rng(number).integers(0, 255, (48, 48, 3), np.uint8)
        Image.fromarray(noise).save(path)
    return paths


def teach(history: History, tmp_path: Path, *labelled: tuple[str, Path]) -> Taught:
    return teach_images(
        labelled,
        history=history,
        bank_dir=tmp_path / "bank",
        context=CONTEXT,
        profile=ProductProfile(name="커버"),
        limits=DecodeLimits(),
        token=CancelToken(),
    )


def test_that_a_picture_is_not_taught_under_two_categories(
    history: History, tmp_path: Path, pictures: list[Path]
) -> None:
    teach(history, tmp_path, ("scratch", pictures[0]))
    taught = teach(history, tmp_path, ("dent", pictures[0]), ("dent", pictures[1]))
    assert taught.added == {"dent": 1}
    (error,) = taught.failed
    assert error.code == "example_other_category"
    words = render_error(error, "ko")
    assert "부품 0.png" in words
    assert "scratch" in words


def test_that_a_good_part_is_no_example_of_a_defect(
    history: History, tmp_path: Path, pictures: list[Path]
) -> None:
    taught = teach(history, tmp_path, ("good", pictures[0]), ("dent", pictures[0]))
    assert taught.added == {"good": 1}
    assert len(taught.failed) == 1


def test_that_the_same_bytes_under_another_name_are_noticed(
    history: History, tmp_path: Path, pictures: list[Path]
) -> None:
    copy = tmp_path / "사본.png"
    copy.write_bytes(pictures[0].read_bytes())
    taught = teach(history, tmp_path, ("scratch", pictures[0]), ("dent", copy))
    assert [error.details["file"] for error in taught.failed] == ["사본.png"]


def test_that_the_same_category_again_is_no_contradiction(
    history: History, tmp_path: Path, pictures: list[Path]
) -> None:
    teach(history, tmp_path, ("scratch", pictures[0]))
    taught = teach(history, tmp_path, ("scratch", pictures[0]), ("scratch", pictures[2]))
    assert (taught.added, taught.known, taught.failed) == ({"scratch": 1}, 1, ())


def test_that_a_picture_that_was_taken_out_can_be_taught_anew(
    history: History, tmp_path: Path, pictures: list[Path]
) -> None:
    teach(history, tmp_path, ("scratch", pictures[0]))
    history.bank_undo(CONTEXT)
    assert teach(history, tmp_path, ("dent", pictures[0])).added == {"dent": 1}
