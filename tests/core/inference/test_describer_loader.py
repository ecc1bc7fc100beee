from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from core.errors import ModelError
from core.inference.generation import Preset, preset_options
from core.inference.loader import load_answerer, load_captioner
from core.inference.manifest import write_manifest
from core.jobs.cancel import CancelToken
from tests.core.inference.pictures import noise
from tests.support.project import ROOT

NAME = "큰 블립"
EXACT = preset_options(Preset.EXACT, max_new_tokens=6)


@pytest.fixture
def models_dir(blip_dir: Path, tmp_path: Path) -> Path:
    """Return a folder with one captioner."""
    shutil.copytree(blip_dir, tmp_path / "models" / NAME)
    return tmp_path / "models"


def _code_of(models_dir: Path, model_id: str = NAME) -> str:
    with pytest.raises(ModelError) as caught:
        load_captioner(model_id, starter_dir=models_dir / "none", models_dir=models_dir)
    return caught.value.code


def test_that_a_captioner_is_loaded_by_the_name_of_its_folder(models_dir: Path) -> None:
    captioner = load_captioner(NAME, starter_dir=models_dir / "none", models_dir=models_dir)
    assert (captioner.info.id, captioner.info.role) == (NAME, "captioner")
    assert len(captioner.info.fingerprint) == 64
    crops = [noise(30, 40)]
    assert len(captioner.caption(crops, prompt=None, options=EXACT, token=CancelToken())) == 1


def test_that_the_shipped_models_are_loaded_by_their_id(
    blip_dir: Path, blip_vqa_dir: Path, tmp_path: Path
) -> None:
    captioner = load_captioner("starter", starter_dir=blip_dir, models_dir=tmp_path)
    answerer = load_answerer("starter", starter_dir=blip_vqa_dir, models_dir=tmp_path)
    assert (captioner.info.id, answerer.info.id) == ("starter", "starter")
    answers = answerer.answer(
        [noise(30, 40)], ["is there a mark?"], options=EXACT, token=CancelToken()
    )
    assert len(answers) == 1


def test_that_the_dtype_of_a_captioner_is_remembered(models_dir: Path, tmp_path: Path) -> None:
    facts_file = tmp_path / "cache" / "models.json"
    load_captioner(NAME, starter_dir=tmp_path, models_dir=models_dir, facts_file=facts_file)
    facts = json.loads(facts_file.read_text(encoding="utf-8"))
    assert list(facts["dtypes"].values()) in (["float32"], ["bfloat16"])


def test_that_a_missing_captioner_says_so(tmp_path: Path) -> None:
    assert _code_of(tmp_path, "starter") == "captioner_missing"
    assert _code_of(tmp_path, "없는 모델") == "model_folder_missing"
    assert _code_of(tmp_path, "../models") == "model_folder_missing"


def test_that_a_model_of_another_role_is_refused_by_name(
    models_dir: Path, clip_dir: Path, blip_dir: Path
) -> None:
    shutil.copytree(clip_dir, models_dir / "clip")
    assert _code_of(models_dir, "clip") == "model_role_wrong"
    with pytest.raises(ModelError) as caught:
        load_answerer("starter", starter_dir=blip_dir, models_dir=models_dir)
    assert caught.value.code == "model_role_wrong"
    assert caught.value.details["expected"] == "BlipForQuestionAnswering"


def test_that_damaged_weights_are_refused(models_dir: Path) -> None:
    folder = models_dir / NAME
    write_manifest(folder, NAME, {})
    weights = folder / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert _code_of(models_dir) == "model_manifest_mismatch"
    weights.write_bytes(content[:-100])
    (folder / "manifest.json").unlink()
    assert _code_of(models_dir) == "model_weights_broken"


def test_that_pickled_weights_are_refused(models_dir: Path) -> None:
    weights = models_dir / NAME / "model.safetensors"
    weights.rename(weights.with_name("pytorch_model.bin"))
    assert _code_of(models_dir) == "model_pickle_only"


def test_that_describing_works_with_every_socket_blocked(models_dir: Path) -> None:
    script = """
import os, sys
def refuse(event, args):
    if event.startswith("socket.") and event != "socket.__new__":
        os.write(2, f"{event} {args}".encode())
        os._exit(9)
sys.addaudithook(refuse)
from pathlib import Path
import numpy as np
from core.inference.generation import Preset, preset_options
from core.inference.loader import load_captioner
from core.jobs.cancel import CancelToken
models = Path(sys.argv[1])
captioner = load_captioner(sys.argv[2], starter_dir=models, models_dir=models)
crop = np.zeros((40, 40, 3), np.uint8)
options = preset_options(Preset.EXACT, max_new_tokens=5)
print(len(captioner.caption([crop], prompt=None, options=options, token=CancelToken())))
"""
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, str(models_dir), NAME],
        cwd=ROOT,
        env={**os.environ, "HF_HUB_OFFLINE": "0"},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )
    assert (done.returncode, done.stderr, done.stdout.strip()) == (0, "", "1")
