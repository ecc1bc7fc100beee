from __future__ import annotations

from pathlib import Path

import pytest

from core.inference.adapters.starter import StarterEncoder
from core.texts.program_folder import resources_dir
from tests.core.inference.tiny_models import make_clip, make_siglip
from tests.support.tiny_blip import make_answerer, make_captioner
from tests.support.tiny_large import MAKERS


@pytest.fixture(scope="session")
def starter_dir() -> Path:
    folder = resources_dir() / "models" / "starter"
    if not (folder / "manifest.json").is_file():
        pytest.fail("the starter models are missing: run python dev.py setup", pytrace=False)
    return folder


@pytest.fixture(scope="session")
def starter(starter_dir: Path) -> StarterEncoder:
    return StarterEncoder(starter_dir)


@pytest.fixture(scope="session")
def clip_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a tiny random CLIP; its path has Korean letters and a space on purpose."""
    folder = tmp_path_factory.mktemp("모델") / "작은 클립"
    make_clip(folder)
    return folder


@pytest.fixture(scope="session")
def siglip_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("모델") / "작은 시글립"
    make_siglip(folder)
    return folder


@pytest.fixture(scope="session")
def blip_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a tiny random captioner."""
    folder = tmp_path_factory.mktemp("모델") / "작은 블립"
    make_captioner(folder)
    return folder


@pytest.fixture(scope="session")
def blip_vqa_dir(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a tiny random answerer."""
    folder = tmp_path_factory.mktemp("모델") / "작은 블립 질문"
    make_answerer(folder)
    return folder


@pytest.fixture(scope="session")
def large_dirs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return a folder of tiny random BLIP-2, LLaVA and translation models."""
    folder = tmp_path_factory.mktemp("모델") / "큰 모델"
    for name, make in MAKERS.items():
        make(folder / name)
    return folder
