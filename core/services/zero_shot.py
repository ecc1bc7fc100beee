"""Scoring without examples for evaluations: by prompts, or by the look of the images alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from typing_extensions import override

from core.classify.type_proposal import TypeProposer
from core.classify.values import LabelScores
from core.inference.protocols import DualEncoder, ImageFeatures
from core.inference.wrapped_encoder import WrappedEncoder
from core.measure.zones import frame_of_image


class ProposingEncoder(WrappedEncoder):
    """Lets a model extract features and remembers what the look of each crop proposes.

    An evaluation keeps features, not pixels; the proposal needs pixels.

    Parameters
    ----------
    encoder : DualEncoder
        Does everything else.
    proposer : TypeProposer
        Every crop is taken as one place.
    """

    def __init__(self, encoder: DualEncoder, proposer: TypeProposer) -> None:
        super().__init__(encoder)
        self._proposer = proposer
        # The features are kept with their proposal, so that no id is used twice.
        self._proposed: dict[int, tuple[ImageFeatures, LabelScores]] = {}

    @override
    def extract(self, crops: Sequence[NDArray[np.uint8]]) -> list[ImageFeatures]:
        """Extract features as the model does, and propose."""
        found = self._encoder.extract(crops)
        for features, crop in zip(found, crops, strict=True):
            place = frame_of_image(crop.shape[1], crop.shape[0])
            self._proposed[id(features)] = (features, self._proposer.propose(crop, place))
        return found

    def score(self, features: ImageFeatures) -> LabelScores | None:
        """Return what was proposed for features that came from here; None for any other."""
        known = self._proposed.get(id(features))
        return None if known is None else known[1]
