"""Conversations about a finding, and Korean for what models say in English."""

from __future__ import annotations

import hashlib
import logging
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.dataset.defect_book import DefectBook
from core.describe.chat_facts import mixed_prompt, suggested_questions, system_prompt
from core.describe.framing import view_of
from core.describe.terms import TermBook
from core.describe.translation import (
    KoreanText,
    by_glossary,
    in_english,
    is_korean,
    korean_of,
    way_into_korean,
)
from core.describe.truth.checking import check_text
from core.describe.truth.records import record_of_finding
from core.describe.truth.translations import check_translation
from core.domain.categories import CategorySet
from core.domain.dialogue import ChatTurn, Speaker
from core.domain.korean import ASKED_IN_KOREAN, KoreanStrategy
from core.errors import UsageError
from core.imaging.previews import crop
from core.inference.generation import GenerationOptions, Preset, preset_options
from core.inference.languages import understands_korean
from core.inference.protocols import Explainer, Translator
from core.jobs.cancel import CancelToken
from core.services.requests import ChatBegun, ChatItem, ChatReply
from core.texts.language import Language

_ANSWER_TOKENS: Final = 300
"""A few sentences; Korean needs about twice the tokens of English."""
_TRANSLATION_TOKENS: Final = 200
_TOO_LONG: Final = "text_too_long"
_QUESTION_TOKENS: Final = 100
_log = logging.getLogger(__name__)


def _no_show(_so_far: object) -> None:
    """Show nothing while the model writes."""


@dataclass(frozen=True, slots=True)
class KoreanMeans:
    """What texts are made Korean with: known without loading it.

    ``terms`` and ``translator`` are fingerprints, the latter empty where there is no such model.
    """

    strategy: KoreanStrategy
    terms: str
    translator: str = ""

    def way_of(self, said: str) -> str:
        """Return what :attr:`KoreanOrigin.way` of a text is; others are to be made anew."""
        way = way_into_korean(said, self.strategy, can_translate=bool(self.translator))
        weights = self.translator if way is KoreanStrategy.TRANSLATOR else ""
        return hashlib.sha256(f"{way.value}\0{weights}\0{self.terms}".encode()).hexdigest()


@dataclass(frozen=True, slots=True, eq=False)
class Interpreter:
    """Makes texts Korean in the way that this workstation chose."""

    terms: TermBook
    strategy: KoreanStrategy
    translator: Translator | None = None

    @property
    def means(self) -> KoreanMeans:
        """Which glossary and which translation model these are."""
        weights = self.translator.info.fingerprint if self.translator else ""
        return KoreanMeans(self.strategy, self.terms.fingerprint, weights)

    def korean_of(self, said: str, token: CancelToken) -> KoreanText:
        """Make a text Korean; says which way it came about.

        Parameters
        ----------
        said : str
            What a model wrote.
        token : CancelToken
            Checked between tokens of the translation.

        Raises
        ------
        JobCancelledError
            If ``token`` is cancelled.
        UsageError
            ``text_too_long`` for a text longer than the translation model reads.
        """
        return korean_of(said, self.strategy, self.terms, self._translating(token))

    def readable(self, said: str, token: CancelToken) -> KoreanText:
        """Make a text Korean; of one too long to translate the words of the glossary.

        Whatever wrote it took as long as that: it is not thrown away.

        Raises
        ------
        JobCancelledError
            If ``token`` is cancelled.
        """
        try:
            return self.korean_of(said, token)
        except UsageError as error:
            if error.code != _TOO_LONG:
                raise
            return by_glossary(said, self.terms)

    def translator_of(self, korean: KoreanText | None) -> str | None:
        """Return the id of the model that translated a text; None if none did."""
        if korean is None or korean.made_by is not KoreanStrategy.TRANSLATOR:
            return None
        return self.translator.info.id if self.translator else None

    def _translating(self, token: CancelToken) -> Callable[[str], str] | None:
        translator = self.translator
        if translator is None:
            return None
        options = preset_options(Preset.EXACT, max_new_tokens=_TRANSLATION_TOKENS)
        return lambda text: translator.translate([text], options=options, token=token)[0]


