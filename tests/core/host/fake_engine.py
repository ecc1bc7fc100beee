"""An engine without models that does as its items say; the child process imports it by name."""

from __future__ import annotations

import os
import signal
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType

from core.errors import DefectScribeError, ImageError, ModelError
from core.jobs.engine import ItemContext, Phase, Task
from core.jobs.progress import Progress

ENGINE = f"{__name__}:create"


@dataclass(frozen=True, slots=True)
class FakeConfig:
    """How the engine loads.

    Attributes
    ----------
    load_s : float
        Duration of loading, told in four steps.
    failure : str or None
        Fail in words with this code.
    raises : bool
        Raise something unexpected.
    deaths : Deaths or None
        Die while loading, as often as it says.
    """

    load_s: float = 0.0
    failure: str | None = None
    raises: bool = False
    deaths: Deaths | None = None


@dataclass(frozen=True, slots=True)
class Deaths:
    """Dies ``times`` times; a line in ``counter`` counts each one across processes."""

    counter: Path
    times: int = sys.maxsize


@dataclass(frozen=True, slots=True)
class Answer:
    """Give ``value`` after a while, during which a cancel is heeded."""

    value: object = None
    after_s: float = 0.0
    phase: Phase = Phase.WORKING


@dataclass(frozen=True, slots=True)
class Tell:
    """Tell progress and partial results, one word after the other, then give all."""

    words: tuple[str, ...]
    pause_s: float = 0.0


@dataclass(frozen=True, slots=True)
class FailInWords:
    """Fail as an unreadable image does."""

    file: str


@dataclass(frozen=True, slots=True)
class Misbehave:
    """Raise what nobody expects."""


@dataclass(frozen=True, slots=True)
class Hang:
    """Tell that it began, then sleep and heed no cancel."""

    for_s: float
    phase: Phase = Phase.WORKING


@dataclass(frozen=True, slots=True)
class Die:
    """End the process without a word of Python, after a last line on stderr; then answer."""

    deaths: Deaths


@dataclass(frozen=True, slots=True)
class GiveUnpicklable:
    """Answer with a value that cannot be sent."""


@dataclass(frozen=True, slots=True)
class GiveHeavy:
    """Answer with a value of a class that says it is torch's."""


@dataclass(frozen=True, slots=True)
class LookAround:
    """Answer with what the process is like."""


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What a host found in its process."""

    pid: int
    niceness: int
    environment: dict[str, str]
    modules: frozenset[str]
    ignores_interrupt: bool


class UnforeseenError(Exception):
    """Stands for what a library may raise."""

    def __init__(self) -> None:
        super().__init__("nobody expects this")


class FakeEngine:
    """Does as its items say."""

    def __init__(self, config: FakeConfig) -> None:
        self._config = config
        self._is_loaded = False

    def load(self, progress: Progress) -> None:
        config = self._config
        if config.deaths is not None:
            _die(config.deaths)
        if config.raises:
            raise UnforeseenError
        if config.failure is not None:
            raise ModelError(config.failure, model="fake")
        for step in range(4):
            time.sleep(config.load_s / 4)
            progress(step + 1, 4)
        self._is_loaded = True

    def run_item(self, task: Task, item: object, context: ItemContext) -> object:
        assert self._is_loaded
        match item:
            case Answer():
                with context.phase(item.phase):
                    return _answer(item, context)
            case Tell():
                return _tell(item, context)
            case FailInWords():
                raise ImageError("image_unreadable", file=item.file)
            case Hang():
                with context.phase(item.phase):
                    context.progress(0, None)
                    time.sleep(item.for_s)
                return "too late"
            case Die():
                _die(item.deaths)
                return "survived"
            case _:
                return _ODDITIES[type(item)]()


def create(config: object) -> FakeEngine:
    """Make the engine; the host calls this by name."""
    if not isinstance(config, FakeConfig):
        raise DefectScribeError
    return FakeEngine(config)


def _answer(item: Answer, context: ItemContext) -> object:
    end_s = time.monotonic() + item.after_s
    while time.monotonic() < end_s:
        context.token.check()
        time.sleep(0.002)
    return item.value


def _tell(item: Tell, context: ItemContext) -> str:
    for number, _ in enumerate(item.words, start=1):
        context.progress(number, len(item.words))
        context.partial(" ".join(item.words[:number]))
        time.sleep(item.pause_s)
    return " ".join(item.words)


def _die(deaths: Deaths) -> None:
    so_far = deaths.counter.read_text("utf-8").count("\n") if deaths.counter.exists() else 0
    if so_far >= deaths.times:
        return
    with deaths.counter.open("a", encoding="utf-8") as stream:
        stream.write("died\n")
    os.write(2, "마지막 한마디\n".encode())
    if hasattr(signal, "SIGKILL"):
        os.kill(os.getpid(), signal.SIGKILL)
    os._exit(9)


def _misbehave() -> object:
    raise UnforeseenError


def _give_unpicklable() -> object:
    return lambda: None


def _give_heavy() -> object:
    heavy = type("OutOfMemoryError", (), {"__module__": "torch"})
    module = ModuleType("torch")
    module.__dict__["OutOfMemoryError"] = heavy
    sys.modules["torch"] = module
    return heavy()


def _look_around() -> Surroundings:
    return Surroundings(
        pid=os.getpid(),
        niceness=0 if sys.platform == "win32" else os.nice(0),
        environment=dict(os.environ),
        modules=frozenset(sys.modules),
        ignores_interrupt=signal.getsignal(signal.SIGINT) is signal.SIG_IGN,
    )


_ODDITIES: dict[type[object], Callable[[], object]] = {
    Misbehave: _misbehave,
    GiveUnpicklable: _give_unpicklable,
    GiveHeavy: _give_heavy,
    LookAround: _look_around,
}
