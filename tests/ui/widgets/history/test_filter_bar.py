"""The filters of the history."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from PySide6.QtCore import QDate
from pytestqt.qtbot import QtBot

from core.domain.categories import CLEAN_ID, Category, CategorySet, Role
from core.domain.outcomes import Outcome
from core.records.values import HistoryFilter
from tests.ui.dialogs.fitting import LOOKS, cut_off, settle, speak
from ui.widgets.history.filter_bar import HistoryFilterBar, Period

CATEGORIES = CategorySet(
    (
        Category("scratch", Role.DEFECT, "스크래치", "scratch"),
        Category(CLEAN_ID, Role.CLEAN, "양품", "good"),
        Category("shadow", Role.LOOK_ALIKE, "그림자", "shadow"),
    )
)


@pytest.fixture
def bar(qtbot: QtBot) -> HistoryFilterBar:
    made = HistoryFilterBar()
    qtbot.addWidget(made)
    made.set_choices(["default", "브래킷"], ["홍길동"], CATEGORIES)
    return made


def test_that_nothing_chosen_wants_every_record(bar: HistoryFilterBar) -> None:
    assert bar.wanted() == HistoryFilter()
    assert not bar.is_active
    assert bar.summary() == "전체 기록"


def test_that_every_choice_reaches_the_filter(bar: HistoryFilterBar) -> None:
    bar.product.choose("브래킷")
    bar.outcome.choose(Outcome.HOLD)
    bar.verdict.choose(Outcome.NG)
    bar.category.choose("shadow")
    bar.operator.choose("홍길동")
    bar.corrected.choose(value=False)
    assert bar.wanted() == HistoryFilter(
        product="브래킷",
        outcome=Outcome.HOLD,
        verdict=Outcome.NG,
        category="shadow",
        operator="홍길동",
        corrected=False,
    )
    assert bar.wanted().outcome is Outcome.HOLD
    assert "품번: 브래킷, 프로그램: 보류" in bar.summary()


def test_that_not_judged_is_no_verdict(bar: HistoryFilterBar) -> None:
    bar.verdict.setCurrentIndex(1)
    assert bar.wanted() == HistoryFilter(judged=False)


def test_that_good_is_no_category_to_look_for(bar: HistoryFilterBar) -> None:
    values = [bar.category.itemData(at) for at in range(bar.category.count())]
    assert values == [None, "scratch", "shadow"]


def test_that_today_begins_at_local_midnight(bar: HistoryFilterBar) -> None:
    bar.period.choose(Period.TODAY)
    since = bar.wanted().since
    now = datetime.now().astimezone()
    assert since is not None
    assert since.tzinfo is not None
    assert (since.hour, since.minute, since.date()) == (0, 0, now.date())
    assert bar.wanted().until is None


def test_that_seven_days_include_today(bar: HistoryFilterBar) -> None:
    bar.period.choose(Period.WEEK)
    since = bar.wanted().since
    assert since is not None
    assert since.date() == (datetime.now().astimezone() - timedelta(days=6)).date()


def test_that_own_days_include_the_last_one_in_whatever_order(bar: HistoryFilterBar) -> None:
    bar.period.choose(Period.CUSTOM)
    first, last = bar.day_edits
    first.setDate(QDate(2026, 3, 5))
    last.setDate(QDate(2026, 3, 1))
    wanted = bar.wanted()
    assert wanted.since == datetime(2026, 3, 1).astimezone()
    assert wanted.until == datetime(2026, 3, 6).astimezone()
    assert "2026-03-05" in bar.summary()


def test_that_the_days_are_shown_for_own_days_only(qtbot: QtBot, bar: HistoryFilterBar) -> None:
    settle(qtbot, bar)
    assert not bar.day_edits[0].isVisible()
    bar.period.choose(Period.CUSTOM)
    assert bar.day_edits[0].isVisible()


def test_that_each_change_is_told_once(qtbot: QtBot, bar: HistoryFilterBar) -> None:
    with qtbot.waitSignal(bar.filter_changed) as told:
        bar.outcome.choose(Outcome.NG)
    assert told.args == [HistoryFilter(outcome=Outcome.NG)]
    with qtbot.waitSignal(bar.filter_changed) as told:
        bar.reset()
    assert told.args == [HistoryFilter()]


def test_that_what_was_chosen_survives_new_choices_and_another_language(
    qtbot: QtBot, bar: HistoryFilterBar
) -> None:
    bar.product.choose("브래킷")
    with qtbot.assertNotEmitted(bar.filter_changed):
        bar.set_choices(["default", "새 제품", "브래킷"], [], CATEGORIES)
        speak("en")
    assert bar.wanted() == HistoryFilter(product="브래킷")
    assert bar.product.currentText() == "Product: 브래킷"


@pytest.mark.parametrize(("language", "percent"), LOOKS)
def test_that_the_words_fit_in_a_narrow_panel(
    qtbot: QtBot, bar: HistoryFilterBar, language: str, percent: int
) -> None:
    speak("ko" if language == "ko" else "en", percent)
    bar.period.choose(Period.CUSTOM)
    bar.resize(600, bar.heightForWidth(600))
    settle(qtbot, bar)
    assert cut_off(bar) == []
