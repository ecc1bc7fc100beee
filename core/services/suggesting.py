"""Probable causes of a finding by what the program knows of its product."""

from __future__ import annotations

from core.describe.evidence import Surroundings
from core.describe.knowledge import KnowledgeBase
from core.describe.suggesting import suggest
from core.domain.images import ImageFacts
from core.domain.inspections import Finding
from core.domain.regions import BoxPx
from core.domain.suggestions import Suggestion
from core.domain.teaching import ProductContext
from core.measure.zones import frame_of_image
from core.services.recent_marks import RecentMarks, mark_of


def probable_causes(
    finding: Finding,
    image: ImageFacts,
    product: ProductContext,
    *,
    knowledge: KnowledgeBase,
    recent: RecentMarks,
    frame: BoxPx | None,
) -> tuple[Suggestion, ...]:
    """Suggest causes of a finding, the most probable first; see `suggest`.

    Parameters
    ----------
    finding : Finding
        Decided and measured.
    image : ImageFacts
        Of its image.
    product : ProductContext
        Process, direction of the machining marks.
    knowledge : KnowledgeBase
        Causes to suggest.
    recent : RecentMarks
        Of the product, for what repeats.
    frame : BoxPx or None
        Reference frame of zones; the image if None.
    """
    size_px = (image.width_px, image.height_px)
    around = Surroundings(
        frame=frame or frame_of_image(*size_px),
        marks_deg=product.marks_deg,
        repetition=recent.repetition(mark_of(finding, size_px), sha256=image.identity.sha256),
    )
    return suggest(finding, knowledge, around, process=product.process)
