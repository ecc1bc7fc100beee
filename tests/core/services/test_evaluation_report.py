"""Figures of an evaluation from what was said about each image."""

from __future__ import annotations

import pytest

from core.domain.inspections import ModelInfo
from core.domain.outcomes import Outcome
from core.services import evaluating
from core.services.draws import ShotPlan
from core.services.evaluating import EvaluationPlan, EvaluationRun
from core.services.evaluation_report import evaluation_view

MODEL = ModelInfo("fake", "0" * 64, "float32")
PLAN = EvaluationPlan(shown=ShotPlan(shots=2, references=2, good_class="good"), repeats=2, seed=0)


def _tested(
    label: str, index: int, *, ours: str, plain: str, is_over: bool | None = None
) -> evaluating.TestedImage:
    return evaluating.TestedImage(
        label=label,
        index=index,
        predicted=ours,
        probability=0.9,
        plain=plain,
        anomaly=None if is_over is None else 1.0 + is_over,
        is_over=is_over,
        outcome=Outcome.HOLD,
    )


def _view(*repeats: tuple[evaluating.TestedImage, ...]) -> dict[str, object]:
    run = EvaluationRun(PLAN, ("dent", "good"), {}, repeats)
    return evaluation_view(run, mode="few-shot", model=MODEL, folder="f", failed=())


def test_that_the_anomaly_limit_alone_has_its_own_escape_and_overkill() -> None:
    view = _view(
        (
            _tested("dent", 0, ours="dent", plain="dent", is_over=True),
            _tested("dent", 1, ours="dent", plain="dent", is_over=False),
            _tested("good", 0, ours="good", plain="good", is_over=False),
            _tested("good", 1, ours="good", plain="good", is_over=False),
            _tested("good", 2, ours="good", plain="good", is_over=False),
            _tested("good", 3, ours="good", plain="good", is_over=True),
        )
    )
    assert view["anomaly_alone"] == {"escape": 0.5, "overkill": 0.25}
    # The outcomes themselves are all HOLD.
    assert (view["escape"], view["overkill"]) == (0.0, 1.0)


def test_that_without_references_the_limit_alone_tells_nothing() -> None:
    view = _view((_tested("dent", 0, ours="dent", plain="dent"),))
    assert view["anomaly_alone"] == {"escape": None, "overkill": None}


def test_that_the_lead_over_the_plain_probe_is_paired_by_repeat() -> None:
    def repeat(plain: str) -> tuple[evaluating.TestedImage, ...]:
        return (
            _tested("dent", 0, ours="dent", plain=plain),
            _tested("good", 0, ours="good", plain="good"),
        )

    view = _view(repeat("good"), repeat("good"))
    probe = view["plain_probe"]
    assert isinstance(probe, dict)
    assert probe["macro_accuracy"] == {"mean": 0.5, "std": 0.0}
    assert probe["lead"] == {"mean": 0.5, "interval": [0.5, 0.5]}


def test_that_one_repeat_has_a_lead_without_an_interval() -> None:
    probe = _view((_tested("dent", 0, ours="dent", plain="good"),))["plain_probe"]
    assert isinstance(probe, dict)
    assert probe["lead"] == {"mean": pytest.approx(1.0), "interval": None}
