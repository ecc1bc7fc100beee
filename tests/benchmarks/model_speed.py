"""How long the shipped models take: score an image, describe it, answer a question.

``python -m tests.benchmarks.model_speed`` prints one JSON object of medians in milliseconds and
ends with 0 when all limits hold. Product and images are generated; no image is seen twice, so
nothing comes from the cache. The tower alone runs on the same images in the same run, in turn.
"""

from __future__ import annotations

import json
import statistics
import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Final

from PIL import Image

from core.cli.session import GlobalOptions, Session
from core.describe.questions import QuestionId
from core.domain.regions import BoxPx
from core.inference.adapters.starter import StarterEncoder
from core.inference.environment import prepare
from core.jobs.cancel import CancelToken
from core.synthesis.training_samples import make_training_sample
from core.texts.program_folder import resources_dir
from main import main as run_command

SHAPE_PX: Final = (480, 640)
N_TAUGHT: Final = 8
N_TIMED: Final = 15
N_FIRST: Final = 2
"""Left out: what is loaded when first used."""
LIMITS_MS: Final = {"score": 250.0, "caption": 1000.0, "answer": 1000.0}
MOST_TOWERS: Final = 1.5
BOX: Final = BoxPx(220.0, 160.0, 200.0, 160.0)


def _teach(data_dir: Path, folder: Path) -> None:
    for at in range(4 * N_TAUGHT):
        sample = make_training_sample(at, SHAPE_PX)
        kind = "good" if not sample.mask.any() else "mark"
        target = folder / kind / f"{at}.png"
        target.parent.mkdir(parents=True, exist_ok=True)
        if len(list(target.parent.iterdir())) < N_TAUGHT:
            Image.fromarray(sample.rgb).save(target)
    if run_command(["--data-dir", str(data_dir), "teach", str(folder)]):
        message = "the images could not be taught"
        raise RuntimeError(message)


def _taken_ms(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return 1e3 * (time.perf_counter() - begun)


def _times(session: Session) -> dict[str, list[float]]:
    token = CancelToken()
    scorer = session.inspector(token).scorer
    tower = StarterEncoder(resources_dir() / "models" / "starter")
    describer = session.workshop.describers.describer()
    asker = session.workshop.describers.asker()
    found: dict[str, list[float]] = {"tower": [], "score": [], "caption": [], "answer": []}
    for at in range(N_FIRST + N_TIMED):
        first, second = (
            make_training_sample(10_000 + 2 * at + half, SHAPE_PX).rgb for half in range(2)
        )
        works: dict[str, Callable[[], object]] = {
            "tower": partial(tower.extract, [first]),
            "score": partial(scorer.score, second, [], token=token),
            "caption": partial(describer.describe, second, BOX, token=token),
            "answer": partial(asker.ask, second, BOX, QuestionId.PLACE, lang="en", token=token),
        }
        for name, work in works.items():
            found[name].append(_taken_ms(work))
    return {name: times[N_FIRST:] for name, times in found.items()}


def main() -> int:
    """Print the medians; return 0 when every limit holds."""
    prepare()
    with tempfile.TemporaryDirectory() as folder:
        data_dir = Path(folder) / "data"
        _teach(data_dir, Path(folder) / "labelled")
        session = Session(GlobalOptions(data_dir, None, None, as_json=False))
        try:
            times = _times(session)
        finally:
            session.close()
    medians = {name: round(statistics.median(each), 1) for name, each in times.items()}
    towers = round(medians["score"] / medians["tower"], 3)
    worst = {name: round(max(each), 1) for name, each in times.items()}
    shown = {**medians, "score_per_tower": towers, "worst": worst}
    sys.stdout.write(json.dumps(shown, indent=2) + "\n")
    holds = towers <= MOST_TOWERS and all(medians[name] <= most for name, most in LIMITS_MS.items())
    return int(not holds)


if __name__ == "__main__":
    raise SystemExit(main())
