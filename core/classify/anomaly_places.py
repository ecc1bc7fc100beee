"""Where an anomaly map peaks: boxes and scores in image pixels."""

from __future__ import annotations

from core.classify.values import AnomalyPlace, AnomalyResult
from core.domain.regions import BoxPx


def peak_place(
    result: AnomalyResult, *, image_size_px: tuple[int, int], within: BoxPx | None = None
) -> AnomalyPlace:
    """Find the place of the highest distance.

    Parameters
    ----------
    result : AnomalyResult
        Map over the whole image.
    image_size_px : tuple of int
        (width, height) of the image the map lies over.
    within : BoxPx, optional
        Only look inside this part of the image; must touch it.

    Returns
    -------
    AnomalyPlace
        The connected area around the peak above the limit, or above half the peak's height over
        the median when the limit is None or not reached; cut to ``within``.
    """
    raise NotImplementedError(result, image_size_px, within)


def score_within(result: AnomalyResult, *, image_size_px: tuple[int, int], box: BoxPx) -> float:
    """Return the anomaly score of a part of the image, comparable with ``result.limit``."""
    raise NotImplementedError(result, image_size_px, box)
