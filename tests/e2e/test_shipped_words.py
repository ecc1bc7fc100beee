"""The captioner and the answerer that ship, on an empty data folder; no test reaches a network."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from core.cli.app import run
from core.describe.captions import read_caption
from core.inference.loader import load_answerer, load_captioner
from core.inference.starter_pack import STARTER_ID
from core.jobs.cancel import CancelToken
from core.services.describers import answerer_dir, captioner_dir
from core.services.starter_figures import answer_figures, caption_figures
from core.services.training_examples import Example, make_example
from core.services.training_plan import CHECK_SEED
from core.settings.paths import DataDir
from core.texts.program_folder import resources_dir

_N = 60


@pytest.fixture(scope="module")
def examples() -> list[Example]:
    """Return generated pictures that no training saw."""
    return [make_example(CHECK_SEED + 10_000 + at, side_px=192, cells=12) for at in range(_N)]


def test_that_scores_and_a_caption_come_out_of_the_box(
    data_dir: DataDir, capsys: pytest.CaptureFixture[str]
) -> None:
    image = min((resources_dir() / "sample_product" / "to_judge").iterdir())
    assert run(["inspect", str(image), "--json", "--data-dir", str(data_dir.root)]) == 0
    view = json.loads(capsys.readouterr().out)
    assert view["anomaly"].keys() >= {"score", "limit"}
    assert read_caption(view["caption"]["said"]) is not None
    assert view["caption"]["ko"]
    assert view["caption"]["model"] == STARTER_ID


def test_that_captions_are_sentences_of_the_language_and_mostly_right(
    examples: list[Example], tmp_path: Path
) -> None:
    captioner = load_captioner(STARTER_ID, starter_dir=captioner_dir(), models_dir=tmp_path)
    figures = caption_figures(captioner, examples, CancelToken())
    # Measured on 600 pictures: .86, .79, .67; a wrong file or a wrong input falls far below.
    assert figures["marked or clean"] >= 0.7
    assert figures["tone"] >= 0.6
    assert figures["place"] >= 0.45


def test_that_answers_are_mostly_right(examples: list[Example], tmp_path: Path) -> None:
    answerer = load_answerer(STARTER_ID, starter_dir=answerer_dir(), models_dir=tmp_path)
    figures = answer_figures(answerer, examples[: _N // 2], CancelToken())
    assert figures["presence"] >= 0.7
    assert figures["place"] >= 0.4
