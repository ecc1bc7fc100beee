"""Inspecting one image: decode, check, score, decide, describe."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from core.classify.outcome import OutcomeInput, combine, decide, top_category
from core.classify.roi_size import too_small
from core.dataset.defect_book import DefectBook
from core.describe.knowledge import KnowledgeBase
from core.describe.sentences import describe_finding
from core.describe.severity_words import words_of_rule
from core.describe.truth.telling import check_caption
from core.domain.categories import CategorySet, Role
from core.domain.contradictions import CaptionMarks
from core.domain.inspections import Caption, Configuration, Evidence, Finding, Inspection
from core.domain.outcomes import Outcome, Reason, ReasonCode
from core.domain.regions import BoxPx, Region, RegionSource
from core.domain.scales import ProductScales
from core.domain.teaching import ProductContext
from core.errors import ImageError
from core.imaging.decode import DecodedImage, DecodeLimits, identity_of, read_image
from core.imaging.previews import evidence
from core.imaging.quality import assess, judge
from core.jobs.cancel import CancelToken
from core.measure.severity import severity_of
from core.services.describing import Describer
from core.services.outlining import box_around_mask, measure_place
from core.services.recent_marks import RecentMarks
from core.services.requests import Examination, NearestCase
from core.services.scoring import ScoredPlace, Scorer
from core.services.suggesting import probable_causes
from core.settings.app_settings import CaptionMode


def references_behind(product: ProductContext, region: Region) -> int:
    """Count the different good references that a whole image was compared with.

    Returns
    -------
    int
        0 for a drawn region: its anomaly is that of a part, and what many references carry was
        measured on whole images.
    """
    if region.source is RegionSource.DRAWN:
        return 0
    clean = {category.id for category in product.categories if category.role is Role.CLEAN}
    taught = product.bank.examples
    return len({each.crop_sha256 for each in taught if each.category_id in clean})


@dataclass(frozen=True, slots=True, eq=False)
class Inspector:
    """Inspects images of one product in one configuration.

    Attributes
    ----------
    scorer : Scorer
        Fitted on the product's bank.
    product : ProductContext
        Rules, limits, bank.
    categories : CategorySet
        The product's labels, those of its bank included.
    book : DefectBook
        Severity rules.
    configuration : Configuration
        Written into every inspection.
    limits : DecodeLimits
        Which images are decoded.
    frame : BoxPx or None
        Reference frame of zones; the image if None.
    station : str
        Written into sightings.
    scales : ProductScales
        Calibrations in mm; the one for the size of an image is used.
    describer : Describer or None
        Describes the worst finding.
    captions : CaptionMode
        Of which inspections.
    knowledge : KnowledgeBase
        Causes to suggest.
    recent : RecentMarks
        The last images of the product; every inspected image is added.
    """

    scorer: Scorer
    product: ProductContext
    categories: CategorySet
    book: DefectBook
    configuration: Configuration
    limits: DecodeLimits
    frame: BoxPx | None = None
    station: str = ""
    scales: ProductScales = field(default_factory=ProductScales)
    describer: Describer | None = None
    captions: CaptionMode = CaptionMode.NEVER
    knowledge: KnowledgeBase = field(default_factory=KnowledgeBase)
    recent: RecentMarks = field(default_factory=RecentMarks)

    def inspect(
        self,
        path: Path,
        *,
        token: CancelToken,
        rois: Sequence[BoxPx] = (),
        page: int = 0,
        mask: Region | None = None,
    ) -> Inspection:
        """Inspect one image file; see :meth:`examine`."""
        return self.examine(path, token=token, rois=rois, page=page, mask=mask).inspection

    def examine(
        self,
        path: Path,
        *,
        token: CancelToken,
        rois: Sequence[BoxPx] = (),
        page: int = 0,
        mask: Region | None = None,
    ) -> Examination:
        """Inspect one image file and keep what explains the result.

        Parameters
        ----------
        path : Path
            The image file.
        token : CancelToken
            Checked between steps.
        rois : sequence of BoxPx
            Each becomes exactly one finding, cut to the image; without any the most unusual place
            is the finding, or the whole image when there are no good references.
        page : int
            Page of a TIFF, from 0.
        mask : Region, optional
            A defect that was outlined already, of the size of the image: the one finding, instead
            of ROIs.

        Raises
        ------
        ImageError
            If the image cannot be decoded (see :func:`unreadable_inspection`), ``roi_outside`` if
            a ROI does not touch it, or ``mask_size_differs``.
        JobCancelledError
            If ``token`` is cancelled; nothing partial is returned.
        """
        token.check()
        image = read_image(path, page=page, limits=self.limits, station=self.station)
        boxes = [_around(mask, image)] if mask else [_inside(roi, image) for roi in rois]
        figures = assess(image.rgb)
        size_px = (image.facts.width_px, image.facts.height_px)
        retake = judge(figures, self.product.quality, size_px=size_px)
        scored = self.scorer.score(image.rgb, boxes, token=token)
        quality = Reason(retake) if retake else None
        places = [replace(place, region=mask) for place in scored.places] if mask else scored.places
        decided = [self._finding(place, image, quality) for place in places]
        combined = combine(decided)
        cases = {
            id(finding): self._cases(place)
            for finding, place in zip(decided, scored.places, strict=True)
        }
        inspection = Inspection(
            sighting=image.sighting,
            sha256=image.facts.identity.sha256,
            page=page,
            product=self.product.product,
            outcome=combined.outcome,
            reason=combined.reason,
            configuration=self.configuration_for([mask.box] if mask else rois),
            facts=image.facts,
            findings=self._described(combined.findings, image.rgb, token),
            quality=figures.as_mapping(),
            evidence=_evidence(image.rgb, combined.outcome, combined.findings[0].region),
        )
        self.recent.note(inspection)
        nearest = tuple(cases[id(finding)] for finding in combined.findings)
        return Examination(inspection, scored.heat_map, nearest)

    def _described(
        self, findings: tuple[Finding, ...], rgb: NDArray[np.uint8], token: CancelToken
    ) -> tuple[Finding, ...]:
        """Let the model describe the worst finding, if that is wanted."""
        worst, *others = findings
        is_wanted = self.captions is CaptionMode.ALWAYS or (
            self.captions is CaptionMode.NOT_OK and worst.outcome is not Outcome.OK
        )
        if self.describer is None or not is_wanted:
            return findings
        caption = self.describer.describe(rgb, worst.region.box, token=token, frame=self.frame)
        return (replace(worst, caption=caption, caption_marks=self._marks(caption, worst)), *others)

    def _marks(self, caption: Caption | None, finding: Finding) -> CaptionMarks | None:
        if caption is None:
            return None
        english = check_caption(caption, finding, self.categories, "en")
        korean = check_caption(caption, finding, self.categories, "ko") if caption.ko else ()
        return CaptionMarks(ko=korean, en=english)

    def configuration_for(self, rois: Sequence[BoxPx]) -> Configuration:
        """Return what a verdict depends on when these ROIs were asked for."""
        if not rois:
            return self.configuration
        asked = {**self.configuration.preprocessing, "rois_px": [roi.as_tuple() for roi in rois]}
        return replace(self.configuration, preprocessing=asked)

    def _cases(self, place: ScoredPlace) -> tuple[NearestCase, ...]:
        examples = self.product.bank.examples
        return tuple(
            NearestCase(examples[case.index].crop_path, case.category_id, case.similarity)
            for case in place.nearest
        )

    def _finding(self, place: ScoredPlace, image: DecodedImage, quality: Reason | None) -> Finding:
        top = top_category(place.scores)
        scale = self.scales.use_for((image.facts.width_px, image.facts.height_px))
        measured = measure_place(image.rgb, place, frame=self.frame, scale=scale)
        is_proposal = any(score.is_proposal for score in place.scores)
        rules = self.book.severity_rules(top.id) if top and not is_proposal else None
        severity = severity_of(rules, measured.to_judge_by, surface=self.product.surface)
        decision = decide(
            OutcomeInput(
                quality=quality or too_small(place.region),
                scores=place.scores,
                anomaly=place.anomaly,
                has_references=self.scorer.has_references,
                n_references=references_behind(self.product, place.region),
                severity=severity.severity,
                needs_calibration=severity.needs_calibration,
                calibration_problem=scale.problem if scale else None,
                needs_surface=severity.needs_surface,
            ),
            self.product.rules,
        )
        finding = Finding(
            region=place.region,
            outcome=decision.outcome,
            reason=decision.reason,
            scores=place.scores,
            anomaly=place.anomaly,
            category=top,
            measurement=measured.measurement,
            severity=severity.severity,
            severity_rule=severity.rule_id,
            severity_rule_words=words_of_rule(self.book, top.id, severity.rule_id) if top else None,
            scale=scale,
            outline=measured.outline,
        )
        causes = probable_causes(
            finding,
            image.facts,
            self.product,
            knowledge=self.knowledge,
            recent=self.recent,
            frame=self.frame,
        )
        explained = replace(finding, suggestions=causes)
        words = describe_finding(explained, image.facts, self.categories)
        return replace(explained, sentences=words)

    def unreadable(self, error: ImageError) -> Inspection | None:
        """Make the record of a file that has bytes but cannot be decoded.

        Returns
        -------
        Inspection or None
            HOLD with the reason ``unreadable``; None when there were no bytes to speak of (missing,
            empty, not permitted), or when the image itself was fine (a ROI beside it, a page
            it does not have).
        """
        identity = identity_of(error)
        if identity is None or error.code == "image_page_missing":
            return None
        sha256, sighting = identity
        return Inspection(
            sighting=sighting,
            sha256=sha256,
            page=0,
            product=self.product.product,
            outcome=Outcome.HOLD,
            reason=Reason(ReasonCode.UNREADABLE, {"code": error.code}),
            configuration=self.configuration,
        )


def _inside(roi: BoxPx, image: DecodedImage) -> BoxPx:
    width, height = image.facts.width_px, image.facts.height_px
    inside = roi.clipped(width, height)
    if inside is None:
        raise ImageError(
            "roi_outside",
            file=Path(image.sighting.path).name,
            path=image.sighting.path,
            roi=",".join(f"{value:g}" for value in roi.as_tuple()),
            width_px=width,
            height_px=height,
        )
    return inside


def _around(mask: Region, image: DecodedImage) -> BoxPx:
    size = (image.facts.height_px, image.facts.width_px)
    if mask.mask is None or mask.mask.size != size:
        path = image.sighting.path
        mask_height, mask_width = mask.mask.size if mask.mask is not None else (0, 0)
        raise ImageError(
            "mask_size_differs",
            file=Path(path).name,
            path=path,
            width_px=image.facts.width_px,
            height_px=image.facts.height_px,
            mask_width_px=mask_width,
            mask_height_px=mask_height,
        )
    return box_around_mask(mask, image.facts.width_px, image.facts.height_px)


def _evidence(rgb: NDArray[np.uint8], outcome: Outcome, region: Region) -> Evidence | None:
    """Keep pictures of what is not OK."""
    return None if outcome is Outcome.OK else evidence(rgb, region.box)
