from __future__ import annotations

import numpy as np
import pytest

from core.describe.captions import read_caption
from core.domain.regions import BoxPx
from core.errors import JobCancelledError, UsageError
from core.jobs.cancel import CancelToken
from core.services.describing import Asker, Describer
from tests.support.fake_captioner import SPOT, SPOT_KO, FakeAnswerer, FakeCaptioner

RGB = np.full((900, 1200, 3), 90, np.uint8)
LOWER_RIGHT = BoxPx(1050, 750, 60, 40)


def test_that_a_whole_image_is_described_in_both_languages() -> None:
    captioner = FakeCaptioner()
    caption = Describer(captioner).describe(RGB, None, token=CancelToken())
    assert caption is not None
    assert (caption.en, caption.ko, caption.said) == (SPOT, SPOT_KO, SPOT)
    assert caption.view_px == BoxPx(0, 0, 1200, 900)
    assert (caption.model.id, caption.preset) == ("fake-captioner", "exact")
    assert captioner.seen == [(900, 1200, 3)]


def test_that_the_words_about_a_view_are_told_of_the_image() -> None:
    captioner = FakeCaptioner()
    caption = Describer(captioner).describe(RGB, LOWER_RIGHT, token=CancelToken())
    assert caption is not None
    assert captioner.seen == [(180, 180, 3)]
    assert caption.said == SPOT
    assert caption.en == "a tiny dark round spot at the lower right of a dark grey surface"
    assert caption.ko == "짙은 회색 표면의 우측 하단에 매우 작고 어두운 둥근 반점 1개가 있습니다"
    assert read_caption(caption.en) is not None


def test_that_places_are_told_of_the_frame_of_the_product() -> None:
    frame = BoxPx(900, 600, 300, 300)
    caption = Describer(FakeCaptioner()).describe(RGB, None, token=CancelToken(), frame=frame)
    assert caption is not None
    assert caption.en == "a small dark round spot at the upper left of a dark grey surface"
    answer = Asker(FakeAnswerer()).ask(
        RGB, LOWER_RIGHT, "place", lang="en", token=CancelToken(), frame=frame
    )
    assert answer.en == "centre"


def test_that_free_words_of_another_model_stand_without_korean() -> None:
    free = "a photo of a cat on a couch"
    caption = Describer(FakeCaptioner(free)).describe(RGB, LOWER_RIGHT, token=CancelToken())
    assert caption is not None
    assert (caption.en, caption.ko) == (free, None)


def test_that_a_silent_model_gives_no_caption() -> None:
    assert Describer(FakeCaptioner("")).describe(RGB, None, token=CancelToken()) is None


def test_that_describing_can_be_cancelled() -> None:
    token = CancelToken()
    token.cancel()
    with pytest.raises(JobCancelledError):
        Describer(FakeCaptioner()).describe(RGB, None, token=token)


@pytest.mark.parametrize(
    ("question", "lang", "known"),
    [
        ("place", "ko", "place"),
        ("그 자국은 어디에 있습니까", "ko", "place"),
        ("so where is the scratch located", "en", "place"),
        ("where is it?", "ko", "place"),
    ],
)
def test_that_free_words_reach_the_question_they_mean(question: str, lang: str, known: str) -> None:
    answerer = FakeAnswerer()
    answer = Asker(answerer).ask(
        RGB, LOWER_RIGHT, question, lang="ko" if lang == "ko" else "en", token=CancelToken()
    )
    assert (answer.question_id, answerer.asked) == (known, ["where is it?"])
    assert (answer.said, answer.en, answer.ko) == ("centre", "lower right", "우측 하단에 있습니다")


@pytest.mark.parametrize(
    ("question", "said", "told"),
    [
        ("size", "medium sized", "tiny"),
        ("size", "moderately long", "very short"),
        ("look", "a large dark round spot", "a small dark round spot"),
        ("count", "three", "three"),
        ("place", "somewhere", "somewhere"),
        ("size", "there is no mark", "there is no mark"),
    ],
)
def test_that_sizes_are_told_of_the_image_and_all_else_stands(
    question: str, said: str, told: str
) -> None:
    words = {
        "size": "how large is it?",
        "look": "what does it look like?",
        "count": "how many marks are there?",
        "place": "where is it?",
    }
    asker = Asker(FakeAnswerer(answers={words[question]: said}))
    answer = asker.ask(RGB, LOWER_RIGHT, question, lang="en", token=CancelToken())
    assert (answer.said, answer.en) == (said, told)
    whole = asker.ask(RGB, None, question, lang="en", token=CancelToken())
    assert whole.en == said


def test_that_the_small_model_refuses_what_it_was_not_taught() -> None:
    with pytest.raises(UsageError) as caught:
        Asker(FakeAnswerer()).ask(RGB, None, "who are you?", lang="en", token=CancelToken())
    assert caught.value.code == "question_unknown"


def test_that_a_large_model_is_asked_what_was_typed() -> None:
    answerer = FakeAnswerer("blip-vqa-base", {"who are you?": "a cat"})
    answer = Asker(answerer).ask(RGB, None, " who are you? ", lang="en", token=CancelToken())
    assert (answer.en, answer.ko, answer.question_id) == ("a cat", None, None)
