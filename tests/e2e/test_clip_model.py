"""A CLIP directory of the user's, from the profile to the figures."""

from __future__ import annotations

from pathlib import Path

import pytest

from core.cli.app import run
from core.settings.paths import DataDir
from core.settings.profiles import ProductProfile, save_profile
from tests.core.inference.tiny_models import make_clip
from tests.e2e.conftest import Answer


def test_that_a_clip_directory_scores_prompts_and_names_the_best_one(
    data_dir: DataDir, product_folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    make_clip(data_dir.models / "tiny-clip")
    save_profile(ProductProfile(name="clip", model_id="tiny-clip"), data_dir)

    def call(*words: str | Path) -> Answer:
        code = run([*map(str, words), "--data-dir", str(data_dir.root), "--product", "clip"])
        printed = capsys.readouterr()
        return Answer(code, printed.out, printed.err)

    capsys.readouterr()  # what loading the tiny model printed while it was made
    view = call("describe", product_folder / "dent" / "부품 0.png", "--json").object
    scores = view["scores"]
    assert isinstance(scores, list)
    assert {score["role"] for score in scores} == {"defect", "clean", "look_alike"}
    assert sum(score["probability"] for score in scores) == pytest.approx(1.0, abs=1e-4)
    assert all(score["best_prompt"] for score in scores)
    models = view["models"]
    assert isinstance(models, list)
    assert models[0]["id"] == "tiny-clip"
    zero_shot = call("evaluate", product_folder, "--zero-shot", "--repeats", "1", "--json").object
    assert zero_shot["mode"] == "zero-shot"
    assert zero_shot["shots"] == 0
    recall = zero_shot["recall"]
    assert isinstance(recall, dict)
    assert recall.keys() == {"dent", "good", "scratch"}
