from __future__ import annotations

import csv
import io
from collections import Counter
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray
from PIL import Image

from core.domain.outcomes import Outcome, ReasonCode
from core.imaging.quality import assess, default_limits, judge
from core.synthesis.cover_plate import SHAPE
from core.synthesis.sample_plan import JUDGE_FOLDER, PLAN, Planned, make_planned
from core.synthesis.sample_product import main, truth_csv

COMMITTED = Path(__file__).parents[3] / "resources" / "sample_product"
DEFECTS = ("scratch", "contamination", "dent", "crack")


def read(path: Path) -> NDArray[np.uint8]:
    with Image.open(path) as image:
        assert image.mode == "RGB"
        assert image.format == "JPEG"
        return np.asarray(image)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("sample") / "한글 예제"
    assert main(["--out", str(folder)]) == 0
    return folder


def test_that_the_script_makes_the_committed_files_again(written: Path) -> None:
    made = {path.relative_to(written) for path in written.rglob("*") if path.is_file()}
    committed = {path.relative_to(COMMITTED) for path in COMMITTED.rglob("*") if path.is_file()}
    assert made == committed
    for name in sorted(made):
        if name.suffix == ".jpg":
            mine, theirs = read(written / name), read(COMMITTED / name)
            apart = np.abs(mine.astype(np.int64) - theirs)
            # Equal here; another JPEG codec or vector unit may round a grey level otherwise.
            assert apart.mean() < 0.5, name
            assert apart.max() <= 16, name
        else:
            assert (written / name).read_bytes() == (COMMITTED / name).read_bytes(), name


def test_that_all_of_it_stays_under_two_megabytes() -> None:
    assert sum(path.stat().st_size for path in COMMITTED.rglob("*") if path.is_file()) < 2_000_000


def test_that_it_teaches_and_asks_what_was_promised() -> None:
    folders = Counter(planned.folder for planned in PLAN)
    taught = {f"teach/{category}": 4 for category in DEFECTS}
    assert folders == {"teach/good": 8, **taught, JUDGE_FOLDER: 12}
    judged = Counter(planned.outcome for planned in PLAN if planned.folder == JUDGE_FOLDER)
    assert judged == {Outcome.OK: 4, Outcome.NG: 5, Outcome.HOLD: 3}
    asked = {p.category for p in PLAN if p.outcome is Outcome.NG and p.folder == JUDGE_FOLDER}
    assert asked == set(DEFECTS)


def test_that_every_committed_picture_is_a_photo_of_the_plate() -> None:
    seen = set()
    for planned in PLAN:
        rgb = read(COMMITTED / planned.folder / planned.file)
        assert rgb.shape == (*SHAPE, 3)
        assert 60 < rgb.mean() < 160
        seen.add(rgb.tobytes())
    assert len(seen) == len(PLAN)


def test_that_names_of_pictures_to_judge_give_nothing_away() -> None:
    for planned in PLAN:
        if planned.folder == JUDGE_FOLDER:
            assert planned.file[:5] == "part_"
            assert planned.category not in planned.file


def test_that_the_truth_names_every_picture_to_judge() -> None:
    rows = list(csv.DictReader(io.StringIO(truth_csv())))
    files = {path.name for path in (COMMITTED / JUDGE_FOLDER).iterdir()}
    assert {row["file"] for row in rows} == files
    assert {row["outcome"] for row in rows} == {"OK", "NG", "HOLD"}
    assert {row["category"] for row in rows} > {"good", *DEFECTS}
    assert not (COMMITTED / JUDGE_FOLDER / "truth.csv").exists()


@pytest.mark.parametrize("planned", [p for p in PLAN if p.category != "good"], ids=lambda p: p.file)
def test_that_every_mark_is_clearly_visible_and_where_it_was_planned(planned: Planned) -> None:
    sample = make_planned(planned)
    assert sample.category == planned.category
    assert sample.facts is not None
    assert sample.facts.contrast > 7
    assert 60 < sample.facts.area_px < 0.25 * sample.mask.size
    assert planned.request.at_px is not None
    x, y = planned.request.at_px
    # Cracks start at their place, the others have it in the middle; pose shifts add a little.
    reach = planned.request.size * min(SHAPE) * 0.75 + 12
    found = sample.facts.centre_px
    assert np.hypot(found[0] - 240 - x, found[1] - 180 - y) < reach


def test_that_only_the_defocused_piece_must_be_taken_again() -> None:
    refused = {}
    for planned in PLAN:
        rgb = read(COMMITTED / planned.folder / planned.file)
        reason = judge(assess(rgb), default_limits(), size_px=(SHAPE[1], SHAPE[0]))
        if reason is not None:
            refused[planned.file] = reason
    defocused = [planned.file for planned in PLAN if planned.blur_px is not None]
    assert refused == dict.fromkeys(defocused, ReasonCode.RETAKE_BLURRED)
    assert len(refused) == 1
