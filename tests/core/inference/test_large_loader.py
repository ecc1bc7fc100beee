from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from core.domain.dialogue import ChatTurn, Speaker
from core.domain.precision import Precision
from core.errors import ModelError
from core.inference.loader import (
    load_answerer,
    load_captioner,
    load_explainer,
    load_translator,
)
from core.inference.manifest import write_manifest
from core.jobs.cancel import CancelToken
from tests.core.inference.large_models import EXACT
from tests.core.inference.pictures import noise

CROPS = [noise(30, 40)]


@pytest.fixture
def models_dir(large_dirs: Path, tmp_path: Path) -> Path:
    """Return a copy that a test may damage."""
    shutil.copytree(large_dirs, tmp_path / "models")
    return tmp_path / "models"


@pytest.mark.parametrize("kind", ["llava", "llava-next", "llava-onevision"])
def test_that_an_explainer_is_loaded_by_its_folder(large_dirs: Path, kind: str) -> None:
    explainer = load_explainer(kind, models_dir=large_dirs)
    assert (explainer.info.id, explainer.info.role, explainer.info.dtype) == (
        kind,
        "explainer",
        "float32",
    )
    assert len(explainer.info.fingerprint) == 64
    turns = [ChatTurn(Speaker.PERSON, "what caused this")]
    said = explainer.explain(CROPS, turns, system="", options=EXACT, token=CancelToken())
    assert isinstance(said, str)


@pytest.mark.parametrize("kind", ["marian", "m2m100", "nllb"])
def test_that_a_translator_is_loaded_by_its_folder(large_dirs: Path, kind: str) -> None:
    translator = load_translator(kind, models_dir=large_dirs, precision=Precision.SHORT)
    assert (translator.info.role, translator.info.dtype) == ("translator", "bfloat16")


def test_that_a_blip2_both_describes_and_answers(large_dirs: Path) -> None:
    captioner = load_captioner("blip2", starter_dir=large_dirs / "none", models_dir=large_dirs)
    answerer = load_answerer(
        "blip2",
        starter_dir=large_dirs / "none",
        models_dir=large_dirs,
        precision=Precision.INT8,
    )
    assert (captioner.info.role, answerer.info.role) == ("captioner", "vqa")
    assert answerer.info.quantisation == "8bit"
    asked = answerer.answer(CROPS, ["what is it"], options=EXACT, token=CancelToken())
    assert len(asked) == 1


def test_that_a_model_of_another_role_is_refused_by_name(large_dirs: Path) -> None:
    for load, model_id in ((load_explainer, "marian"), (load_translator, "llava")):
        with pytest.raises(ModelError) as caught:
            load(model_id, models_dir=large_dirs)
        assert caught.value.code == "model_role_wrong"
    with pytest.raises(ModelError) as caught:
        load_captioner("llava", starter_dir=large_dirs, models_dir=large_dirs)
    assert caught.value.code == "model_role_wrong"


@pytest.mark.parametrize("name", ["source.spm", "vocab.json", "model.safetensors"])
def test_that_a_changed_file_is_noticed_by_the_manifest(models_dir: Path, name: str) -> None:
    folder = models_dir / "marian"
    write_manifest(folder, "marian", {})
    content = bytearray((folder / name).read_bytes())
    content[-1] ^= 1
    (folder / name).write_bytes(content)
    with pytest.raises(ModelError) as caught:
        load_translator("marian", models_dir=models_dir)
    assert caught.value.code == "model_manifest_mismatch"


def test_that_the_chat_template_is_part_of_the_fingerprint(models_dir: Path) -> None:
    before = load_explainer("llava", models_dir=models_dir).info.fingerprint
    template = models_dir / "llava" / "chat_template.jinja"
    template.write_text(template.read_text(encoding="utf-8") + " ", encoding="utf-8")
    assert load_explainer("llava", models_dir=models_dir).info.fingerprint != before


def test_that_pickled_weights_are_refused(models_dir: Path) -> None:
    weights = models_dir / "llava" / "model.safetensors"
    weights.rename(weights.with_name("pytorch_model.bin"))
    with pytest.raises(ModelError) as caught:
        load_explainer("llava", models_dir=models_dir)
    assert caught.value.code == "model_pickle_only"
