"""The starter, nothing taught: a place gets a weak proposal, which never decides."""

from __future__ import annotations

from pathlib import Path

import pytest
from typing_extensions import override

from core.domain.inspections import ModelInfo
from core.inference.protocols import DualEncoder
from core.inference.starter_pack import STARTER_ID
from tests.e2e.conftest import COLOURS, Command, picture
from tests.support.fake_encoder import FakeEncoder


class _Starter(FakeEncoder):
    """Quick stand-in for the starter's tower; the proposal is the shipped one."""

    @property
    @override
    def info(self) -> ModelInfo:
        return ModelInfo(id=STARTER_ID, fingerprint="0" * 64, dtype="float32")


@pytest.fixture
def starter(command: Command, monkeypatch: pytest.MonkeyPatch) -> Command:
    def load(_model_id: str, **_options: object) -> DualEncoder:
        return _Starter()

    monkeypatch.setattr("core.services.workshop.load_encoder", load)
    return command


@pytest.fixture
def image(tmp_path: Path) -> Path:
    path = tmp_path / "부품.png"
    picture(COLOURS["scratch"], 5).save(path)
    return path


def test_that_a_roi_is_held_with_a_weak_proposal(starter: Command, image: Path) -> None:
    found = starter("describe", image, "--roi", "20,10,60,50", "--json").object
    assert (found["outcome"], found["severity"]) == ("HOLD", None)
    reason, scores, category = found["reason"], found["scores"], found["category"]
    assert isinstance(reason, dict)
    assert isinstance(scores, list)
    assert isinstance(category, dict)
    assert reason["code"] == "weak_proposal"
    assert "외관만으로 본 참고 유형" in reason["ko"]
    assert "Teach four examples" in reason["en"]
    assert {score["id"] for score in scores} == {
        "scratch", "contamination", "dent", "crack", "discoloration",
    }  # fmt: skip
    assert all(score["is_proposal"] and score["similarity"] is None for score in scores)
    assert category["probability"] == max(score["probability"] for score in scores) < 0.61


def test_that_a_whole_image_without_references_gets_no_proposal(
    starter: Command, image: Path
) -> None:
    found = starter("describe", image, "--json").object
    assert found["scores"] == []
    assert found["category"] is None


def test_that_examples_replace_the_proposal(
    starter: Command, image: Path, product_folder: Path
) -> None:
    assert starter("teach", product_folder).code == 0
    found = starter("describe", image, "--roi", "20,10,60,50", "--json").object
    scores = found["scores"]
    assert isinstance(scores, list)
    assert {score["id"] for score in scores} == {"good", "scratch", "dent"}
    assert not any(score["is_proposal"] for score in scores)


def test_that_a_folder_is_evaluated_without_examples(
    starter: Command, product_folder: Path
) -> None:
    answer = starter("evaluate", product_folder, "--zero-shot", "--repeats", "1", "--json")
    assert answer.code == 0
    assert "외관만 보고 dent, scratch 중에서" in answer.err
    view = answer.object
    assert (view["mode"], view["shots"]) == ("zero-shot", 0)
    assert view["recall"]
    assert view["hold_rate"] == 1.0
