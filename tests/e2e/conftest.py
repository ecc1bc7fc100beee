"""The command line in this process, on a fresh data folder, with a model that needs no torch."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest
from PIL import Image

from core.cli.app import run
from core.inference.protocols import Captioner, DualEncoder
from core.settings.paths import DataDir
from tests.support.fake_captioner import FakeCaptioner
from tests.support.fake_encoder import FakeEncoder

COLOURS = {"good": (120, 120, 120), "scratch": (200, 40, 40), "dent": (40, 40, 200)}


@dataclass(frozen=True, slots=True)
class Answer:
    """What a command printed and returned."""

    code: int
    out: str
    err: str

    @property
    def objects(self) -> list[dict[str, object]]:
        """Stdout as JSON, one object a line."""
        return [json.loads(line) for line in self.out.splitlines()]

    @property
    def object(self) -> dict[str, object]:
        """The one JSON object of stdout."""
        (only,) = self.objects
        return only


Command = Callable[..., Answer]


@pytest.fixture
def fake_model(monkeypatch: pytest.MonkeyPatch) -> FakeEncoder:
    """Let the program load the fake model whatever it asks for."""
    encoder = FakeEncoder()

    def load(_model_id: str, **_options: object) -> DualEncoder:
        return encoder

    def load_captioner(_model_id: str, **_options: object) -> Captioner:
        return FakeCaptioner()

    monkeypatch.setattr("core.services.workshop.load_encoder", load)
    monkeypatch.setattr("core.services.describers.load_captioner", load_captioner)
    return encoder


@pytest.fixture
def command(
    fake_model: FakeEncoder, data_dir: DataDir, capsys: pytest.CaptureFixture[str]
) -> Command:
    """Run one command as typed, on the fresh data folder."""

    def call(*words: str | Path) -> Answer:
        code = run([str(word) for word in words] + ["--data-dir", str(data_dir.root)])
        printed = capsys.readouterr()
        return Answer(code, printed.out, printed.err)

    return call


def picture(colour: tuple[int, int, int], seed: int) -> Image.Image:
    """Draw a noisy plate; a colour other than grey makes a spot on it."""
    rng = np.random.default_rng(seed)
    plate = np.full((96, 128, 3), 120.0) + rng.normal(0, 6, (96, 128, 3))
    if colour != COLOURS["good"]:
        x, y = int(rng.integers(10, 80)), int(rng.integers(10, 60))
        plate[y : y + 24, x : x + 32] = np.array(colour) + rng.normal(0, 6, (24, 32, 3))
    return Image.fromarray(plate.clip(0, 255).astype(np.uint8))


@pytest.fixture
def product_folder(tmp_path: Path) -> Path:
    """Make a labelled folder with a Korean name: 8 good, 6 scratched and 6 dented plates."""
    folder = tmp_path / "커버 플레이트"
    for label, colour in COLOURS.items():
        (folder / label).mkdir(parents=True)
        for number in range(8 if label == "good" else 6):
            seed = 100 * list(COLOURS).index(label) + number
            picture(colour, seed).save(folder / label / f"부품 {number}.png")
    return folder
