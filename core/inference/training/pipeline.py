"""From examples to two model folders: see, tell, answer."""

from __future__ import annotations

import logging
import time
from dataclasses import dataclass
from pathlib import Path

import torch
from torch import nn
from transformers import BertTokenizer

from core.inference.environment import available_cores
from core.inference.training.batches import BatchSource
from core.inference.training.blip_models import make_answerer, make_captioner, save_model
from core.inference.training.loop import Loss, run_stage
from core.inference.training.plans import StagePlan, TrainingPlan
from core.inference.training.sight import Sight
from core.inference.training.stages import Answering, Telling
from core.inference.training.vocabulary import make_tokenizer
from core.jobs.cancel import CancelToken

CAPTIONER = "captioner"
ANSWERER = "vqa"

_logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Training:
    """What all stages share.

    Attributes
    ----------
    plan : TrainingPlan
        Sizes and steps.
    source : BatchSource
        Of examples.
    words : tuple of str
        The vocabulary.
    work : Path
        For checkpoints and logs; a run that was stopped goes on from there.
    out : Path
        Where the model folders are made.
    token : CancelToken
        Ends the training after the next step.
    """

    plan: TrainingPlan
    source: BatchSource
    words: tuple[str, ...]
    work: Path
    out: Path
    token: CancelToken


def train_blip(training: Training) -> tuple[Path, Path]:
    """Run the three stages and write the folders of captioner and answerer.

    Returns
    -------
    tuple of Path
        Ordinary transformers directories, without manifest.

    Raises
    ------
    JobCancelledError
        If the token is cancelled; checkpoints are kept.
    """
    torch.set_num_threads(available_cores())
    torch.manual_seed(training.plan.seeing.seed)
    training.work.mkdir(parents=True, exist_ok=True)
    tokenizer = make_tokenizer(training.words)
    telling = _telling(training, tokenizer)
    answering = _answering(training, tokenizer, telling)
    folders = (training.out / CAPTIONER, training.out / ANSWERER)
    for folder, model in zip(folders, (telling.captioner, answering.answerer), strict=True):
        save_model(model, tokenizer, training.plan.shape, folder)
    return folders


def _telling(training: Training, tokenizer: BertTokenizer) -> Telling:
    shape = training.plan.shape
    captioner = make_captioner(shape, tokenizer)
    sight = Sight(captioner.vision_model, shape.width, training.source.facts)
    _run(training, sight, training.plan.seeing, sight.learn)
    telling = Telling(captioner, sight, tokenizer)
    _run(training, telling, training.plan.telling, telling.learn)
    return telling


def _answering(training: Training, tokenizer: BertTokenizer, telling: Telling) -> Answering:
    torch.manual_seed(training.plan.answering.seed)
    answerer = make_answerer(training.plan.shape, tokenizer)
    answerer.vision_model.load_state_dict(telling.captioner.vision_model.state_dict())
    # It says the same words of the same picture, so it need not learn to look and speak again.
    decoder = telling.captioner.text_decoder
    answerer.text_decoder.load_state_dict(decoder.state_dict())
    answerer.text_encoder.load_state_dict(decoder.bert.state_dict())
    answering = Answering(answerer, tokenizer)
    _run(training, answering, training.plan.answering, answering.learn)
    return answering


def _run(training: Training, model: nn.Module, plan: StagePlan, loss: Loss) -> None:
    begun_s = time.monotonic()
    run_stage(
        model, plan, source=training.source, loss=loss, work=training.work, token=training.token
    )
    _logger.info("stage %s: %.0f s", plan.name, time.monotonic() - begun_s)