@dataclass(frozen=True, slots=True, eq=False)
class Talker:
    """Lets a model explain findings, with their measured facts before it."""

    explainer: Explainer
    interpreter: Interpreter
    book: DefectBook
    into_english: Callable[[], Translator | None] | None = None
    """Gives what makes questions English; called when a question needs it."""

    @property
    def understands_korean(self) -> bool:
        """Whether Korean may be said to the model: so it is declared, or was chosen as such."""
        return understands_korean(self.explainer.languages, self.interpreter.strategy)

    def talk(
        self,
        rgb: NDArray[np.uint8],
        item: ChatItem,
        *,
        categories: CategorySet,
        token: CancelToken,
        show: Callable[[object], None] = _no_show,
    ) -> ChatReply:
        """Answer the last turn of a conversation about a finding.

        Parameters
        ----------
        rgb : (H, W, 3) uint8
            The whole image.
        item : ChatItem
            The finding, its place and what was said so far.
        categories : CategorySet
            Names of the categories.
        token : CancelToken
            Checked between tokens.
        show : callable
            Gets a :class:`ChatBegun`, then the text so far; a text that is translated is shown in
            English first.

        Returns
        -------
        ChatReply
            With what in it contradicts the record. Where a conversation grew too long for the
            model, its oldest questions are left out, and how many.

        Raises
        ------
        JobCancelledError
            If ``token`` is cancelled.
        UsageError
            ``text_too_long`` if the last turn alone is too long.
        """
        view = view_of(item.place.box, rgb.shape[1], rgb.shape[0])
        system = self._system(item, categories)
        options = preset_options(Preset(item.preset), max_new_tokens=_ANSWER_TOKENS, seed=item.seed)
        asking = _Asking(self.explainer, crop(rgb, view), system, options)
        turns = self._turns(item, token)
        asked, model = turns[-1].text, self.explainer.info
        knows_korean = self.understands_korean
        show(ChatBegun(item.lang, system, view, model, item.preset, asked, knows_korean))
        said, forgotten = asking.answer(turns, token, show)
        korean = self.interpreter.readable(said, token) if item.lang == "ko" and said else None
        text = korean.text if korean else said
        translator = self.interpreter.translator_of(korean)
        origin = korean.origin(translator) if korean else None
        return ChatReply(
            text=text,
            said=said,
            lang=item.lang,
            korean=korean,
            contradictions=(
                *check_text(text, record_of_finding(item.finding), categories),
                *check_translation(text, origin),
            ),
            forgotten=forgotten,
            system=system,
            view_px=view,
            model=self.explainer.info,
            translator=translator,
            preset=item.preset,
            asked=asked,
        )

    def _system(self, item: ChatItem, categories: CategorySet) -> str:
        finding = item.finding
        told: Language = "ko" if self._is_told_in_korean(item) else "en"
        entry = self.book.find(finding.category.id) if finding.category else None
        system = system_prompt(finding, item.facts, categories, told, entry=entry)
        if item.lang == "ko" and self.interpreter.strategy is KoreanStrategy.MIXED_PROMPT:
            return mixed_prompt(system, self.interpreter.terms)
        return system

    def _is_told_in_korean(self, item: ChatItem) -> bool:
        return item.lang == "ko" and self.interpreter.strategy is KoreanStrategy.KOREAN_MODEL

    def _turns(self, item: ChatItem, token: CancelToken) -> tuple[ChatTurn, ...]:
        """Ask a model that does not understand Korean in English, as far as that can be said."""
        return tuple(
            replace(turn, text=self._put(turn.text, token))
            if turn.speaker is Speaker.PERSON
            else turn
            for turn in item.turns
        )

    def _put(self, question: str, token: CancelToken) -> str:
        knows_korean = self.understands_korean
        if not (knows_korean and self.interpreter.strategy in ASKED_IN_KOREAN):
            english = {one.ko: one.en for one in suggested_questions()}
            question = english.get(question.strip(), question)
        if knows_korean or not is_korean(question):
            return question
        return self._in_english(question, token) or question

    def _in_english(self, question: str, token: CancelToken) -> str | None:
        translator = self.into_english() if self.into_english else None
        if translator is None:
            return None
        options = preset_options(Preset.EXACT, max_new_tokens=_QUESTION_TOKENS)

        def translate(text: str) -> str:
            return translator.translate([text], options=options, token=token, into="en")[0]

        try:
            return in_english(question, self.interpreter.terms, translate)
        except UsageError as error:
            _log.info("a question is asked as it was typed: %s", error)
            return None


@dataclass(frozen=True, slots=True, eq=False)
class _Asking:
    explainer: Explainer
    seen: NDArray[np.uint8]
    system: str
    options: GenerationOptions

    def answer(
        self, turns: Sequence[ChatTurn], token: CancelToken, show: Callable[[str], None]
    ) -> tuple[str, int]:
        """Answer, without the oldest questions where all are too many; says how many were left."""
        for forgotten in range((len(turns) + 1) // 2):
            kept = turns[2 * forgotten :]
            try:
                said = self.explainer.explain(
                    [self.seen],
                    kept,
                    system=self.system,
                    options=self.options,
                    token=token,
                    show=show,
                )
            except UsageError as error:
                if error.code != _TOO_LONG or len(kept) == 1:
                    raise
                continue
            return said, forgotten
        raise UsageError("task_malformed", task="explain")
