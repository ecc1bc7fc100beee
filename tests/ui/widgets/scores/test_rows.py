from __future__ import annotations

import pytest

from core.domain.categories import Role
from core.domain.inspections import AnomalyScore
from core.domain.teaching import DecisionRules
from tests.ui.inspections import CATEGORIES, RULES, make_finding
from ui.widgets.scores.rows import LabelRow, in_limits, label_rows, over_limit, percent


def test_that_labels_come_in_the_order_of_their_probability() -> None:
    rows = label_rows(make_finding(), CATEGORIES, RULES, "ko")
    assert [row.name for row in rows] == ["스크래치", "그림자", "양품", "찍힘"]
    assert [row.is_top for row in rows] == [True, False, False, False]


def test_that_names_follow_the_language() -> None:
    assert label_rows(make_finding(), CATEGORIES, RULES, "en")[0].name == "scratch"


def test_that_each_label_has_its_own_threshold_and_a_look_alike_none() -> None:
    rules = DecisionRules(threshold=0.8, thresholds={"scratch": 0.9})
    rows = {row.id: row for row in label_rows(make_finding(), CATEGORIES, rules, "ko")}
    assert (rows["scratch"].threshold, rows["dent"].threshold) == (0.9, 0.8)
    assert rows["shadow"].threshold is None
    assert not rows["scratch"].is_sure


def test_that_a_label_at_its_threshold_is_sure() -> None:
    assert LabelRow("a", "a", Role.DEFECT, 0.8, threshold=0.8).is_sure
    assert not LabelRow("a", "a", Role.LOOK_ALIKE, 1.0).is_sure


@pytest.mark.parametrize(
    ("probability", "threshold", "shown"),
    [(0.842, 0.8, "84 %"), (0.7996, 0.8, "79.96 %"), (0.8, 0.8, "80 %"), (0.0, None, "0 %")],
)
def test_that_a_percentage_never_looks_like_the_threshold_it_misses(
    probability: float, threshold: float | None, shown: str
) -> None:
    assert percent(LabelRow("a", "a", Role.DEFECT, probability, threshold=threshold)) == shown


def test_that_an_anomaly_score_is_told_in_limits() -> None:
    assert over_limit(AnomalyScore(0.36, 0.2)) == pytest.approx(1.8)
    assert over_limit(AnomalyScore()) is None
    assert over_limit(AnomalyScore(0.3, 0.0)) is None


@pytest.mark.parametrize(
    ("ratio", "shown"), [(1.8, "1.8"), (1.02, "1.02"), (0.98, "0.98"), (1.0, "1.0"), (6.3, "6.3")]
)
def test_that_a_score_beside_its_limit_does_not_look_equal(ratio: float, shown: str) -> None:
    assert in_limits(ratio) == shown
