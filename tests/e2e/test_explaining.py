"""``explain``, from the words typed to what is printed."""

from __future__ import annotations

from pathlib import Path
from typing import Any, cast

import pytest
from PIL import Image

from core.domain.korean import KoreanStrategy
from core.inference.protocols import Explainer, Translator
from core.services.talking_models import TalkingModels
from core.settings.app_settings import AppSettings, DescribingSettings, save_settings
from core.settings.paths import DataDir
from tests.e2e.conftest import Command
from tests.support.fake_explainer import FakeExplainer, FakeTranslator
from tests.support.tiny_large import make_llava
from tests.support.tiny_translators import make_marian

WRONG = "This mark at the lower right was probably caused by a clamp."
KOREAN = "이 어두운 얼룩은 클램프 때문에 생긴 것으로 추정됩니다."


@pytest.fixture
def image(product_folder: Path) -> Path:
    return product_folder / "dent" / "부품 0.png"


@pytest.fixture
def explainer(monkeypatch: pytest.MonkeyPatch, data_dir: DataDir) -> FakeExplainer:
    """Let the program load a model that says what it was told to say."""
    describing = DescribingSettings(explainer="fake-llava", korean=KoreanStrategy.GLOSSARY)
    save_settings(AppSettings(describing=describing), data_dir)
    made = FakeExplainer(WRONG)

    def load(_name: str, **_options: object) -> Explainer:
        return made

    monkeypatch.setattr("core.services.talking_models.load_explainer", load)
    monkeypatch.setattr(TalkingModels, "check_explainer", lambda _: None)
    return made


def test_that_questions_are_answered_with_marks_in_json(
    command: Command, image: Path, explainer: FakeExplainer
) -> None:
    words = ("--question", "cause", "--question", "And then?", "--lang", "en", "--json")
    answer = command("explain", image, "--roi", "4,4,50,40", *words)
    assert answer.code == 0
    view = answer.object
    assert set(view) == {
        *("file", "sha256", "page", "product", "outcome", "reason", "finding", "exchanges")
    }
    finding = cast("dict[str, Any]", view["finding"])
    assert finding["roi_px"] == [4, 4, 50, 40]
    first, second = cast("list[dict[str, Any]]", view["exchanges"])
    assert first["question"] == "What probably caused this?"
    assert (first["text"], first["model"]["id"]) == (WRONG, "fake-llava")
    (place,) = [one for one in first["contradictions"] if one["kind"] == "place"]
    assert place["said"] == "lower right"
    assert "lower right [!]" in first["marked"]
    assert second["question"] == "And then?"
    assert explainer.asked[-1] == ("What probably caused this?", WRONG, "And then?")


def test_that_the_text_streams_and_is_held_against_the_facts_afterwards(
    command: Command, image: Path, explainer: FakeExplainer
) -> None:
    words = (image, "--roi", "4,4,50,40", "--question", "Why?", "--lang", "en")
    out = command("explain", *words).out.splitlines()
    assert out[:3] == ["? Why?", WRONG, "Held against the measured facts:"]
    assert "[!]" in out[3]
    assert any(line.startswith("! ") for line in out[4:])
    assert out[-1] == "(explaining model fake-llava, unchecked)"
    explainer.says = "It was probably caused by a clamp; the part should be checked."
    quiet = command("explain", *words).out.splitlines()
    assert quiet[1:3] == [explainer.says, "Nothing in it contradicts the measured facts."]


