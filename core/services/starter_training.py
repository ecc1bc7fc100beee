"""Train what ships with the program: captioner, answerer, the head that proposes a type.

``python -m core.services.starter_training`` (or ``dev.py train-starter``) makes the examples, runs
the three stages of captioner and answerer, writes two ordinary model folders, then the head. It may
be stopped at any moment: the next run goes on from the last checkpoint, and what is finished of
captioner and answerer is not done again.
"""

from __future__ import annotations

import argparse
import importlib
import logging
import multiprocessing
import shutil
import signal
import sys
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor, as_completed
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Final

from core.describe.questions import vocabulary
from core.errors import JobCancelledError
from core.inference.environment import available_cores, prepare
from core.inference.loader import (
    ANSWERER_CLASS,
    CAPTIONER_CLASS,
    load_answerer,
    load_captioner,
)
from core.inference.starter_pack import STARTER_ID
from core.inference.training.plans import TrainingPlan
from core.jobs.cancel import CancelToken
from core.services.starter_cards import CardFacts, write_card
from core.services.starter_figures import answer_figures, caption_figures
from core.services.starter_settling import settle_answerer, settle_captioner
from core.services.training_batches import ShardSource
from core.services.training_examples import Example, make_example, write_shard
from core.services.training_plan import CHECK_SEED, FIRST_SEED, FULL, SETTLE_SEED, SMOKE
from core.services.type_training import train_type_proposal
from core.texts.program_folder import resources_dir

_DONE: Final = 0
_STOPPED: Final = 1
_BYTES_PER_WEIGHT: Final = 2
"""They are saved as float16."""

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
        cells=plan.shape.cells,
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
    made = work / "models"
    shutil.rmtree(made, ignore_errors=True)
    training = pipeline.Training(
        plan=plan,
        source=ShardSource(shards),
        words=vocabulary(),
        work=work / "stages",
        out=made,
        token=token,
    )
    captioner, answerer = pipeline.train_blip(training)
    _settle(plan, captioner, answerer, token)
    _describe(plan, captioner, answerer, token)
    return _put(captioner, out), _put(answerer, out)


def _put(folder: Path, out: Path) -> Path:
    """Replace a model folder by a finished one."""
    target = out / folder.name
    shutil.rmtree(target, ignore_errors=True)
    shutil.copytree(folder, target)
    return target


def _settle(plan: TrainingPlan, captioner: Path, answerer: Path, token: CancelToken) -> None:
    examples = _examples(plan, SETTLE_SEED)
    settle_captioner(captioner, examples, token)
    settle_answerer(answerer, examples, token)


def _examples(plan: TrainingPlan, first_seed: int) -> list[Example]:
    side_px, cells = plan.shape.image_px, plan.shape.cells
    return [
        make_example(first_seed + number, side_px=side_px, cells=cells)
        for number in range(plan.n_check)
    ]


def _describe(plan: TrainingPlan, captioner: Path, answerer: Path, token: CancelToken) -> None:
    """Measure both models as the program loads them, and write their cards."""
    nowhere = captioner.parent / "none"
    telling = load_captioner(STARTER_ID, starter_dir=captioner, models_dir=nowhere)
    answering = load_answerer(STARTER_ID, starter_dir=answerer, models_dir=nowhere)
    examples = _examples(plan, CHECK_SEED)
    told = CardFacts(
        title="Captioner of the starter",
        what="It says in one sentence whether there is a mark, how it looks and where it lies.",
        architecture=CAPTIONER_CLASS,
        parameters=_count_weights(captioner),
        words=len(vocabulary()),
        figures=caption_figures(telling, examples, token),
        n_figures=plan.n_check,
        stages=(plan.seeing, plan.telling),
    )
    answered = replace(
        told,
        title="Answerer of the starter",
        what="It answers seven questions about how a mark looks and where it lies.",
        architecture=ANSWERER_CLASS,
        parameters=_count_weights(answerer),
        figures=answer_figures(answering, examples, token),
        stages=(plan.seeing, plan.telling, plan.answering),
    )
    write_card(captioner, plan, told)
    write_card(answerer, plan, answered)


def _count_weights(folder: Path) -> int:
    return (folder / "model.safetensors").stat().st_size // _BYTES_PER_WEIGHT


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
        train_type_proposal(parsed.out / "heads", smoke=parsed.smoke, token=token)
    except JobCancelledError:
        _logger.info("stopped; the next run goes on from here")
        return _STOPPED
    for folder in (*made, parsed.out / "heads"):
        _logger.info("written: %s", folder)
    return _DONE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
