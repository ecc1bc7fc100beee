from __future__ import annotations

import pytest

from core.domain.outcomes import Outcome
from tests.ui.inspections import make_finding, make_inspection
from ui.values import ChosenVerdict, SavedVerdict
from ui.widgets.verdict.choices import Fields
from ui.widgets.verdict.deciding import (
    Accept,
    AskOperator,
    AskReason,
    Deciding,
    Give,
    GoOn,
    Refuse,
    Repeated,
)
from ui.widgets.verdict.keys import Refusal

NG_FIELDS = Fields("scratch")


def _deciding(outcome: Outcome = Outcome.NG, *, operator: bool = True) -> Deciding:
    deciding = Deciding()
    deciding.has_context = operator
    deciding.show(make_inspection(make_finding(outcome)))
    deciding.set_ready(ready=True)
    return deciding


def test_that_agreeing_with_the_program_needs_nothing_else() -> None:
    step = _deciding().request(Outcome.NG, NG_FIELDS)
    assert step == Give(ChosenVerdict(Outcome.NG, "scratch"))


def test_that_nothing_is_decided_before_the_image_is_ready() -> None:
    deciding = _deciding()
    deciding.set_ready(ready=False)
    assert deciding.request(Outcome.NG, NG_FIELDS) == Refuse(Refusal.NOT_READY)
    assert deciding.request_acceptance(NG_FIELDS) == Refuse(Refusal.NOT_READY)


def test_that_nothing_is_decided_about_an_image_without_a_score() -> None:
    deciding = _deciding()
    deciding.show(None)
    assert deciding.request(Outcome.NG, NG_FIELDS) == Refuse(Refusal.NOT_READY)
    assert not deciding.subject.ready


def test_that_the_operator_is_asked_before_the_reason() -> None:
    deciding = _deciding(operator=False)
    assert deciding.request(Outcome.OK, NG_FIELDS) == AskOperator()
    assert deciding.request_acceptance(NG_FIELDS) == AskOperator()
    deciding.has_context = True
    step = deciding.request(Outcome.OK, NG_FIELDS)
    assert step == AskReason(ChosenVerdict(Outcome.OK), Outcome.NG, None)


def test_that_a_correction_of_a_person_asks_why() -> None:
    deciding = _deciding()
    deciding.note_given(ChosenVerdict(Outcome.NG, "scratch"))
    step = deciding.request(Outcome.HOLD, NG_FIELDS)
    assert isinstance(step, AskReason)
    assert step.earlier is Outcome.NG


def test_that_the_same_verdict_twice_is_one() -> None:
    deciding = _deciding()
    step = deciding.request(Outcome.NG, NG_FIELDS)
    assert isinstance(step, Give)
    deciding.note_given(step.chosen)
    assert deciding.request(Outcome.NG, NG_FIELDS) == Repeated()


def test_that_the_same_verdict_with_another_note_is_a_new_one() -> None:
    deciding = _deciding()
    deciding.note_given(ChosenVerdict(Outcome.NG, "scratch"))
    step = deciding.request(Outcome.NG, Fields("scratch", note="모서리"))
    assert step == Give(ChosenVerdict(Outcome.NG, "scratch", note="모서리"))


def test_that_a_verdict_can_be_given_again_after_it_was_not_saved_or_taken_back() -> None:
    deciding = _deciding()
    deciding.note_given(ChosenVerdict(Outcome.NG, "scratch"))
    deciding.note_unsaved()
    assert isinstance(deciding.request(Outcome.NG, NG_FIELDS), Give)
    deciding.note_given(ChosenVerdict(Outcome.NG, "scratch"))
    deciding.set_verdict(None)
    assert isinstance(deciding.request(Outcome.NG, NG_FIELDS), Give)


@pytest.mark.parametrize("outcome", [Outcome.OK, Outcome.NG])
def test_that_the_proposal_can_be_accepted(outcome: Outcome) -> None:
    step = _deciding(outcome).request_acceptance(Fields())
    assert step == Accept(ChosenVerdict(outcome))


def test_that_a_hold_is_never_accepted() -> None:
    deciding = _deciding(Outcome.HOLD)
    assert not deciding.subject.may_accept
    assert deciding.request_acceptance(Fields()) == Refuse(Refusal.HOLD_NEEDS_PERSON)


def test_that_accepting_after_a_verdict_only_goes_on() -> None:
    deciding = _deciding(Outcome.HOLD)
    deciding.set_verdict(SavedVerdict(ChosenVerdict(Outcome.HOLD)))
    assert deciding.subject.may_accept
    assert deciding.request_acceptance(Fields()) == GoOn()


def test_that_each_image_and_each_score_is_another_subject() -> None:
    deciding = _deciding()
    before = deciding.subject.number
    deciding.show(make_inspection(make_finding()))
    assert deciding.subject.number != before
