"""Domain values to what records hold as JSON, and back."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, fields
from typing import Any, cast

from core.domain.categories import Role
from core.domain.contradictions import CaptionMarks, ClaimKind, Contradiction
from core.domain.corrections import OutlineCorrection
from core.domain.inspections import (
    Caption,
    CategoryScore,
    Configuration,
    Finding,
    ModelInfo,
    Sentences,
    SentenceSet,
)
from core.domain.korean import KoreanOrigin, KoreanStrategy
from core.domain.measurements import Measurement, Zone
from core.domain.outcomes import Reason, ReasonCode, TextValue
from core.domain.regions import BoxPx, CocoRle, Line, Region, RegionKind, RegionSource
from core.domain.scales import Scale, ScaleProblem, ScaleSource, ScaleUse
from core.domain.suggestions import Suggestion, Words

JsonObject = Mapping[str, Any]


def reason_of(code: ReasonCode, params: object) -> Reason:
    """Return a reason from its two columns."""
    return Reason(code=code, params=cast("Mapping[str, TextValue]", params))


def scores_of(stored: object) -> tuple[CategoryScore, ...]:
    """Return label scores."""
    return tuple(
        CategoryScore(**{**known_fields(CategoryScore, score), "role": Role(score["role"])})
        for score in cast("Sequence[JsonObject]", stored)
    )


def measurement_of(stored: object) -> Measurement:
    """Return measured facts; zones and points were lists."""
    values = known_fields(Measurement, cast("JsonObject", stored))
    for name in ("centroid_px", "bbox_px"):
        if values.get(name) is not None:
            values[name] = tuple(values[name])
    if values.get("zone") is not None:
        values["zone"] = Zone(values["zone"])
    if values.get("zones") is not None:
        values["zones"] = tuple(Zone(zone) for zone in values["zones"])
    return Measurement(**values)


def sentences_of(stored: object) -> Sentences | None:
    """Return the sentences, None if there are none."""
    languages = cast("Mapping[str, JsonObject]", stored or {})
    if not {"ko", "en"} <= languages.keys():
        return None
    return Sentences(
        ko=SentenceSet(**known_fields(SentenceSet, languages["ko"])),
        en=SentenceSet(**known_fields(SentenceSet, languages["en"])),
    )


def words_of(
    sentences: Sentences | None,
    caption: Caption | None,
    suggestions: Sequence[Suggestion] = (),
    *,
    marks: CaptionMarks | None = None,
) -> object | None:
    """Return sentences, caption with its marks, and suggestions as the one JSON that is stored.

    All but the first came later than the table, which holds whatever JSON: without them nothing
    changes.
    """
    more: dict[str, object] = {}
    if caption is not None:
        more["caption"] = asdict(caption)
        if marks is not None:
            more["caption_marks"] = asdict(marks)
    if suggestions:
        more["suggestions"] = [asdict(suggestion) for suggestion in suggestions]
    return {**(asdict(sentences) if sentences else {}), **more} if more else sentences


def suggestions_of(stored: object) -> tuple[Suggestion, ...]:
    """Return the probable causes, none if there are none."""
    found = cast("JsonObject", stored or {}).get("suggestions") or ()
    return tuple(
        Suggestion(
            id=one["id"],
            cause=_in_words(one["cause"]),
            process=_in_words(one["process"]) if one.get("process") else None,
            **{
                name: tuple(_in_words(words) for words in one.get(name, ()))
                for name in ("checks", "actions", "why")
            },
        )
        for one in found
    )


def _in_words(stored: JsonObject) -> Words:
    return Words(**known_fields(Words, stored))


def caption_of(stored: object) -> Caption | None:
    """Return the caption, None if there is none."""
    caption = cast("JsonObject", stored or {}).get("caption")
    if caption is None:
        return None
    values = known_fields(Caption, caption)
    view, model = BoxPx(**values["view_px"]), ModelInfo(**known_fields(ModelInfo, values["model"]))
    korean = korean_of(values.get("korean"))
    return Caption(**{**values, "view_px": view, "model": model, "korean": korean})


def caption_marks_of(stored: object) -> CaptionMarks | None:
    """Return what in the caption is not so; None if it was recorded without being checked."""
    marks = cast("JsonObject", stored or {}).get("caption_marks")
    if marks is None:
        return None
    return CaptionMarks(contradictions_of(marks["ko"]), contradictions_of(marks["en"]))


def contradictions_of(stored: Sequence[JsonObject]) -> tuple[Contradiction, ...]:
    """Return words that a record did not bear out."""
    return tuple(
        Contradiction(ClaimKind(one["kind"]), one["start"], one["end"], _in_words(one["words"]))
        for one in stored
    )


def korean_of(stored: JsonObject | None) -> KoreanOrigin | None:
    """Return how a Korean text came about, None if that is not known."""
    if stored is None:
        return None
    values = known_fields(KoreanOrigin, stored)
    made_by, lost = KoreanStrategy(values["made_by"]), tuple(values.get("lost", ()))
    return KoreanOrigin(**{**values, "made_by": made_by, "lost": lost})


def configuration_of(stored: object) -> Configuration:
    """Return the configuration of a settings snapshot."""
    values = known_fields(Configuration, cast("JsonObject", stored))
    models = tuple(ModelInfo(**known_fields(ModelInfo, model)) for model in values["models"])
    return Configuration(**{**values, "models": models})


def outline_of(region: Region) -> object | None:
    """Return what a region has besides its box, as JSON."""
    if region.polygon is not None:
        return {"polygon": region.polygon}
    if region.mask is not None:
        return {"size": region.mask.size, "counts": region.mask.counts}
    return None


def measured_of(measurement: Measurement, outline: Region | None) -> object:
    """Return measures and the outline they were taken on as the one JSON that is stored.

    Outlines came later than the table, which holds whatever JSON: without one nothing changes.
    """
    if outline is None:
        return measurement
    region = {
        "box": outline.box.as_tuple(),
        "kind": outline.kind,
        "source": outline.source,
        "parent_id": outline.parent_id,
        "outline": outline_of(outline),
    }
    return {**asdict(measurement), "outline": region}


def measured_outline_of(stored: object) -> Region | None:
    """Return the outline that was measured, None if there is none."""
    region = cast("JsonObject", stored or {}).get("outline")
    if region is None:
        return None
    return region_of(
        BoxPx(*region["box"]),
        RegionKind(region["kind"]),
        RegionSource(region["source"]),
        outline=region["outline"],
        parent_id=region["parent_id"],
    )


def length_line_of(stored: object | None) -> Line | None:
    """Return a length line, None if there is none."""
    if stored is None:
        return None
    (x0, y0), (x1, y1) = cast("Sequence[Sequence[float]]", stored)
    return (x0, y0), (x1, y1)


def with_scale(measured: object, of: Finding | OutlineCorrection) -> object:
    """Return what :func:`measured_of` gives with what was made of it.

    It came later than the table, which holds whatever JSON: without it nothing changes.
    """
    scale, severity_rule = of.scale, of.severity_rule
    if scale is None and severity_rule is None:
        return measured
    whole = asdict(measured) if isinstance(measured, Measurement) else cast("JsonObject", measured)
    used = asdict(scale) if scale else None
    made = {**whole, "scale": used, "severity_rule": severity_rule}
    if of.severity_rule_words is None:
        return made
    return {**made, "severity_rule_words": asdict(of.severity_rule_words)}


def scale_of(stored: object) -> ScaleUse | None:
    """Return the calibration that was looked up, None if there was none."""
    used = cast("JsonObject", stored or {}).get("scale")
    if used is None:
        return None
    values = known_fields(ScaleUse, used)
    problem = values.get("problem")
    scale = known_fields(Scale, values["scale"])
    size_px = scale.get("size_px")
    return ScaleUse(
        **{
            **values,
            "problem": ScaleProblem(problem) if problem else None,
            "scale": Scale(
                **{
                    **scale,
                    "source": ScaleSource(scale["source"]),
                    "size_px": tuple(size_px) if size_px else None,
                }
            ),
        }
    )


def severity_rule_of(stored: object) -> str | None:
    """Return the id of the rule that gave the severity, None if none did."""
    rule: str | None = cast("JsonObject", stored or {}).get("severity_rule")
    return rule


def severity_rule_words_of(stored: object) -> Words | None:
    """Return what that rule asked for; None where it was not kept."""
    words = cast("JsonObject", stored or {}).get("severity_rule_words")
    return None if words is None else _in_words(words)


def region_of(
    box: BoxPx,
    kind: RegionKind,
    source: RegionSource,
    *,
    outline: object | None,
    parent_id: str | None,
) -> Region:
    """Return a region from its columns."""
    stored = cast("JsonObject", outline or {})
    polygon = mask = None
    if kind is RegionKind.POLYGON:
        polygon = tuple((x, y) for x, y in stored["polygon"])
    elif kind is RegionKind.MASK:
        height, width = stored["size"]
        mask = CocoRle(size=(height, width), counts=tuple(stored["counts"]))
    return Region(
        box=box, kind=kind, source=source, polygon=polygon, mask=mask, parent_id=parent_id
    )


def model_label(configuration: Configuration) -> str:
    """Return the ids of all models, each once, in their order."""
    return "+".join(dict.fromkeys(model.id for model in configuration.models))


def known_fields(kind: type[Any], stored: JsonObject) -> dict[str, Any]:
    """Leave out what a later version may have added to the JSON."""
    names = {field.name for field in fields(kind)}
    return {name: value for name, value in stored.items() if name in names}
