"""How often the shipped captioner and answerer are right on generated pictures."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

import numpy as np

from core.describe.appearance import Appearance, SeenMark
from core.describe.captions import read_caption, read_mark
from core.describe.questions import QuestionId, questions_of
from core.inference.generation import GenerationOptions
from core.inference.protocols import Answerer, Captioner
from core.jobs.cancel import CancelToken
from core.services.training_examples import Example

_BATCH: Final = 16
_GREEDY: Final = GenerationOptions(num_beams=1)
_WORDS: Final[dict[str, Callable[[SeenMark], object]]] = {
    "place": lambda mark: mark.place,
    "shape": lambda mark: mark.shape,
    "tone": lambda mark: mark.tone,
    "count": lambda mark: mark.count,
    "size": lambda mark: mark.size,
    "direction": lambda mark: mark.direction,
}


def caption_figures(
    captioner: Captioner, examples: Sequence[Example], token: CancelToken
) -> dict[str, float]:
    """Return the share of right words of captions.

    Parameters
    ----------
    captioner : Captioner
        Writes without beams, as it is fastest.
    examples : sequence of Example
        Clean and marked ones.
    token : CancelToken
        Checked between tokens.

    Returns
    -------
    dict
        ``marked or clean`` over all pictures; each other word over the marked ones, where a
        picture that was called clean, or whose caption cannot be read, counts as wrong.
    """
    said: list[Appearance | None] = []
    for group in _groups(examples):
        texts = captioner.caption(
            [each.pixels for each in group], prompt=None, options=_GREEDY, token=token
        )
        said.extend(read_caption(text) for text in texts)
    return _shares([each.appearance for each in examples], said)


def answer_figures(
    answerer: Answerer, examples: Sequence[Example], token: CancelToken
) -> dict[str, float]:
    """Return the share of right answers to each of the known questions; see `caption_figures`.

    The question after the looks counts as right when the named shape is.
    """
    right: dict[str, list[bool]] = {each.value: [] for each in QuestionId}
    for group in _groups(examples):
        asked = [questions_of(each.appearance) for each in group]
        pixels = [each.pixels for each, all_of in zip(group, asked, strict=True) for _ in all_of]
        flat = [one for all_of in asked for one in all_of]
        texts = answerer.answer(
            pixels, [one.question for one in flat], options=_GREEDY, token=token
        )
        marked = [not each.appearance.is_clean for each in group for _ in QuestionId]
        for one, text, is_marked in zip(flat, texts, marked, strict=True):
            if is_marked or one.question_id is QuestionId.PRESENCE:
                right[one.question_id.value].append(
                    _agrees(one.question_id, one.answer, " ".join(text.split()))
                )
    return {name: float(np.mean(cases)) for name, cases in right.items() if cases}


def _agrees(question: QuestionId, true: str, said: str) -> bool:
    if question is not QuestionId.LOOK:
        return said == true
    wanted, heard = read_mark(true), read_mark(said)
    return bool(wanted) and bool(heard) and wanted[0].shape == heard[0].shape


def _shares(truth: Sequence[Appearance], said: Sequence[Appearance | None]) -> dict[str, float]:
    pairs = list(zip(truth, said, strict=True))
    seen = [told is not None and told.is_clean == true.is_clean for true, told in pairs]
    figures = {"marked or clean": float(np.mean(seen))}
    marks = [
        (true.mark, None if told is None else told.mark)
        for true, told in pairs
        if true.mark is not None
    ]
    for name, word in _WORDS.items():
        right = [told is not None and word(told) == word(true) for true, told in marks]
        if right:
            figures[name] = float(np.mean(right))
    return figures


def _groups(examples: Sequence[Example]) -> list[Sequence[Example]]:
    return [examples[at : at + _BATCH] for at in range(0, len(examples), _BATCH)]
