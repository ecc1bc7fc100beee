"""What a model says a place looks like, and its answers to questions about it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.describe.appearance import Appearance, Size
from core.describe.captions import (
    caption_of,
    korean_caption,
    mark_phrase,
    read_caption,
    read_mark,
)
from core.describe.framing import place_in_image, size_in_image, told_of_image, view_of
from core.describe.grammar import shared_grammar, value_of
from core.describe.questions import QuestionId, korean_answer, question_id_of, question_text
from core.domain.inspections import Caption
from core.domain.korean import KoreanOrigin
from core.domain.regions import BoxPx
from core.errors import UsageError
from core.imaging.previews import crop
from core.inference.generation import Preset, preset_options
from core.inference.protocols import Answerer, Captioner
from core.inference.starter_pack import STARTER_ID
from core.jobs.cancel import CancelToken
from core.services.requests import SpokenAnswer
from core.services.talking import Interpreter, KoreanMeans
from core.texts.language import Language

_SHORT: Final = 24
"""Tokens of the longest answer."""


@dataclass(frozen=True, slots=True, eq=False)
class Describer:
    """Lets a model describe places of images."""

    captioner: Captioner
    preset: Preset = Preset.EXACT
    interpreter: Callable[[], Interpreter] | None = None
    """Makes free words Korean; called when there are any."""

    def describe(
        self,
        rgb: NDArray[np.uint8],
        box: BoxPx | None,
        *,
        token: CancelToken,
        frame: BoxPx | None = None,
    ) -> Caption | None:
        """Describe a place in its surroundings.

        Parameters
        ----------
        rgb : (H, W, 3) uint8
            The whole image.
        box : BoxPx or None
            The finding; None: the image as a whole.
        token : CancelToken
            Checked between tokens.
        frame : BoxPx, optional
            What places refer to; the image if None.

        Returns
        -------
        Caption or None
            None if the model wrote nothing.

        Raises
        ------
        JobCancelledError
            If ``token`` is cancelled.
        """
        view = view_of(box, rgb.shape[1], rgb.shape[0])
        options = preset_options(self.preset)
        seen = crop(rgb, view)
        said = self.captioner.caption([seen], prompt=None, options=options, token=token)[0]
        if not said:
            return None
        english = _told(said, _Seen(view, _whole(rgb), frame))
        korean, origin = _in_korean(english, korean_caption(english), self.interpreter, token)
        return Caption(
            en=english,
            ko=korean,
            said=said,
            view_px=view,
            model=self.captioner.info,
            preset=self.preset.value,
            korean=origin,
        )


def korean_again(
    caption: Caption, means: KoreanMeans, interpreter: Callable[[], Interpreter], token: CancelToken
) -> Caption:
    """Give a caption the Korean that it gets now; the one that was given if that is the same.

    What the model wrote stays: no way into Korean changes what a captioner is asked.

    Parameters
    ----------
    caption : Caption
        As it was recorded.
    means : KoreanMeans
        What texts are made Korean with now.
    interpreter : callable
        The same, loaded; called unless the caption is as it would be.
    token : CancelToken
        Checked between tokens of a translation.

    Raises
    ------
    JobCancelledError
        If ``token`` is cancelled.
    """
    if is_korean_by(caption, means):
        return caption
    exact = korean_caption(caption.en)
    korean, origin = _in_korean(caption.en, exact, interpreter, token)
    now = replace(caption, ko=korean, korean=origin)
    return caption if now == caption else now


def is_korean_by(caption: Caption, means: KoreanMeans) -> bool:
    """Tell whether the Korean of a caption was made as it is made now."""
    exact = korean_caption(caption.en)
    if exact is not None:
        return (caption.ko, caption.korean) == (exact, None)
    return caption.korean is not None and caption.korean.way == means.way_of(caption.en)


@dataclass(frozen=True, slots=True, eq=False)
class Asker:
    """Lets a model answer questions about places of images."""

    answerer: Answerer
    preset: Preset = Preset.EXACT
    interpreter: Callable[[], Interpreter] | None = None

    def ask(
        self,
        rgb: NDArray[np.uint8],
        box: BoxPx | None,
        question: str,
        *,
        lang: Language,
        token: CancelToken,
        frame: BoxPx | None = None,
    ) -> SpokenAnswer:
        """Answer a question about a place in its surroundings.

        Parameters
        ----------
        rgb : (H, W, 3) uint8
            The whole image.
        box : BoxPx or None
            The finding; None: the image as a whole.
        question : str
            A :class:`core.describe.questions.QuestionId`, or what a person typed; free words are
            brought to the known question that they come nearest to.
        lang : {"ko", "en"}
            Language of free words.
        token : CancelToken
            Checked between tokens.
        frame : BoxPx, optional
            What places refer to; the image if None.

        Raises
        ------
        UsageError
            ``question_unknown`` if the shipped model was never taught such a question; a full-size
            model is asked what was typed.
        JobCancelledError
            If ``token`` is cancelled.
        """
        known = _question_of(question, lang)
        if known is None and self.answerer.info.id == STARTER_ID:
            raise UsageError("question_unknown", question=question.strip())
        asked = question_text(known, "en") if known else question.strip()
        view = view_of(box, rgb.shape[1], rgb.shape[0])
        said = self.answerer.answer(
            [crop(rgb, view)],
            [asked],
            options=preset_options(self.preset, max_new_tokens=_SHORT),
            token=token,
        )[0]
        english = _answer_told(known, said, _Seen(view, _whole(rgb), frame))
        exact = korean_answer(known, english) if known else None
        korean, origin = _in_korean(english, exact, self.interpreter, token)
        return SpokenAnswer(
            question_id=known.value if known else None,
            question=asked,
            en=english,
            ko=korean,
            said=said,
            view_px=view,
            model=self.answerer.info,
            korean=origin,
        )


def _in_korean(
    english: str,
    exact: str | None,
    interpreter: Callable[[], Interpreter] | None,
    token: CancelToken,
) -> tuple[str | None, KoreanOrigin | None]:
    """Return the Korean of a text and how it was made: free words need a model or the glossary."""
    if exact is not None or interpreter is None or not english:
        return exact, None
    made = interpreter()
    korean = made.readable(english, token)
    way = made.means.way_of(english)
    return korean.text, korean.origin(made.translator_of(korean), way)


@dataclass(frozen=True, slots=True)
class _Seen:
    """What the model saw, all there is, and what places refer to."""

    view: BoxPx
    image: BoxPx
    frame: BoxPx | None

    def told(self, appearance: Appearance) -> Appearance:
        return told_of_image(appearance, self.view, self.image, frame=self.frame)


def _whole(rgb: NDArray[np.uint8]) -> BoxPx:
    return BoxPx(0.0, 0.0, float(rgb.shape[1]), float(rgb.shape[0]))


def _told(said: str, seen: _Seen) -> str:
    appearance = read_caption(said)
    return said if appearance is None else caption_of(seen.told(appearance))


def _question_of(question: str, lang: Language) -> QuestionId | None:
    if question in {known.value for known in QuestionId}:
        return QuestionId(question)
    return question_id_of(question, lang)


def _answer_told(known: QuestionId | None, said: str, seen: _Seen) -> str:
    tell = _TELLING.get(known) if known else None
    if tell is None:
        return said
    return tell(" ".join(said.lower().split()), seen) or said


def _tell_place(said: str, seen: _Seen) -> str | None:
    table = shared_grammar().place
    place = value_of(table, said)
    return (
        None
        if place is None
        else table[place_in_image(place, seen.view, seen.frame or seen.image)].en
    )


def _tell_size(said: str, seen: _Seen) -> str | None:
    grammar = shared_grammar()
    for is_line in (False, True):
        table: Mapping[Size, object] = grammar.line_size if is_line else grammar.spot_size
        size = next((one for one in table if grammar.size(one, is_line=is_line).en == said), None)
        if size is not None:
            told = size_in_image(size, seen.view, seen.image, is_line=is_line)
            return grammar.size(told, is_line=is_line).en
    return None


def _tell_look(said: str, seen: _Seen) -> str | None:
    marks = read_mark(said)
    told = seen.told(Appearance(marks[0], None)).mark if marks else None
    return mark_phrase(told) if told else None


_TELLING: Final[dict[QuestionId, Callable[[str, _Seen], str | None]]] = {
    QuestionId.PLACE: _tell_place,
    QuestionId.SIZE: _tell_size,
    QuestionId.LOOK: _tell_look,
}
"""Answers that are about the view, and what they mean for the image."""
