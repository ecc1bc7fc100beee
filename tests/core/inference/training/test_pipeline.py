"""Training from batches to folders that any BLIP loader reads."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import torch
from transformers import BlipForConditionalGeneration, BlipForQuestionAnswering, BlipProcessor
from typing_extensions import override

from core.errors import JobCancelledError
from core.inference.training.batches import TrainingBatch
from core.inference.training.pipeline import Training, train_blip
from tests.core.inference.training.conftest import BrightOrDark, make_batch


def _weights(folder: Path) -> bytes:
    return (folder / "model.safetensors").read_bytes()


def test_that_the_trained_folders_describe_and_answer(training: Training) -> None:
    plan = replace(
        training.plan,
        seeing=replace(training.plan.seeing, steps=40, rate=1e-2, save_every=40),
        telling=replace(training.plan.telling, steps=100, rate=1e-2, save_every=100),
        answering=replace(training.plan.answering, steps=60, rate=1e-2, save_every=60),
    )
    captioner_folder, answerer_folder = train_blip(replace(training, plan=plan))

    batch = make_batch(np.random.default_rng(99), 12)
    processor = BlipProcessor.from_pretrained(captioner_folder)
    captioner = BlipForConditionalGeneration.from_pretrained(captioner_folder).eval()
    seen = processor(images=list(batch.pixels), return_tensors="pt")
    said = captioner.generate(**seen, max_new_tokens=6)
    texts = [processor.decode(ids, skip_special_tokens=True) for ids in said]
    right = [text == wanted for text, wanted in zip(texts, batch.captions, strict=True)]
    assert np.mean(right) >= 0.9

    answerer = BlipForQuestionAnswering.from_pretrained(answerer_folder).eval()
    asked = processor(images=list(batch.pixels), text=list(batch.questions), return_tensors="pt")
    answers = answerer.generate(**asked, max_new_tokens=4)
    texts = [processor.decode(ids, skip_special_tokens=True) for ids in answers]
    right = [text == wanted for text, wanted in zip(texts, batch.answers, strict=True)]
    assert np.mean(right) >= 0.9


class _Stopping(BrightOrDark):
    """Cancels the training when the wanted batch is asked for."""

    def __init__(self, training: Training, at: int) -> None:
        super().__init__()
        self._training = training
        self._at = at

    @override
    def batches(self, *, seed: int, size: int, first: int) -> Iterator[TrainingBatch]:
        for number, batch in enumerate(super().batches(seed=seed, size=size, first=first), first):
            if number == self._at:
                self._training.token.cancel()
            yield batch


def test_that_a_stopped_training_goes_on_to_the_same_weights(
    training: Training, tmp_path: Path
) -> None:
    whole, _ = train_blip(training)

    stopped = replace(training, work=tmp_path / "2", out=tmp_path / "m2")
    with pytest.raises(JobCancelledError):
        train_blip(replace(stopped, source=_Stopping(stopped, 3)))
    assert not stopped.out.exists()
    source = BrightOrDark()
    resumed, _ = train_blip(
        replace(stopped, source=source, token=type(training.token)()),
    )

    assert source.asked[0] == 4, "seeing goes on where it stopped"
    assert _weights(resumed) == _weights(whole)


def test_that_a_finished_stage_is_not_trained_again(training: Training) -> None:
    train_blip(training)
    source = BrightOrDark()
    train_blip(replace(training, source=source))
    assert source.asked == []


def test_that_the_log_tells_how_far_it_is(training: Training) -> None:
    train_blip(training)
    lines = (training.work / "telling.jsonl").read_text(encoding="utf-8").splitlines()
    last = json.loads(lines[-1])
    assert (last["step"], last["of"]) == (4, 4)
    assert {"loss", "said", "covered", "looked", "tone"} <= set(last)
    assert last["images_per_s"] > 0


def test_that_a_checkpoint_of_a_killed_write_is_not_used(training: Training) -> None:
    training.work.mkdir(parents=True)
    (training.work / "seeing.partial").write_bytes(b"half")
    train_blip(training)
    assert torch.load(training.work / "seeing.pt", weights_only=True)["step"] == 6
