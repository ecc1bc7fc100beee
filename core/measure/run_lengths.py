"""Masks as COCO run lengths and back."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from core.domain.regions import BoxPx, CocoRle, Region, RegionKind, RegionSource


def encode_mask(mask: NDArray[np.bool_]) -> CocoRle:
    """Write a mask as run lengths.

    Parameters
    ----------
    mask : (H, W) bool

    Returns
    -------
    CocoRle
        Column by column; the first run is background and may be 0.
    """
    values = np.asarray(mask, dtype=bool).ravel(order="F")
    changes = np.flatnonzero(values[1:] != values[:-1]) + 1
    counts = np.diff(np.concatenate([[0], changes, [values.size]]))
    begins_inside = values.size > 0 and bool(values[0])
    lead = (0,) if begins_inside else ()
    return CocoRle(
        size=(int(mask.shape[0]), int(mask.shape[1])),
        counts=(*lead, *(int(count) for count in counts)),
    )


def decode_mask(rle: CocoRle) -> NDArray[np.bool_]:
    """Read run lengths.

    Returns
    -------
    (H, W) bool

    Raises
    ------
    ValueError
        If the runs do not add up to the size.
    """
    height, width = rle.size
    if sum(rle.counts) != height * width:
        message = f"runs of {sum(rle.counts)} pixels for a mask of {width} x {height}"
        raise ValueError(message)
    inside = np.arange(len(rle.counts)) % 2 == 1
    return np.repeat(inside, rle.counts).reshape((height, width), order="F")


def region_of_mask(mask: NDArray[np.bool_], source: RegionSource) -> Region:
    """Make the region of a mask that has at least one pixel; its box is the tightest.

    Raises
    ------
    ValueError
        If the mask is empty.
    """
    rows, columns = np.flatnonzero(mask.any(axis=1)), np.flatnonzero(mask.any(axis=0))
    if not rows.size:
        message = "an empty mask is no region"
        raise ValueError(message)
    box = BoxPx(
        float(columns[0]),
        float(rows[0]),
        float(columns[-1] + 1 - columns[0]),
        float(rows[-1] + 1 - rows[0]),
    )
    return Region(box=box, kind=RegionKind.MASK, source=source, mask=encode_mask(mask))
