"""A window with a taught product and an operator at work, over a host in this process."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from core.domain.outcomes import Outcome
from core.domain.verdicts import RecordContext
from core.domain.version import APP_VERSION
from core.imaging.decode import DecodeLimits
from core.jobs.cancel import CancelToken
from core.records.history import History
from core.services.recording import teach_images
from core.settings.paths import DataDir
from core.settings.profiles import ProductProfile
from tests.e2e.conftest import COLOURS, picture
from tests.support.window_engine import WindowEngine, WindowEngineConfig
from tests.support.window_play import Play
from tests.ui.controllers.client import ScriptedClient
from ui.workers.host_thread import Client, Deliver

TAUGHT_PRODUCT = "커버"


def taught_play(place: Path) -> Play:
    """Return a taught product, a host in this process, an operator at work, impatient records."""
    root = place / "데이터 폴더"
    data_dir = DataDir.open(root)
    engine = WindowEngine(WindowEngineConfig(root))

    def make_client(deliver: Deliver) -> Client:
        return ScriptedClient(deliver, engine)

    teach_plates(data_dir, place / "가르칠 것")
    made = Play(root, make_client, partial(open_history, data_dir, 0.05))
    made.set_people()
    return made


def plates_to_judge(place: Path) -> list[Path]:
    """Three good plates that were taught, so surely good, and a scratched one that is new."""
    folder = place / "검사 대상"
    folder.mkdir()
    found = [folder / f"부품 {number}.png" for number in range(4)]
    for number, path in enumerate(found[:3]):
        picture(COLOURS["good"], number).save(path)
    picture(COLOURS["scratch"], 703).save(found[3])
    return found


def open_history(data_dir: DataDir, timeout_s: float) -> History:
    return History.open(data_dir.records_file, APP_VERSION, timeout_s=timeout_s)


def teach_plates(data_dir: DataDir, folder: Path) -> None:
    folder.mkdir()
    labelled: list[tuple[str, Path]] = []
    for at, (label, colour) in enumerate(COLOURS.items()):
        for number in range(6):
            path = folder / f"{label} {number}.png"
            picture(colour, 100 * at + number).save(path)
            labelled.append((label, path))
    with open_history(data_dir, 5) as history:
        teach_images(
            labelled,
            history=history,
            bank_dir=data_dir.bank,
            context=RecordContext(product=TAUGHT_PRODUCT),
            profile=ProductProfile(name=TAUGHT_PRODUCT),
            limits=DecodeLimits(),
            token=CancelToken(),
        )


def verdicts_of(play: Play) -> dict[str, Outcome | None]:
    return {Path(line.file).name: line.current_verdict for line in play.lines()}
