"""What is asked of the inference host and what comes back: values that both sides share.

Importing this module imports no service, so that a window can do it before it is painted.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Final

import numpy as np
from numpy.typing import NDArray

from core.domain.inspections import Inspection
from core.domain.regions import BoxPx

FACTORY: Final = "core.services.engine:create"
"""What the host client is given to start this engine."""
INSPECT: Final = "inspect"
"""Item: InspectItem; options: ProductContext; result: Inspection. For folders."""
EXAMINE: Final = "examine"
"""The same with heat map and nearest cases; result: Examination. For the image on the screen.

An image that has bytes but cannot be decoded comes back as an inspection too: HOLD, ``unreadable``.
"""


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """What the host needs to know; the data folder exists already."""

    data_root: Path


@dataclass(frozen=True, slots=True)
class InspectItem:
    """One image to inspect; the options of the task are the product's context."""

    path: Path
    page: int = 0
    rois: tuple[BoxPx, ...] = ()


@dataclass(frozen=True, slots=True)
class NearestCase:
    """An example that looks like what was scored; ``similarity`` is a raw cosine."""

    crop_path: str
    category_id: str
    similarity: float


@dataclass(frozen=True, slots=True, eq=False)
class Examination:
    """An inspection with what a person may look at to understand it; only the first is recorded.

    Attributes
    ----------
    inspection : Inspection
    heat_map : (h, w) float32 or None
        Distance from the good references over the whole image, in the unit of the anomaly limit.
    nearest : tuple of tuple of NearestCase
        Per finding, in the order of ``inspection.findings``; nearest first.
    """

    inspection: Inspection
    heat_map: NDArray[np.float32] | None
    nearest: tuple[tuple[NearestCase, ...], ...]
