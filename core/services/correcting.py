"""Measuring what a person outlined in place of the program."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from core.dataset.defect_book import DefectBook
from core.describe.knowledge import KnowledgeBase
from core.describe.sentences import describe_finding
from core.describe.severity_words import words_of_rule
from core.domain.categories import CategorySet
from core.domain.corrections import OutlineCorrection
from core.domain.images import ImageFacts
from core.domain.inspections import Finding, Sentences, SentenceSet
from core.domain.measurements import Measurement
from core.domain.regions import BoxPx, Line, Region, RegionSource
from core.domain.teaching import ProductContext
from core.errors import ImageError
from core.imaging.decode import DecodedImage
from core.measure.run_lengths import region_of_mask
from core.measure.scale.applying import in_millimetres
from core.measure.severity import severity_of
from core.services.outlining import measure_place
from core.services.recent_marks import RecentMarks
from core.services.requests import OutlineItem
from core.services.scoring import ScoredPlace
from core.services.suggesting import probable_causes
from core.texts.catalogue import shared_texts
from core.texts.language import Language


@dataclass(frozen=True, slots=True, eq=False)
class OutlineRules:
    """What a measured outline is judged and told by.

    Attributes
    ----------
    product : ProductContext
        Categories, process.
    book : DefectBook
        Severity rules.
    knowledge : KnowledgeBase
        Causes to suggest.
    recent : RecentMarks
        Of the product, for what repeats.
    frame : BoxPx or None
        Reference frame of zones; the image if None.
    """

    product: ProductContext
    book: DefectBook
    knowledge: KnowledgeBase
    recent: RecentMarks
    frame: BoxPx | None = None


def measure_again(image: DecodedImage, item: OutlineItem, rules: OutlineRules) -> Finding:
    """Measure an outline that a person drew.

    What the program decided stays: outcome, reason, scores, category. Severity follows the rules
    of the defect book from the corrected facts; the verdict is the person's.

    Parameters
    ----------
    image : DecodedImage
        The image of the finding.
    item : OutlineItem
        What was drawn. A length line replaces the longest chord: ``length_px`` is its own length,
        and the length along the path, with it the straightness, counts as not measured.
    rules : OutlineRules
        Of the product.

    Returns
    -------
    Finding
        With an outline of source ``corrected``.

    Raises
    ------
    ImageError
        ``mask_empty``; ``outline_other_image`` if the file is not the one that was outlined on.
    """
    names: dict[str, str] = {"file": item.path.name, "path": str(item.path)}
    if image.facts.identity.sha256 != item.sha256:
        raise ImageError("outline_other_image", **names)
    if not item.bits.any():
        raise ImageError("mask_empty", **names)
    found, outline = item.finding, _outline_in(item, image.rgb.shape[:2])
    measured = measure_place(
        image.rgb,
        ScoredPlace(outline, found.scores, found.anomaly),
        frame=rules.frame,
        scale=found.scale,
    )
    if item.length_line_px is not None:
        facts = with_length_line(measured.measurement, item.length_line_px)
        in_mm = in_millimetres(facts, found.scale, is_given=True)
        measured = replace(measured, measurement=in_mm)
    is_proposal = any(score.is_proposal for score in found.scores)
    top = None if is_proposal else found.category
    severity = severity_of(
        rules.book.severity_rules(top.id) if top else None,
        measured.to_judge_by,
        surface=rules.product.surface,
    )
    again = replace(
        found,
        outline=outline,
        measurement=measured.measurement,
        length_line_px=item.length_line_px,
        severity=severity.severity,
        severity_rule=severity.rule_id,
        severity_rule_words=words_of_rule(rules.book, top.id, severity.rule_id) if top else None,
    )
    causes = probable_causes(
        again,
        image.facts,
        rules.product,
        knowledge=rules.knowledge,
        recent=rules.recent,
        frame=rules.frame,
    )
    explained = replace(again, suggestions=causes)
    said = describe_finding(explained, image.facts, rules.product.categories)
    return replace(explained, sentences=marked_by_hand(said, explained.length_line_px))


def corrected(
    finding: Finding, correction: OutlineCorrection, image: ImageFacts, categories: CategorySet
) -> Finding:
    """Return a finding with the facts that a person gave it before.

    The words are made anew: the program may say something else of the place by now.
    """
    facts = replace(
        finding,
        outline=correction.outline,
        measurement=correction.measurement,
        length_line_px=correction.length_line_px,
        severity=correction.severity,
        severity_rule=correction.severity_rule,
        severity_rule_words=correction.severity_rule_words,
        scale=correction.scale,
        suggestions=correction.suggestions,
    )
    said = describe_finding(facts, image, categories)
    return replace(facts, sentences=marked_by_hand(said, facts.length_line_px))


def with_length_line(facts: Measurement, line: Line) -> Measurement:
    """Return the facts with the length of a line that a person drew.

    The path was not drawn, so its length and the straightness are not known any more; otherwise a
    bent defect would be told by its path, and the person's length not at all.
    """
    (x0, y0), (x1, y1) = line
    length_px = math.hypot(x1 - x0, y1 - y0)
    return replace(facts, length_px=length_px, path_length_px=None, straightness=None)


def marked_by_hand(said: Sentences, line: Line | None) -> Sentences:
    """Say in both languages that the figures are a person's."""
    key = "by_hand" if line is None else "by_hand_line"
    return Sentences(ko=_marked(said.ko, key, "ko"), en=_marked(said.en, key, "en"))


def _marked(said: SentenceSet, key: str, lang: Language) -> SentenceSet:
    words = shared_texts().text(lang, f"sentence_part.{key}")
    return replace(said, normal=f"{said.normal} {words}", report=f"{said.report} {words}")


def _outline_in(item: OutlineItem, shape: tuple[int, ...]) -> Region:
    mask: NDArray[np.bool_] = np.zeros(shape, dtype=np.bool_)
    x, y = item.corner_px
    height, width = item.bits.shape
    mask[y : y + height, x : x + width] = item.bits
    return region_of_mask(mask, RegionSource.CORRECTED)
