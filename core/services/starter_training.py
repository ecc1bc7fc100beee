"""Train the captioner and the answerer that ship with the program.

``python -m core.services.starter_training`` (or ``dev.py train-starter``) makes the examples, runs
the three stages and writes two ordinary model folders. It may be stopped at any moment: the next
run goes on from the last checkpoint, and what is finished is not done again.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import multiprocessing
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from functools import partial
from pathlib import Path
from typing import Final

from core.describe.questions import vocabulary
from core.errors import JobCancelledError
from core.inference.environment import available_cores, prepare
from core.inference.training.plans import TrainingPlan
from core.jobs.cancel import CancelToken
from core.services.training_batches import ShardSource
from core.services.training_examples import write_shard
from core.services.training_plan import FIRST_SEED, FULL, SMOKE
from core.texts.program_folder import resources_dir

_DONE: Final = 0
_STOPPED: Final = 1

_logger = logging.getLogger(__name__)


def make_shards(plan: TrainingPlan, folder: Path, token: CancelToken) -> list[Path]:
    """Make what is missing of the examples, on all cores.

    Parameters
    ----------
    plan : TrainingPlan
        How many, how large.
    folder : Path
        Holds what earlier runs made.
    token : CancelToken
        Looked at after each file.

    Raises
    ------
    JobCancelledError
        If ``token`` is cancelled; finished files stay.
    """
    folder.mkdir(parents=True, exist_ok=True)
    make = partial(
        write_shard,
        folder,
        size=plan.shard_size,
        first_seed=FIRST_SEED,
        side_px=plan.shape.image_px,
        grid=plan.shape.grid,
    )
    context = multiprocessing.get_context("spawn")
    made: list[Path] = []
    with ProcessPoolExecutor(available_cores(), mp_context=context) as pool:
        waiting = [pool.submit(make, number) for number in range(plan.shards)]
        for each in as_completed(waiting):
            made.append(each.result())
            if token.is_cancelled:
                pool.shutdown(cancel_futures=True)
            token.check()
    return sorted(made)


def train(plan: TrainingPlan, *, work: Path, out: Path, token: CancelToken) -> tuple[Path, Path]:
    """Make the examples, run all stages, write the two model folders.

    Parameters
    ----------
    plan : TrainingPlan
        Sizes and steps.
    work : Path
        Examples, checkpoints, logs: several GB for the full plan.
    out : Path
        Where ``captioner`` and ``vqa`` are made.
    token : CancelToken
        Ends it in order.

    Raises
    ------
    JobCancelledError
        If ``token`` is cancelled; the next call goes on.
    """
    shards = make_shards(plan, work / "examples", token)
    pipeline = importlib.import_module("core.inference.training.pipeline")
    training = pipeline.Training(
        plan=plan,
        source=ShardSource(shards),
        words=vocabulary(),
        work=work / "stages",
        out=out,
        token=token,
    )
    captioner, answerer = pipeline.train_blip(training)
    return Path(captioner), Path(answerer)


def main(arguments: Sequence[str]) -> int:
    """Run from the command line."""
    parser = argparse.ArgumentParser(prog="train-starter", description=__doc__)
    parser.add_argument("--out", type=Path, default=resources_dir() / "models")
    parser.add_argument("--work", type=Path, default=Path("outputs") / "training")
    parser.add_argument("--smoke", action="store_true", help="a minute that proves every stage")
    parsed = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO, format="%(asctime)s %(message)s")
    prepare()
    token = CancelToken()
    for number in (signal.SIGINT, signal.SIGTERM):
        signal.signal(number, lambda *_: token.cancel())
    plan = SMOKE if parsed.smoke else FULL
    work = parsed.work / ("smoke" if parsed.smoke else "full")
    try:
        made = train(plan, work=work, out=parsed.out, token=token)
    except JobCancelledError:
        _logger.info("stopped; the next run goes on from here")
        return _STOPPED
    for folder in made:
        _logger.info("written: %s", folder)
    return _DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
