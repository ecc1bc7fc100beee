from __future__ import annotations

import pickle
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest

from core.classify.outcome import OutcomeInput, decide
from core.dataset.defect_book import load_defect_book
from core.describe.terms import load_terms
from core.domain.categories import Role
from core.domain.contradictions import ClaimKind
from core.domain.dialogue import ChatTurn, Speaker
from core.domain.images import ImageFacts, ImageIdentity
from core.domain.inspections import CategoryScore, Finding, TopCategory
from core.domain.korean import KoreanOrigin, KoreanStrategy
from core.domain.measurements import Zone
from core.domain.regions import BoxPx, Region, RegionSource
from core.domain.teaching import DecisionRules
from core.errors import JobCancelledError, UsageError
from core.inference.languages import Written
from core.jobs.cancel import CancelToken
from core.measure.box_facts import box_facts
from core.services.requests import ChatBegun, ChatItem, ChatReply, PlaceItem
from core.services.talking import Interpreter, Talker
from core.texts.language import Language
from core.texts.program_folder import resources_dir
from tests.support.fake_explainer import FakeExplainer, FakeTranslator

BOOK = load_defect_book(resources_dir() / "defect_book.toml")
TERMS = load_terms(resources_dir() / "glossary.toml", BOOK)
CATEGORIES = BOOK.category_set()
RGB = np.full((600, 800, 3), 90, np.uint8)
BOX = BoxPx(620, 40, 60, 30)
DECISION = decide(
    OutcomeInput(scores=(CategoryScore("scratch", Role.DEFECT, 0.93),)), DecisionRules()
)
FINDING = Finding(
    Region(BOX, source=RegionSource.DRAWN),
    DECISION.outcome,
    DECISION.reason,
    category=TopCategory("scratch", 0.93),
    measurement=replace(
        box_facts(BOX, width_px=800, height_px=600), length_px=61.0, zone=Zone.TOP_RIGHT
    ),
)
FACTS = ImageFacts(ImageIdentity("0" * 64), 800, 600)
CAUSE_KO = "원인은 무엇으로 추정됩니까?"
WHY_KO, WHY = "이 찍힘은 왜 어둡습니까?", "Why is this dent dark?"
BACK: frozenset[Written] = frozenset({"en"})
ENGLISH = "This scratch was probably caused by a clamp."
KOREAN = "이 스크래치는 클램프 때문에 생긴 것으로 추정됩니다."


def _item(*texts: str, lang: Language = "en", preset: str = "balanced") -> ChatItem:
    sides = (Speaker.PERSON, Speaker.MODEL)
    turns = tuple(ChatTurn(sides[place % 2], text) for place, text in enumerate(texts))
    return ChatItem(PlaceItem(Path("부품.png"), box=BOX), FINDING, FACTS, turns, lang, preset)


def _talk(
    explainer: FakeExplainer,
    item: ChatItem,
    *,
    strategy: KoreanStrategy = KoreanStrategy.GLOSSARY,
    translator: FakeTranslator | None = None,
    back: FakeTranslator | None = None,
    shown: list[object] | None = None,
) -> ChatReply:
    talker = Talker(explainer, Interpreter(TERMS, strategy, translator), BOOK, lambda: back)
    return talker.talk(
        RGB,
        item,
        categories=CATEGORIES,
        token=CancelToken(),
        show=(shown if shown is not None else []).append,
    )


def test_that_the_model_is_told_the_measured_facts_and_sees_the_finding() -> None:
    explainer = FakeExplainer(ENGLISH)
    shown: list[object] = []
    reply = _talk(explainer, _item("What caused this?"), shown=shown)
    assert "61 px" in explainer.systems[0]
    assert "upper right" in explainer.systems[0]
    assert "What counts as scratch: a line-shaped groove" in explainer.systems[0]
    assert explainer.seen == [(180, 180, 3)]
    assert (reply.text, reply.said, reply.korean, reply.forgotten) == (ENGLISH, ENGLISH, None, 0)
    assert (reply.system, reply.model.id) == (explainer.systems[0], "fake-llava")
    begun, *written = shown
    assert begun == ChatBegun(
        "en",
        reply.system,
        reply.view_px,
        reply.model,
        "balanced",
        asked="What caused this?",
        understands_korean=False,
    )
    assert written[-1] == ENGLISH
    assert len(written) > 3


