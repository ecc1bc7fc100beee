"""Errors and reasons in words."""

from __future__ import annotations

import pytest

from core.domain.categories import Category, CategorySet, Role
from core.domain.outcomes import Reason, ReasonCode, TextValue
from core.errors import HostError, SettingsError
from core.texts.language import LANGUAGES, Language
from core.texts.wording import category_name, render_error, render_reason

CATEGORIES = CategorySet(
    (
        Category("scratch", Role.DEFECT, "스크래치", "scratch"),
        Category("crack", Role.DEFECT, "균열", "crack"),
    )
)


def test_that_an_error_says_what_is_wrong_and_where() -> None:
    error = SettingsError("toml_syntax", file="불량.toml", line=3, column=7)
    assert render_error(error, "ko") == (
        "불량.toml: 3행 7열의 TOML 문법이 잘못되었습니다. 따옴표, 괄호, 등호(=)를 확인하세요."
    )
    assert render_error(error, "en").startswith("불량.toml: wrong TOML syntax in line 3, column 7.")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_that_an_error_without_code_has_words(lang: Language) -> None:
    assert render_error(HostError(), lang) != "error.host_died"


@pytest.mark.parametrize(
    ("code", "params", "korean", "english"),
    [
        (
            ReasonCode.SURE_DEFECT,
            {"category": "scratch", "probability": 0.93, "threshold": 0.8},
            "스크래치 신뢰도가 93 %로 기준 80 % 이상입니다.",
            "The confidence in scratch is 93 %, at or over the threshold of 80 %.",
        ),
        (
            ReasonCode.LOOK_ALIKE,
            {"category": "crack", "probability": 0.5},
            "균열로 추정됩니다(신뢰도 50 %). 불량이 아닌지 확인이 필요합니다.",
            "This looks like crack (confidence 50 %); check that it is no defect.",
        ),
        (
            ReasonCode.NO_ANOMALY,
            {"anomaly": 0.42, "limit": 0.61},
            "양품 기준 대비 이상 점수 0.42가 한계값 0.61을 넘지 않습니다.",
            "Compared with the good references the anomaly score of 0.42 is not over the limit of "
            "0.61.",
        ),
        (
            ReasonCode.WITHIN_LIMIT,
            {"category": "crack", "severity": "minor", "accepted": "moderate"},
            "균열의 심각도가 경미 등급으로 한도(보통 등급까지) 이내입니다.",
            "The severity of the crack is minor, within the acceptance limit (up to moderate).",
        ),
        (
            ReasonCode.SEVERITY_UNKNOWN,
            {"category": "scratch", "accepted": "minor", "cause": "calibration"},
            "스크래치의 한도는 경미 등급까지이나 mm 교정값이 없어 심각도를 정할 수 없습니다. "
            "한도견본과 비교하여 확인이 필요합니다.",
            "The acceptance limit for scratch is minor, but without a calibration in mm its "
            "severity cannot be told. Compare with the limit sample.",
        ),
        (
            ReasonCode.LOW_MARGIN,
            {
                "category": "scratch",
                "second_category": "crack",
                "probability": 0.5,
                "second_probability": 0.45,
                "margin": 0.05,
                "required_margin": 0.15,
            },
            "스크래치와 균열의 신뢰도(50 %, 45 %) 차이가 5 %p로 기준 15 %p보다 작아 확인이 "
            "필요합니다.",
            "The confidences in scratch and crack (50 %, 45 %) differ by 5 %, less than the "
            "required 15 %; please check.",
        ),
    ],
)
def test_that_a_reason_names_its_numbers(
    code: ReasonCode, params: dict[str, TextValue], korean: str, english: str
) -> None:
    reason = Reason(code, params)
    assert render_reason(reason, CATEGORIES, "ko") == korean
    assert render_reason(reason, CATEGORIES, "en") == english


def test_that_an_unknown_category_is_shown_by_its_id() -> None:
    assert category_name(CATEGORIES, "이중_찍힘", "ko") == "이중 찍힘"
    assert category_name(CATEGORIES, "crack", "ko") == "균열"
    assert category_name(CATEGORIES, "crack", "en") == "crack"
