from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
import torch

from core.errors import ModelError
from core.inference import loader
from core.inference.adapters.clip import ClipEncoder
from core.inference.environment import available_cores
from core.inference.loader import limit_threads, load_encoder
from core.inference.manifest import write_manifest
from core.inference.protocols import DualEncoder
from tests.core.inference.pictures import noise
from tests.support.project import ROOT


@pytest.fixture
def models_dir(clip_dir: Path, tmp_path: Path) -> Path:
    """Return a folder with one model, ``작은 클립``."""
    shutil.copytree(clip_dir, tmp_path / "models" / "작은 클립")
    return tmp_path / "models"


def _load(
    models_dir: Path,
    model_id: str = "작은 클립",
    *,
    cache_file: Path | None = None,
    facts_file: Path | None = None,
) -> DualEncoder:
    return load_encoder(
        model_id,
        starter_dir=models_dir / "no starter",
        models_dir=models_dir,
        cache_file=cache_file,
        facts_file=facts_file,
    )


def _code_of(models_dir: Path, model_id: str = "작은 클립") -> str:
    with pytest.raises(ModelError) as caught:
        _load(models_dir, model_id)
    return caught.value.code


def test_that_the_starter_is_loaded_by_its_id(starter_dir: Path, tmp_path: Path) -> None:
    encoder = load_encoder("starter", starter_dir=starter_dir, models_dir=tmp_path)
    assert encoder.info.id == "starter"
    assert len(encoder.extract([noise(30, 30)])) == 1


def test_that_a_model_is_loaded_by_the_name_of_its_folder(models_dir: Path) -> None:
    encoder = _load(models_dir)
    assert isinstance(encoder, ClipEncoder)
    assert encoder.info.id == "작은 클립"
    assert len(encoder.info.fingerprint) == 64


def test_that_a_cache_file_makes_the_second_start_quick(
    models_dir: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cache_file = tmp_path / "cache" / "embeddings.sqlite"
    facts_file = tmp_path / "facts" / "models.json"
    crop = noise(50, 50)
    first = _load(models_dir, cache_file=cache_file, facts_file=facts_file).extract([crop])[0]
    second = _load(models_dir, cache_file=cache_file, facts_file=facts_file)
    monkeypatch.setattr(ClipEncoder, "_see", None)
    assert np.array_equal(second.extract([crop])[0].embedding, first.embedding)
    facts = json.loads(facts_file.read_text(encoding="utf-8"))
    assert list(facts["dtypes"].values()) == [second.info.dtype]


def test_that_a_fingerprint_follows_the_settings_too(models_dir: Path) -> None:
    before = _load(models_dir).info.fingerprint
    settings = models_dir / "작은 클립" / "preprocessor_config.json"
    settings.write_bytes(settings.read_bytes().replace(b"0.48", b"0.49"))
    assert _load(models_dir).info.fingerprint != before


def test_that_a_missing_starter_says_so(tmp_path: Path) -> None:
    assert _code_of(tmp_path, "starter") == "starter_missing"


@pytest.mark.parametrize("model_id", ["", ".", "..", "../models/작은 클립", "/etc", "없는 모델"])
def test_that_an_id_leads_only_into_the_models_folder(models_dir: Path, model_id: str) -> None:
    assert _code_of(models_dir, model_id) == "model_folder_missing"


def test_that_a_model_of_another_kind_is_refused(models_dir: Path) -> None:
    config = models_dir / "작은 클립" / "config.json"
    content = json.loads(config.read_text(encoding="utf-8"))
    for kind in ("bert", None):
        config.write_text(json.dumps({**content, "model_type": kind}), encoding="utf-8")
        assert _code_of(models_dir) == "model_architecture_unknown"


def test_that_weights_of_another_size_are_refused(models_dir: Path) -> None:
    config = models_dir / "작은 클립" / "config.json"
    content = json.loads(config.read_text(encoding="utf-8"))
    content["projection_dim"] = 48
    config.write_text(json.dumps(content), encoding="utf-8")
    assert _code_of(models_dir) == "model_load_failed"


def test_that_a_changed_file_does_not_pass_a_manifest(models_dir: Path) -> None:
    folder = models_dir / "작은 클립"
    write_manifest(folder, "작은 클립", {})
    _load(models_dir)
    weights = folder / "model.safetensors"
    content = bytearray(weights.read_bytes())
    content[-1] ^= 1
    weights.write_bytes(content)
    assert _code_of(models_dir) == "model_manifest_mismatch"


def test_that_a_library_that_does_not_load_is_named(
    models_dir: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(name: str) -> None:
        msg = f"[WinError 1114] {name}"
        raise OSError(msg)

    monkeypatch.setattr(loader, "importlib", SimpleNamespace(import_module=fail))
    with pytest.raises(ModelError) as caught:
        _load(models_dir)
    assert caught.value.code == "model_library_unusable"
    assert caught.value.details["library"] == "torch"


def test_that_threads_never_exceed_the_cores() -> None:
    before = torch.get_num_threads()
    try:
        assert limit_threads(None) == available_cores() == torch.get_num_threads()
        assert limit_threads(10_000) == available_cores()
        assert limit_threads(1) == torch.get_num_threads() == 1
    finally:
        torch.set_num_threads(before)


def _run(script: str, *arguments: str, **environment: str) -> str:
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", script, *arguments],
        cwd=ROOT,
        env={**os.environ, **environment},
        capture_output=True,
        check=False,
        encoding="utf-8",
        timeout=120,
    )
    assert done.returncode == 0, done.stderr
    assert done.stderr == ""
    return done.stdout.strip()


def test_that_models_load_with_every_socket_blocked(starter_dir: Path, models_dir: Path) -> None:
    """Nothing is even tried: the first use of a socket ends the process."""
    script = """
import os, sys
def refuse(event, args):
    if event.startswith("socket.") and event != "socket.__new__":
        os.write(2, f"{event} {args}".encode())
        os._exit(9)
sys.addaudithook(refuse)
from pathlib import Path
from core.inference.loader import load_encoder
starter, models = map(Path, sys.argv[1:])
for name in ("starter", "작은 클립"):
    encoder = load_encoder(name, starter_dir=starter, models_dir=models)
    encoder.embed_texts(["a photo of scratch"])
print(os.environ["HF_HUB_OFFLINE"], os.environ["OMP_WAIT_POLICY"])
"""
    shown = _run(
        script, str(starter_dir), str(models_dir), HF_HUB_OFFLINE="0", PYTHONIOENCODING="utf-8"
    )
    assert shown == "1 PASSIVE"


def test_that_the_torch_free_modules_stay_so() -> None:
    script = """
import sys
from core.inference import (
    cache, caching_encoder, crops, dtype, environment, features_codec, fingerprint, loader,
    manifest, model_facts, model_folder, protocols, starter_pack, starter_sources, statistics,
)
print(sorted({"torch", "transformers", "safetensors"} & sys.modules.keys()))
"""
    assert _run(script) == "[]"


def test_that_images_alone_never_import_transformers(starter_dir: Path) -> None:
    script = """
import sys
from pathlib import Path
import numpy as np
from core.inference.loader import load_encoder
starter = Path(sys.argv[1])
encoder = load_encoder("starter", starter_dir=starter, models_dir=starter)
encoder.extract([np.zeros((20, 20, 3), np.uint8)])
print("transformers" in sys.modules)
"""
    assert _run(script, str(starter_dir)) == "False"
