"""Explaining and translating with tiny models of the real architectures, as the host does it."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from typing_extensions import override

from core.classify.outcome import OutcomeInput, decide
from core.domain.categories import Role
from core.domain.dialogue import ChatTurn, Speaker
from core.domain.images import ImageFacts, ImageIdentity
from core.domain.inspections import CategoryScore, Finding
from core.domain.korean import KoreanOrigin, KoreanStrategy
from core.domain.precision import Precision
from core.domain.regions import BoxPx, Region
from core.domain.teaching import DecisionRules
from core.errors import ModelError, UsageError
from core.jobs.cancel import CancelToken
from core.jobs.engine import QuietContext, Task
from core.services.describers import Describers
from core.services.engine import ServiceEngine
from core.services.requests import (
    EXPLAIN,
    ChatBegun,
    ChatItem,
    ChatReply,
    PlaceItem,
)
from core.services.workshop import Workshop
from core.settings.app_settings import AppSettings, DescribingSettings, save_settings
from core.settings.paths import DataDir
from core.texts.wording import render_caption
from tests.support.fake_captioner import FakeCaptioner
from tests.support.fake_explainer import FakeTranslator
from tests.support.tiny_large import make_blip2, make_llava
from tests.support.tiny_translators import make_m2m100, make_marian

DECISION = decide(
    OutcomeInput(scores=(CategoryScore("scratch", Role.DEFECT, 0.93),)), DecisionRules()
)


@dataclass(frozen=True, slots=True)
class _Watching(QuietContext):
    """Keeps partial results."""

    shown: list[object] = field(default_factory=list)

    @override
    def partial(self, value: object) -> None:
        self.shown.append(value)


@pytest.fixture
def item(tmp_path: Path) -> ChatItem:
    path = tmp_path / "부품.png"
    Image.effect_noise((120, 90), 60).convert("RGB").save(path)
    box = BoxPx(10, 10, 30, 20)
    return ChatItem(
        PlaceItem(path, box=box),
        Finding(Region(box), DECISION.outcome, DECISION.reason),
        ImageFacts(ImageIdentity("0" * 64), 120, 90),
        (ChatTurn(Speaker.PERSON, "what caused this"),),
        "ko",
    )


def _workshop(data_dir: DataDir, **chosen: object) -> Workshop:
    return Workshop(data_dir, AppSettings(describing=DescribingSettings.model_validate(chosen)))


def _engine(data_dir: DataDir, **chosen: object) -> ServiceEngine:
    return ServiceEngine(_workshop(data_dir, **chosen))


def test_that_a_finding_is_explained_by_the_chosen_model(data_dir: DataDir, item: ChatItem) -> None:
    make_llava(data_dir.models / "내 라바", max_tokens=4096)
    engine = _engine(data_dir, explainer="내 라바", precision=Precision.INT4)
    context = _Watching()
    reply = engine.run_item(Task(EXPLAIN), item, context)
    assert isinstance(reply, ChatReply)
    assert (reply.model.id, reply.model.quantisation) == ("내 라바", "4bit")
    assert reply.korean is not None
    assert reply.said
    begun, *written = context.shown
    assert isinstance(begun, ChatBegun)
    assert (begun.model, begun.view_px, begun.system) == (reply.model, reply.view_px, reply.system)
    assert reply.said.startswith(str(written[0]).strip())
    assert reply.exchange("원인은?").model == reply.model


def test_that_a_text_is_translated_by_the_chosen_model(data_dir: DataDir) -> None:
    make_marian(data_dir.models / "번역")
    workshop = _workshop(
        data_dir, translator="번역", korean=KoreanStrategy.TRANSLATOR, precision=Precision.INT8
    )
    translator = workshop.talking.interpreter().translator
    assert translator is not None
    assert (translator.info.id, translator.info.dtype) == ("번역", "float32")
    assert translator.info.quantisation is None
    found = workshop.talking.interpreter().korean_of("a thin scratch", CancelToken())
    # A model of random weights may write no Korean, so that the glossary stands in.
    assert found.made_by in {KoreanStrategy.TRANSLATOR, KoreanStrategy.GLOSSARY}


def test_that_without_a_translation_model_the_glossary_stands_in(
    data_dir: DataDir, expected_warnings: list[logging.LogRecord]
) -> None:
    workshop = _workshop(data_dir, translator="없음", korean=KoreanStrategy.TRANSLATOR)
    found = workshop.talking.interpreter().korean_of("a thin scratch", CancelToken())
    assert found.made_by is KoreanStrategy.GLOSSARY
    (warning,) = expected_warnings
    assert "nothing is translated" in warning.getMessage()


def test_that_a_model_that_lies_there_is_taken_where_none_is_named(
    data_dir: DataDir, item: ChatItem
) -> None:
    engine = _engine(data_dir)
    make_llava(data_dir.models / "라바 7b", max_tokens=4096)
    make_marian(data_dir.models / "opus-mt")
    (data_dir.models / "빈 폴더").mkdir()
    reply = engine.run_item(Task(EXPLAIN), item, QuietContext())
    assert isinstance(reply, ChatReply)
    assert reply.model.id == "라바 7b"
    translator = _workshop(data_dir).talking.interpreter().translator
    assert translator is not None
    assert translator.info.id == "opus-mt"


def test_that_a_choice_in_the_settings_holds_at_once(data_dir: DataDir) -> None:
    save_settings(AppSettings(), data_dir)
    workshop = _workshop(data_dir)
    make_marian(data_dir.models / "opus-mt")
    before = workshop.talking.interpreter()
    assert before.strategy is KoreanStrategy.MIXED_PROMPT
    assert workshop.talking.interpreter() is before
    describing = DescribingSettings(korean=KoreanStrategy.GLOSSARY)
    save_settings(AppSettings(describing=describing), data_dir)
    after = workshop.talking.interpreter()
    assert (after.strategy, after.translator) == (KoreanStrategy.GLOSSARY, None)


def test_that_a_full_size_caption_is_made_korean_and_says_how(
    data_dir: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    free = "a photo of a thin scratch on metal"
    monkeypatch.setattr(
        "core.services.describers.load_captioner", lambda *_, **__: FakeCaptioner(free)
    )
    workshop = _workshop(data_dir)
    rgb = np.full((90, 120, 3), 90, np.uint8)
    caption = workshop.describers.describer().describe(rgb, None, token=CancelToken())
    assert caption is not None
    assert caption.ko == "a photo(사진) of a thin(가는) scratch(스크래치) on metal(금속)"
    assert caption.korean == KoreanOrigin(KoreanStrategy.GLOSSARY)
    make_marian(data_dir.models / "opus-mt")
    known = {free: "금속 위의 가는 스크래치 사진"}
    monkeypatch.setattr(
        "core.services.talking_models.load_translator", lambda *_, **__: FakeTranslator(known)
    )
    workshop = _workshop(data_dir)
    caption = workshop.describers.describer().describe(rgb, None, token=CancelToken())
    assert caption is not None
    assert (caption.en, caption.ko) == (free, known[free])
    assert caption.korean == KoreanOrigin(KoreanStrategy.TRANSLATOR, "fake-marian")
    assert "번역 모델 fake-marian" in render_caption(caption, "ko")
    assert "fake-marian" not in render_caption(caption, "en")


def test_that_a_missing_explainer_is_told(data_dir: DataDir, item: ChatItem) -> None:
    with pytest.raises(ModelError) as caught:
        _engine(data_dir).run_item(Task(EXPLAIN), item, QuietContext())
    assert caught.value.code == "explainer_missing"


def test_that_a_malformed_request_is_refused(data_dir: DataDir) -> None:
    with pytest.raises(UsageError) as caught:
        _engine(data_dir).run_item(Task(EXPLAIN), "부품.png", QuietContext())
    assert caught.value.code == "task_malformed"


def test_that_one_blip2_describes_and_answers_without_being_loaded_twice(
    data_dir: DataDir,
) -> None:
    make_blip2(data_dir.models / "블립2")
    chosen = DescribingSettings(captioner="블립2", answerer="블립2", precision=Precision.FULL)
    models = Describers(data_dir, AppSettings(describing=chosen))
    describer: object = models.describer().captioner
    assert models.asker().answerer is describer


def test_that_questions_are_translated_by_a_model_that_goes_that_way_alone(
    data_dir: DataDir,
) -> None:
    talking = _workshop(data_dir, korean=KoreanStrategy.TRANSLATOR).talking
    make_marian(data_dir.models / "2 en-ko")
    assert talking.questions_translator() is None
    make_marian(data_dir.models / "1 ko-en", source="ko", target="en")
    found = talking.questions_translator()
    assert found is not None
    assert (found.info.id, *found.writes) == ("1 ko-en", "en")
    assert talking.questions_translator() is found
    # What translates questions is not taken for answers, though it comes first.
    answers = talking.interpreter().translator
    assert answers is not None
    assert answers.info.id == "2 en-ko"


def test_that_one_model_of_many_languages_is_loaded_once_for_both_ways(data_dir: DataDir) -> None:
    make_m2m100(data_dir.models / "m2m")
    talking = _workshop(data_dir, korean=KoreanStrategy.TRANSLATOR).talking
    assert talking.questions_translator() is talking.interpreter().translator
    of_glossary = _workshop(data_dir, korean=KoreanStrategy.GLOSSARY).talking
    assert of_glossary.interpreter().translator is None
    assert of_glossary.questions_translator() is not None