def test_that_a_reply_travels_between_processes() -> None:
    reply = _talk(FakeExplainer("There are two dents, 5 mm long, at the lower left."), _item("?"))
    assert reply.contradictions
    assert pickle.loads(pickle.dumps(reply)) == reply  # noqa: S301 - our own bytes


def test_that_what_contradicts_the_record_is_marked_in_the_shown_text() -> None:
    reply = _talk(FakeExplainer("It lies at the lower left."), _item("Where is it?"))
    (wrong,) = reply.contradictions
    assert reply.text[wrong.start : wrong.end] == "lower left"
    assert _talk(FakeExplainer("It lies at the upper right."), _item("?")).contradictions == ()


@pytest.mark.parametrize(
    ("strategy", "told", "asked"),
    [
        (KoreanStrategy.KOREAN_MODEL, "당신은", CAUSE_KO),
        (KoreanStrategy.MIXED_PROMPT, "scratch = 스크래치", "What probably caused this?"),
        (KoreanStrategy.TRANSLATOR, "You help", "What probably caused this?"),
        (KoreanStrategy.GLOSSARY, "You help", "What probably caused this?"),
    ],
)
def test_that_each_strategy_speaks_to_the_model_in_its_way(
    strategy: KoreanStrategy, told: str, asked: str
) -> None:
    explainer = FakeExplainer(KOREAN if strategy not in {"translator", "glossary"} else ENGLISH)
    reply = _talk(
        explainer,
        _item(CAUSE_KO, lang="ko"),
        strategy=strategy,
        translator=FakeTranslator({ENGLISH: KOREAN}),
    )
    assert told in explainer.systems[0]
    assert explainer.asked == [(asked,)]
    assert reply.korean is not None
    assert reply.korean.made_by is strategy
    is_glossary = strategy is KoreanStrategy.GLOSSARY
    assert reply.text == (
        ENGLISH.replace("scratch", "scratch(스크래치)") if is_glossary else KOREAN
    )
    assert reply.translator == ("fake-marian" if strategy is KoreanStrategy.TRANSLATOR else None)


def test_that_a_model_that_is_declared_to_know_korean_is_asked_in_it() -> None:
    explainer = FakeExplainer(KOREAN, knows=frozenset({"en", "ko"}))
    reply = _talk(explainer, _item(WHY_KO, lang="ko"), strategy=KoreanStrategy.MIXED_PROMPT)
    assert explainer.asked == [(WHY_KO,)]
    assert reply.exchange(WHY_KO).asked == ""


@pytest.mark.parametrize("strategy", [KoreanStrategy.GLOSSARY, KoreanStrategy.MIXED_PROMPT])
def test_that_a_korean_question_is_put_into_english_for_a_model_that_knows_no_korean(
    strategy: KoreanStrategy,
) -> None:
    explainer, back = FakeExplainer(ENGLISH), FakeTranslator({WHY_KO: WHY}, into=BACK)
    shown: list[object] = []
    reply = _talk(explainer, _item(WHY_KO, lang="ko"), strategy=strategy, back=back, shown=shown)
    assert explainer.asked == [(WHY,)]
    assert (reply.asked, reply.exchange(WHY_KO).asked) == (WHY, WHY)
    begun = shown[0]
    assert isinstance(begun, ChatBegun)
    assert (begun.asked, begun.understands_korean) == (WHY, False)
    assert begun.stopped(WHY_KO, "It", ()).asked == WHY


def test_that_words_of_the_floor_are_kept_in_a_question_that_is_translated() -> None:
    lost = {WHY_KO: "Why is this stamping dark?"}
    mixed = WHY_KO.replace("찍힘", "dent")
    found: list[tuple[str, ...]] = []
    for known in (lost | {mixed: WHY}, lost | {mixed: "왜 그렇습니까?"}):
        explainer = FakeExplainer(ENGLISH)
        back = FakeTranslator(known, into=BACK)
        _talk(explainer, _item(WHY_KO, lang="ko"), back=back)
        assert back.asked == [WHY_KO, mixed]
        found += explainer.asked
    assert found == [(WHY,), ("Why is this stamping dark? (dent)",)]


