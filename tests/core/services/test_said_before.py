from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from core.domain.inspections import Caption, ModelInfo
from core.domain.regions import BoxPx
from core.errors import ModelError
from core.inference.loader import fingerprint_of_captioner
from core.jobs.cancel import CancelToken
from core.services.describers import Describers
from core.settings.app_settings import AppSettings, DescribingSettings
from core.settings.paths import DataDir
from tests.support.tiny_blip import make_captioner

NAME = "내 블립"


@pytest.fixture
def data_dir(tmp_path: Path) -> DataDir:
    return DataDir.open(tmp_path / "데이터")


@pytest.fixture
def describers(data_dir: DataDir, monkeypatch: pytest.MonkeyPatch) -> Describers:
    """Return what knows a model of the user, and may not load it."""

    def load(*_: object, **__: object) -> None:
        pytest.fail("a model was loaded for what is known")

    make_captioner(data_dir.models / NAME)
    monkeypatch.setattr("core.services.describers.load_captioner", load)
    return _describers(data_dir, NAME)


def _describers(data_dir: DataDir, name: str) -> Describers:
    return Describers(data_dir, AppSettings(describing=DescribingSettings(captioner=name)))


def _caption(fingerprint: str) -> Caption:
    model = ModelInfo(NAME, fingerprint, "float32", role="captioner")
    return Caption("a spot", None, "a spot", BoxPx(0, 0, 9, 9), model, "exact")


def test_that_the_same_weights_say_what_they_said_before(describers: Describers) -> None:
    others = _caption("0" * 64), replace(_caption(describers.fingerprint()), preset="creative")
    same = _caption(describers.fingerprint())
    assert describers.said_before((*others, same), CancelToken()) is same
    assert describers.said_before(others, CancelToken()) is None
    assert describers.said_before((), CancelToken()) is None


def test_that_other_weights_under_the_same_name_describe_anew(
    describers: Describers, data_dir: DataDir
) -> None:
    before = _caption(describers.fingerprint())
    weights = next((data_dir.models / NAME).glob("*.safetensors"))
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert describers.said_before((before,), CancelToken()) is None


def test_that_a_missing_model_says_nothing_of_before(
    describers: Describers, data_dir: DataDir
) -> None:
    gone = _describers(data_dir, "없는 모델")
    assert gone.said_before((_caption(describers.fingerprint()),), CancelToken()) is None
    with pytest.raises(ModelError):
        fingerprint_of_captioner("없는 모델", starter_dir=data_dir.root, models_dir=data_dir.models)
