"""Inspections as the JSON objects that scripts rely on.

Keys are never absent: what was not measured is null.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields

from core.describe.truth.telling import check_caption
from core.domain.categories import CategorySet
from core.domain.contradictions import Contradiction, marked
from core.domain.dialogue import Exchange
from core.domain.inspections import (
    AnomalyScore,
    Caption,
    CategoryScore,
    Finding,
    Inspection,
    ModelInfo,
    Sentences,
    TopCategory,
)
from core.domain.korean import KoreanOrigin
from core.domain.measurements import Measurement
from core.domain.outcomes import Reason
from core.domain.scales import ScaleProblem, ScaleUse
from core.texts.language import Language
from core.texts.wording import render_reason

_DIGITS = 6


def inspection_view(inspection: Inspection, categories: CategorySet) -> dict[str, object]:
    """Show one inspection.

    Parameters
    ----------
    inspection : Inspection
        As returned by the inspector.
    categories : CategorySet
        Names the categories in reasons.

    Returns
    -------
    dict
        ``describe`` prints it, and every line of ``inspect --json`` is one.
    """
    worst = inspection.worst
    anomaly = worst.anomaly if worst else AnomalyScore()
    return {
        "file": inspection.sighting.path,
        "sha256": inspection.sha256,
        "page": inspection.page,
        "product": inspection.product,
        "outcome": inspection.outcome.value,
        "reason": reason_view(inspection.reason, categories),
        "scores": _scores(worst.scores if worst else ()),
        "anomaly": _anomaly(anomaly),
        "findings": [finding_view(finding, categories) for finding in inspection.findings],
        **_place(worst, categories),
        "models": [_model(model) for model in _models(inspection)],
        "width_px": inspection.facts.width_px if inspection.facts else None,
        "height_px": inspection.facts.height_px if inspection.facts else None,
        "quality": {name: _number(value) for name, value in inspection.quality.items()},
    }


def reason_view(reason: Reason, categories: CategorySet) -> dict[str, object]:
    """Show a reason as code and words in both languages."""
    return {
        "code": reason.code.value,
        "ko": render_reason(reason, categories, "ko"),
        "en": render_reason(reason, categories, "en"),
    }


def finding_view(finding: Finding, categories: CategorySet) -> dict[str, object]:
    """Show one finding."""
    return {
        "outcome": finding.outcome.value,
        "reason": reason_view(finding.reason, categories),
        "scores": _scores(finding.scores),
        "anomaly": _anomaly(finding.anomaly),
        "region": {"kind": finding.region.kind.value, "source": finding.region.source.value},
        **_place(finding, categories),
    }


def _place(finding: Finding | None, categories: CategorySet) -> dict[str, object]:
    """Return the keys that each finding has and the top level repeats for the worst one."""
    if finding is None:
        return {
            "category": None,
            "roi_px": None,
            "measurement": _measurement(Measurement()),
            "severity": None,
            "severity_rule": None,
            "severity_rule_words": None,
            "calibration": None,
            "calibration_problem": None,
            "sentences": None,
            "suggestions": [],
            "caption": None,
        }
    return {
        "category": _category(finding.category),
        "roi_px": [_number(value) for value in finding.region.box.as_tuple()],
        "measurement": _measurement(finding.measurement),
        "severity": finding.severity.value if finding.severity else None,
        "severity_rule": finding.severity_rule,
        "severity_rule_words": (
            asdict(finding.severity_rule_words) if finding.severity_rule_words else None
        ),
        **_calibration(finding.scale),
        "sentences": _sentences(finding.sentences),
        "suggestions": [asdict(suggestion) for suggestion in finding.suggestions],
        "caption": _caption(finding, categories),
    }


def _category(category: TopCategory | None) -> dict[str, object] | None:
    if category is None:
        return None
    return {"id": category.id, "probability": _number(category.probability)}


def _scores(scores: Sequence[CategoryScore]) -> list[dict[str, object]]:
    return [
        {
            "id": score.id,
            "role": score.role.value,
            "probability": _number(score.probability),
            "similarity": _number(score.similarity),
            "best_prompt": score.best_prompt,
            "is_proposal": score.is_proposal,
        }
        for score in scores
    ]


def _anomaly(anomaly: AnomalyScore) -> dict[str, object]:
    return {"score": _number(anomaly.score), "limit": _number(anomaly.limit)}


def _measurement(measurement: Measurement) -> dict[str, object]:
    return {field.name: _plain(getattr(measurement, field.name)) for field in fields(measurement)}


def _calibration(use: ScaleUse | None) -> dict[str, object]:
    """Show the calibration that the measures in mm come from, or why there are none."""
    problem = use.problem.value if use and use.problem else None
    if use is None or use.problem is ScaleProblem.OTHER_SIZE:
        return {"calibration": None, "calibration_problem": problem}
    scale = use.scale
    shown = {
        "id": scale.id,
        "hash": scale.hash,
        "source": scale.source.value,
        "mm_per_px": scale.mm_per_px,
        "uncertainty": _number(scale.uncertainty),
        "camera": scale.camera,
        "size_px": list(scale.size_px) if scale.size_px else None,
        "made_at": scale.made_at or None,
        "age_days": use.age_days,
        "limit_days": use.limit_days,
    }
    return {"calibration": shown, "calibration_problem": problem}


def _plain(value: object) -> object:
    if isinstance(value, float):
        return _number(value)
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value


def _sentences(sentences: Sentences | None) -> dict[str, object] | None:
    return None if sentences is None else asdict(sentences)


def _caption(finding: Finding, categories: CategorySet) -> dict[str, object] | None:
    """Show what a model says a place looks like, and what of it is not so."""
    caption = finding.caption
    if caption is None:
        return None
    return {
        "ko": caption.ko,
        "en": caption.en,
        "said": caption.said,
        "view_px": [_number(value) for value in caption.view_px.as_tuple()],
        "model": caption.model.id,
        "preset": caption.preset,
        "korean": korean_view(caption.korean),
        "contradictions": [
            one
            for words, lang in _texts_of(caption)
            for one in contradictions_view(
                words, check_caption(caption, finding, categories, lang), lang
            )
        ],
    }


def _texts_of(caption: Caption) -> tuple[tuple[str, Language], ...]:
    english: tuple[str, Language] = (caption.en, "en")
    return (english,) if caption.ko is None else ((caption.ko, "ko"), english)


def korean_view(origin: KoreanOrigin | None) -> dict[str, object] | None:
    """Show how a Korean text came about; null for an exact counterpart, or for none."""
    if origin is None:
        return None
    return {
        "made_by": origin.made_by.value,
        "translator": origin.translator,
        "lost": list(origin.lost),
        "numbers_differ": origin.numbers_differ,
    }


def contradictions_view(
    words: str, found: Iterable[Contradiction], lang: Language
) -> list[dict[str, object]]:
    """Show what is not so in a text; ``span`` counts its characters."""
    return [
        {
            "kind": one.kind.value,
            "lang": lang,
            "span": [one.start, one.end],
            "said": words[one.start : one.end],
            "ko": one.words.ko,
            "en": one.words.en,
        }
        for one in found
    ]


def exchange_view(exchange: Exchange) -> dict[str, object]:
    """Show a question about a finding and the answer, with what of it is not so."""
    view = exchange.view_px
    return {
        "question": exchange.question,
        "asked": exchange.asked or exchange.question,
        "lang": exchange.lang,
        "text": exchange.text,
        "marked": marked(exchange.text, exchange.contradictions),
        "contradictions": contradictions_view(
            exchange.text, exchange.contradictions, exchange.lang
        ),
        "said": exchange.said,
        "is_stopped": exchange.is_stopped,
        "broke_off": exchange.broke_off,
        "korean": korean_view(exchange.korean),
        "model": _model(exchange.model),
        "preset": exchange.preset,
        "forgotten": exchange.forgotten,
        "system": exchange.system,
        "view_px": None if view is None else [_number(value) for value in view.as_tuple()],
    }


def _models(inspection: Inspection) -> list[ModelInfo]:
    """Return every model that had a part in it: those that decided, those that only described."""
    captions = [finding.caption for finding in inspection.findings if finding.caption]
    models = [*inspection.configuration.models, *(caption.model for caption in captions)]
    return list(dict.fromkeys(models))


def _model(model: ModelInfo) -> dict[str, object]:
    return asdict(model)


def _number(value: float | None) -> float | None:
    """Round for reading; JSON has no infinity, so such a value is null."""
    if value is None or not math.isfinite(value):
        return None
    return round(float(value), _DIGITS)
