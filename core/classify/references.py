"""Good references as a memory of normal patches, and the limit they set themselves."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from core.classify.values import AnomalyResult
from core.inference.protocols import ImageFeatures
from core.jobs.cancel import CancelToken


@dataclass(frozen=True, slots=True, eq=False)
class PatchMemory:
    """Normal patches of the good references and the limit that the references set."""

    limit: float | None

    def compare(self, features: ImageFeatures) -> AnomalyResult:
        """Measure how far an image is from the references."""
        raise NotImplementedError


def fit_memory(references: Sequence[ImageFeatures], *, token: CancelToken) -> PatchMemory:
    """Remember references and set the limit by leave-one-out."""
    raise NotImplementedError