def test_that_korean_comes_from_the_translation_model_that_lies_there(
    command: Command,
    image: Path,
    explainer: FakeExplainer,
    data_dir: DataDir,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    explainer.says = "This dark stain was probably caused by a clamp."

    def load(_name: str, **_options: object) -> Translator:
        return FakeTranslator({explainer.says: KOREAN})

    monkeypatch.setattr("core.services.talking_models.load_translator", load)
    make_marian(data_dir.models / "번역 opus")
    describing = DescribingSettings(explainer="fake-llava", korean=KoreanStrategy.TRANSLATOR)
    save_settings(AppSettings(describing=describing), data_dir)
    view = command("explain", image, "--question", "cause", "--lang", "ko", "--json").object
    (exchange,) = cast("list[dict[str, Any]]", view["exchanges"])
    assert exchange["question"] == "원인은 무엇으로 추정됩니까?"
    assert explainer.asked[-1] == ("What probably caused this?",)
    assert (exchange["text"], exchange["said"]) == (KOREAN, explainer.says)
    assert exchange["korean"]["made_by"] == "translator"
    printed = command("explain", image, "--question", "cause", "--lang", "ko").out
    assert printed.index(explainer.says) < printed.index(KOREAN)
    assert "번역 모델 fake-marian" in printed


def test_that_it_is_said_when_a_model_may_not_understand_a_korean_question(
    command: Command, image: Path, explainer: FakeExplainer
) -> None:
    words = ("--question", "왜 어둡습니까?", "--question", "cause", "--lang", "ko")
    answer = command("explain", image, *words)
    assert answer.code == 0
    (line,) = [line for line in answer.err.splitlines() if "한국어" in line]
    assert line.startswith("fake-llava는 한국어를 이해하지 못할 수 있습니다. 영어로 질문")
    assert explainer.asked[-1][0] == "왜 어둡습니까?"
    assert explainer.asked[-1][2] == "What probably caused this?"
    assert "? 원인은 무엇으로 추정됩니까?" in answer.out
    as_json = command("explain", image, *words, "--json")
    assert "한국어" in as_json.err
    explainer.knows = frozenset({"ko"})
    assert "한국어" not in command("explain", image, *words).err


def test_that_a_korean_question_is_translated_by_a_model_that_lies_there(
    command: Command,
    image: Path,
    explainer: FakeExplainer,
    data_dir: DataDir,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def load(_name: str, *, into: str, **_options: object) -> Translator:
        assert into == "en"
        known = {"왜 어둡습니까?": "Why is it dark?"}
        return FakeTranslator(known, into=frozenset({"en"}))

    monkeypatch.setattr("core.services.talking_models.load_translator", load)
    make_marian(data_dir.models / "opus ko-en", source="ko", target="en")
    words = ("--question", "왜 어둡습니까?", "--question", "And then?", "--lang", "ko")
    answer = command("explain", image, *words)
    assert answer.out.splitlines()[:2] == [
        "? 왜 어둡습니까?",
        "(모델에게 한 질문: Why is it dark?)",
    ]
    assert "한국어" not in answer.err
    assert explainer.asked[-1] == ("Why is it dark?", WRONG, "And then?")
    (first, _) = cast(
        "list[dict[str, Any]]", command("explain", image, *words, "--json").object["exchanges"]
    )
    assert (first["question"], first["asked"]) == ("왜 어둡습니까?", "Why is it dark?")


def test_that_a_missing_model_is_said_with_where_to_put_one(
    command: Command, image: Path, data_dir: DataDir
) -> None:
    answer = command("explain", image, "--question", "cause", "--lang", "en", "--json")
    assert (answer.code, answer.out) == (2, "")
    assert str(data_dir.models) in answer.err
    assert "LLaVA" in answer.err


def test_that_all_that_is_wrong_is_said_at_once(
    command: Command, tmp_path: Path, data_dir: DataDir
) -> None:
    missing = tmp_path / "없는 것.png"
    answer = command("explain", missing, "--question", "?", "--lang", "both", "--json")
    assert (answer.code, answer.out) == (2, "")
    lines = answer.err.splitlines()
    assert [str(missing) in line for line in lines] == [True, True, False, False]
    assert [str(data_dir.models) in line for line in lines] == [False, False, True, True]
    assert ["가" <= line.strip()[-2] <= "힣" for line in lines] == [True, False, True, False]
    every = command("explain", missing, "--question", " ", "--roi", "1,2", "--mm-per-px=-1")
    assert (every.code, len(every.err.splitlines())) == (2, 5)


def test_that_no_model_is_loaded_for_an_image_that_cannot_be_read(
    command: Command, tmp_path: Path, data_dir: DataDir, monkeypatch: pytest.MonkeyPatch
) -> None:
    def load(*_: object, **__: object) -> None:
        pytest.fail("a model was loaded")

    monkeypatch.setattr("core.services.talking_models.load_explainer", load)
    make_llava(data_dir.models / "라바", max_tokens=4096)
    broken = tmp_path / "깨진.png"
    Image.new("RGB", (64, 64)).save(broken)
    broken.write_bytes(broken.read_bytes()[:-30])
    assert command("explain", broken, "--question", "?").code == 1
    assert command("explain", tmp_path / "none.png", "--question", "?").code == 2


def test_that_a_tiny_llava_of_the_users_answers(
    command: Command, image: Path, data_dir: DataDir
) -> None:
    make_llava(data_dir.models / "라바", max_tokens=4096)
    answer = command("explain", image, "--question", "cause", "--lang", "en", "--json")
    assert answer.code == 0
    (exchange,) = cast("list[dict[str, Any]]", answer.object["exchanges"])
    assert exchange["model"]["id"] == "라바"
    assert exchange["said"]


@pytest.mark.usefixtures("explainer")
def test_that_mistakes_end_as_with_other_commands(
    command: Command, image: Path, tmp_path: Path
) -> None:
    assert command("explain", image).code == 2
    assert command("explain", image, "--question", " ").code == 2
    assert command("explain", image, "--question", "?", "--roi", "1,2,3").code == 2
    assert command("explain", tmp_path / "none.png", "--question", "?").code == 2
    broken = tmp_path / "깨진.png"
    Image.new("RGB", (64, 64)).save(broken)
    broken.write_bytes(broken.read_bytes()[:-30])
    answer = command("explain", broken, "--question", "?", "--json")
    assert answer.code == 1
    assert (answer.object["finding"], answer.object["exchanges"]) == (None, [])


def test_that_nothing_is_recorded(command: Command, image: Path, explainer: FakeExplainer) -> None:
    assert command("explain", image, "--question", "cause").code == 0
    assert explainer.asked
    assert command("history", "list", "--json").objects == []
