"""The real services over a model that needs no torch; the inference host makes it by name."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from typing_extensions import override

from core.inference.protocols import DualEncoder
from core.jobs.engine import Engine, ItemContext, Task
from core.jobs.progress import Progress
from core.services.describers import Describers
from core.services.describing import Asker, Describer
from core.services.engine import ServiceEngine
from core.services.workshop import Workshop
from core.settings.app_settings import load_settings
from core.settings.paths import DataDir
from tests.support.fake_captioner import FakeAnswerer, FakeCaptioner
from tests.support.fake_encoder import FakeEncoder

FACTORY = f"{__name__}:create"


@dataclass(frozen=True, slots=True)
class WindowEngineConfig:
    """What the engine needs to know.

    Attributes
    ----------
    data_root : Path
        The data folder.
    item_s : float
        How long an item takes at least.
    """

    data_root: Path
    item_s: float = 0.0


class FakeDescribers(Describers):
    """Describing models that say the same of everything."""

    @override
    def describer(self) -> Describer:
        return Describer(FakeCaptioner())

    @override
    def fingerprint(self) -> str:
        return FakeCaptioner().info.fingerprint

    @override
    def asker(self) -> Asker:
        return Asker(FakeAnswerer())


class FakeModelWorkshop(Workshop):
    """A workshop whose every model is the fake one."""

    def __init__(self, data_dir: DataDir) -> None:
        super().__init__(data_dir, load_settings(data_dir))
        self._encoder = FakeEncoder()
        self._fake_describers = FakeDescribers(data_dir, load_settings(data_dir))

    @property
    @override
    def describers(self) -> Describers:
        return self._fake_describers

    @override
    def encoder(self, model_id: str) -> DualEncoder:
        return self._encoder


class WindowEngine(Engine):
    """Inspects as the program does, after a while."""

    def __init__(self, config: WindowEngineConfig) -> None:
        self._engine = ServiceEngine(FakeModelWorkshop(DataDir(config.data_root)))
        self._item_s = config.item_s

    @override
    def load(self, progress: Progress) -> None:
        progress(1, 1)

    @override
    def run_item(self, task: Task, item: object, context: ItemContext) -> object:
        end_s = time.monotonic() + self._item_s
        while time.monotonic() < end_s:
            context.token.check()
            time.sleep(0.002)
        return self._engine.run_item(task, item, context)


def create(config: WindowEngineConfig) -> WindowEngine:
    """Make the engine; the host calls this by name."""
    return WindowEngine(config)
