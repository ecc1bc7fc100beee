"""How readily the starter's models say that there is no mark, settled after the training.

A mark can be described in many ways, its absence in one: what is written is the likeliest text, so
"clean" wins more often than it is likely, and the more so the less sure the model is. The score of
the word that denies a mark is therefore lowered, as far as it pays on generated pictures.
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Final, TypeAlias

import numpy as np

from core.describe.appearance import Appearance
from core.describe.captions import read_caption
from core.describe.questions import QuestionId, questions_of
from core.inference.generation import GenerationOptions
from core.inference.loader import load_answerer, load_captioner
from core.inference.starter_pack import STARTER_ID
from core.jobs.cancel import CancelToken
from core.services.training_examples import Example

Reader: TypeAlias = Callable[[Sequence[Example]], list[bool]]
"""Tells of each picture whether a model denies that there is a mark."""

MARKED_SHARE: Final = 0.75
"""Places that hold a mark among those that are described: the program describes what it holds or
rejects, so an overlooked mark costs three times as much as one that is not there."""
LOWER_BY: Final = (0.0, 0.5, 1.0, 1.5, 2.0, 2.5, 3.0)
"""What is tried, in logits."""
CLEAN_WORD: Final = "clean"
_ASKED: Final = (QuestionId.PRESENCE, QuestionId.PLACE)
"""One for each way to deny."""
_BATCH: Final = 16
_AS_SHIPPED: Final = GenerationOptions()
"""What people see first is written with beams."""

_logger = logging.getLogger(__name__)


def settle_captioner(folder: Path, examples: Sequence[Example], token: CancelToken) -> float:
    """Settle how readily a saved captioner calls a picture clean.

    Parameters
    ----------
    folder : Path
        Its weights are changed, in one number.
    examples : sequence of Example
        Marked and clean ones that it was not trained on, and that no figure is measured on.
    token : CancelToken
        Checked between tokens.

    Returns
    -------
    float
        By how much the score of the word was lowered.

    Raises
    ------
    JobCancelledError
        If ``token`` is cancelled; the weights may hold any of the scores that were tried.
    """

    def reader() -> Reader:
        model = load_captioner(STARTER_ID, starter_dir=folder, models_dir=folder / "none")

        def read(part: Sequence[Example]) -> list[bool]:
            crops = [each.pixels for each in part]
            texts = model.caption(crops, prompt=None, options=_AS_SHIPPED, token=token)
            return [_is_clean(text) for text in texts]

        return read

    return _settle(folder, CLEAN_WORD, reader, examples)


def settle_answerer(
    folder: Path, examples: Sequence[Example], token: CancelToken
) -> dict[str, float]:
    """Settle how readily a saved answerer denies a mark: that there is one, and where it lies.

    As `settle_captioner`; returns by how much the first word of each denial was lowered.
    """
    lowered: dict[str, float] = {}
    for asked in questions_of(Appearance(None, None)):
        word = asked.answer.split()[0]
        if word in lowered or asked.question_id not in _ASKED:
            continue

        def reader(question: str = asked.question, denial: str = asked.answer) -> Reader:
            model = load_answerer(STARTER_ID, starter_dir=folder, models_dir=folder / "none")

            def read(part: Sequence[Example]) -> list[bool]:
                crops = [each.pixels for each in part]
                texts = model.answer(
                    crops, [question] * len(crops), options=_AS_SHIPPED, token=token
                )
                return [text == denial for text in texts]

            return read

        lowered[word] = _settle(folder, word, reader, examples)
    return lowered


def cost_of(denied: Sequence[bool], examples: Sequence[Example]) -> float:
    """Return how often a model errs on places as the program describes them, 0-1.

    Parameters
    ----------
    denied : sequence of bool
        Whether it said that there is no mark.
    examples : sequence of Example
        The pictures, marked and clean ones.
    """
    said = np.asarray(denied)
    clean = np.asarray([each.appearance.is_clean for each in examples])
    overlooked, imagined = float(said[~clean].mean()), float((~said[clean]).mean())
    return MARKED_SHARE * overlooked + (1 - MARKED_SHARE) * imagined


def _settle(
    folder: Path, word: str, reader: Callable[[], Reader], examples: Sequence[Example]
) -> float:
    scores = importlib.import_module("core.inference.training.word_scores")
    base: float = scores.word_score(folder, word)
    costs: dict[float, float] = {}
    for by in LOWER_BY:
        scores.set_word_score(folder, word, base - by)
        read = reader()
        parts = [examples[at : at + _BATCH] for at in range(0, len(examples), _BATCH)]
        costs[by] = cost_of([denied for part in parts for denied in read(part)], examples)
    best = min(LOWER_BY, key=costs.__getitem__)
    scores.set_word_score(folder, word, base - best)
    _logger.info("'%s' lowered by %.1f: costs %s", word, best, costs)
    return best


def _is_clean(text: str) -> bool:
    seen = read_caption(text)
    return seen is not None and seen.is_clean