@pytest.mark.parametrize("written", ["", WHY_KO, "왜 왜", "why why why why why why"])
def test_that_a_translation_without_sense_leaves_the_question_as_it_was_typed(
    written: str,
) -> None:
    explainer, question = FakeExplainer(ENGLISH), "왜 그렇습니까?"
    reply = _talk(
        explainer,
        _item(question, lang="ko"),
        back=FakeTranslator({question: written}, into=BACK),
    )
    assert explainer.asked == [(question,)]
    assert reply.exchange(question).asked == ""


def test_that_a_question_that_needs_no_translation_loads_no_model() -> None:
    def load() -> FakeTranslator:
        pytest.fail("a translation model was asked for")

    explainer = FakeExplainer(ENGLISH)
    talker = Talker(explainer, Interpreter(TERMS, KoreanStrategy.GLOSSARY), BOOK, load)
    for question in (CAUSE_KO, "Why?"):
        item = _item(question, lang="ko")
        talker.talk(RGB, item, categories=CATEGORIES, token=CancelToken())
    assert explainer.asked == [("What probably caused this?",), ("Why?",)]


def test_that_a_long_conversation_loses_its_oldest_questions() -> None:
    explainer = FakeExplainer(ENGLISH, most_turns=3)
    reply = _talk(explainer, _item("1?", "1.", "2?", "2.", "3?", "3.", "4?"))
    assert (reply.forgotten, explainer.asked) == (2, [("3?", "3.", "4?")])


def test_that_a_question_too_long_by_itself_is_refused() -> None:
    with pytest.raises(UsageError) as caught:
        _talk(FakeExplainer(ENGLISH, most_turns=0), _item("1?", "1.", "2?"))
    assert caught.value.code == "text_too_long"


def test_that_a_conversation_can_be_cancelled() -> None:
    token = CancelToken()
    token.cancel()
    talker = Talker(FakeExplainer(ENGLISH), Interpreter(TERMS, KoreanStrategy.GLOSSARY), BOOK)
    with pytest.raises(JobCancelledError):
        talker.talk(RGB, _item("?"), categories=CATEGORIES, token=token)


def test_that_a_caption_is_made_korean_by_the_translation_model() -> None:
    interpreter = Interpreter(
        TERMS, KoreanStrategy.TRANSLATOR, FakeTranslator({"a thin scratch": "얇은 긁힘"})
    )
    found = interpreter.korean_of("a thin scratch", CancelToken())
    assert (found.text, found.made_by) == ("얇은 긁힘", KoreanStrategy.TRANSLATOR)


def test_that_what_a_translation_lost_is_marked_like_any_contradiction() -> None:
    lossy = "이 찍힘 2개는 클램프 때문입니다."
    reply = _talk(
        FakeExplainer(ENGLISH),
        _item(CAUSE_KO, lang="ko"),
        strategy=KoreanStrategy.TRANSLATOR,
        translator=FakeTranslator({ENGLISH: lossy, ENGLISH.replace("scratch", "스크래치"): lossy}),
    )
    found = [one.words.ko for one in reply.contradictions if one.kind is ClaimKind.TRANSLATION]
    assert len(found) == 2
    assert "'스크래치'" in found[0]
    assert "숫자" in found[1]
    kept = reply.exchange(CAUSE_KO)
    made_by = KoreanStrategy.TRANSLATOR
    assert kept.korean == KoreanOrigin(made_by, "fake-marian", ("스크래치",), numbers_differ=True)
    asked, answer, *notes = kept.transcript.splitlines()
    assert asked == f"? {CAUSE_KO}"
    assert answer.endswith("때문입니다. [!]")
    assert f"! {found[0]}" in notes


def test_that_an_answer_too_long_to_translate_is_still_shown(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def refuse(*_args: object, **_options: object) -> list[str]:
        raise UsageError("text_too_long", count=600, limit=512)

    translator = FakeTranslator()
    monkeypatch.setattr(translator, "translate", refuse)
    reply = _talk(
        FakeExplainer(ENGLISH),
        _item(CAUSE_KO, lang="ko"),
        strategy=KoreanStrategy.TRANSLATOR,
        translator=translator,
    )
    assert reply.korean is not None
    assert reply.korean.made_by is KoreanStrategy.GLOSSARY
    assert "scratch(스크래치)" in reply.text
    assert reply.translator is None
