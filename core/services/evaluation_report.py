"""The figures of an evaluation as the JSON object that scripts rely on."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

import numpy as np

from core.domain.inspections import ModelInfo
from core.domain.outcomes import Outcome
from core.services.evaluating import EvaluationRun, TestedImage
from core.services.metrics import (
    auroc,
    calibration,
    confusion_table,
    paired_interval,
    recall_by_class,
    wilson_interval,
)

_DIGITS = 4


_KEYS = (
    "mode", "folder", "model", "shots", "references", "repeats", "seed", "n_images", "n_tested",
    "classes", "left_out", "failed", "macro_accuracy", "plain_probe", "recall", "confusion",
    "auroc", "anomaly_alone", "escape", "overkill", "hold_rate", "intervals", "calibration",
)  # fmt: skip


def unscored_view(folder: str) -> dict[str, object]:
    """Return the keys of `evaluation_view` without figures: only words are tested."""
    return dict.fromkeys(_KEYS) | {"mode": "words", "folder": folder}


def evaluation_view(
    run: EvaluationRun, *, mode: str, model: ModelInfo, folder: str, failed: Sequence[str]
) -> dict[str, object]:
    """Compute all figures of a run.

    Parameters
    ----------
    run : EvaluationRun
        Tested images of every repeat.
    mode : str
        ``zero-shot`` or ``few-shot``.
    model : ModelInfo
        What scored.
    folder : str
        What was evaluated.
    failed : sequence of str
        Files that could not be used.

    Returns
    -------
    dict
        Keys are never absent; null where a figure does not exist. ``escape`` is the share of
        defect images with outcome OK, ``overkill`` the share of good images with another outcome
        than OK, ``hold_rate`` the share of HOLD among all tested; the three pool all repeats, and
        their Wilson intervals take the repeats for independent, which makes them too narrow.
        ``anomaly_alone`` has escape and overkill if the anomaly limit alone decided.
        ``plain_probe.lead`` is the paired lead over the plain probe with its bootstrap interval
        over the repeats.
    """
    good = run.plan.shown.good_class
    tested = [image for repeat in run.repeats for image in repeat]
    defects = [image for image in tested if image.label != good]
    goods = [image for image in tested if image.label == good]
    escapes = [image.outcome is Outcome.OK for image in defects]
    overkills = [image.outcome is not Outcome.OK for image in goods]
    holds = [image.outcome is Outcome.HOLD for image in tested]
    scored = [image for image in tested if image.predicted is not None]
    return {
        "mode": mode,
        "folder": folder,
        "model": {"id": model.id, "fingerprint": model.fingerprint, "dtype": model.dtype},
        "shots": run.plan.shown.shots,
        "references": run.plan.shown.references if run.has_good_class else 0,
        "repeats": run.plan.repeats,
        "seed": run.plan.seed,
        "n_images": len({(image.label, image.index) for image in tested}),
        "n_tested": len(tested),
        "classes": list(run.classes),
        "left_out": dict(run.left_out),
        "failed": list(failed),
        "macro_accuracy": _mean_std(_macro(run, lambda image: image.predicted)),
        "plain_probe": _plain_probe(run),
        "recall": _recall(scored, run.classes),
        "confusion": confusion_table(
            [image.label for image in scored],
            [str(image.predicted) for image in scored],
            run.classes,
        ),
        "auroc": _mean_std(_aurocs(run)),
        "anomaly_alone": {
            "escape": _share([not image.is_over for image in defects if image.is_over is not None]),
            "overkill": _share([image.is_over for image in goods if image.is_over is not None]),
        },
        "escape": _share(escapes),
        "overkill": _share(overkills),
        "hold_rate": _share(holds),
        "intervals": {
            "escape": _interval(escapes),
            "overkill": _interval(overkills),
            "hold_rate": _interval(holds),
        },
        "calibration": _calibration(scored, run),
    }


def _plain_probe(run: EvaluationRun) -> dict[str, object]:
    plain = list(_macro(run, lambda image: image.plain))
    ours = list(_macro(run, lambda image: image.predicted))
    if len(plain) != len(ours) or not plain:
        return {"macro_accuracy": _mean_std(plain), "lead": None}
    leads = [our - its for our, its in zip(ours, plain, strict=True)]
    interval = paired_interval(leads)
    return {
        "macro_accuracy": _mean_std(plain),
        "lead": {
            "mean": round(float(np.mean(leads)), _DIGITS),
            "interval": [round(bound, _DIGITS) for bound in interval] if interval else None,
        },
    }


def _macro(run: EvaluationRun, answer: Callable[[TestedImage], str | None]) -> Iterable[float]:
    for repeat in run.repeats:
        pairs = [(image.label, answer(image)) for image in repeat]
        if any(guess is None for _, guess in pairs):
            return
        recall = recall_by_class(
            [label for label, _ in pairs], [str(guess) for _, guess in pairs], run.classes
        )
        yield float(np.mean(list(recall.values())))


def _aurocs(run: EvaluationRun) -> Iterable[float]:
    good = run.plan.shown.good_class
    for repeat in run.repeats:
        scores = [(image.label == good, image.anomaly) for image in repeat]
        value = auroc(
            [score for is_good, score in scores if is_good and score is not None],
            [score for is_good, score in scores if not is_good and score is not None],
        )
        if value is not None:
            yield value


def _recall(scored: Sequence[TestedImage], classes: Sequence[str]) -> dict[str, float]:
    recall = recall_by_class(
        [image.label for image in scored], [str(image.predicted) for image in scored], classes
    )
    return {label: round(value, _DIGITS) for label, value in recall.items()}


def _calibration(scored: Sequence[TestedImage], run: EvaluationRun) -> dict[str, float | None]:
    figures = calibration(
        np.array([image.probability for image in scored], dtype=np.float64),
        np.array([image.predicted == image.label for image in scored], dtype=np.bool_),
        sure=run.plan.rules.threshold,
    )
    return {name: _rounded(value) for name, value in figures.items()}


def _mean_std(values: Iterable[float]) -> Mapping[str, float] | None:
    numbers = list(values)
    if not numbers:
        return None
    return {
        "mean": round(float(np.mean(numbers)), _DIGITS),
        "std": round(float(np.std(numbers)), _DIGITS),
    }


def _share(hits: Sequence[bool]) -> float | None:
    return round(sum(hits) / len(hits), _DIGITS) if hits else None


def _interval(hits: Sequence[bool]) -> list[float] | None:
    interval = wilson_interval(sum(hits), len(hits))
    return [round(bound, _DIGITS) for bound in interval] if interval else None


def _rounded(value: float | None) -> float | None:
    return None if value is None else round(value, _DIGITS)


def shown_value(value: object) -> str:
    """Show a figure to people: mean ± deviation, ranges, and lists instead of JSON."""
    match value:
        case None:
            shown = "-"
        case float():
            shown = f"{value:.3f}"
        case {"mean": float(mean), "std": float(std)}:
            shown = f"{mean:.3f} ± {std:.3f}"
        case dict():
            shown = ", ".join(f"{name}: {shown_value(part)}" for name, part in value.items()) or "-"
        case [float(low), float(high)]:
            shown = f"{low:.3f} to {high:.3f}"
        case list():
            shown = ", ".join(shown_value(part) for part in value) or "-"
        case _:
            shown = str(value)
    return shown
