"""Scoring without examples for evaluations: by prompts, or by the look of the images alone."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from core.classify.type_proposal import TypeProposer
from core.classify.values import LabelScores
from core.domain.inspections import ModelInfo
from core.inference.protocols import DualEncoder, ImageFeatures


class ProposingEncoder:
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
        self._encoder = encoder
        self._proposer = proposer
        # The features are kept with their proposal, so that no id is used twice.
        self._proposed: dict[int, tuple[ImageFeatures, LabelScores]] = {}

    @property
    def info(self) -> ModelInfo:
        """The model's."""
        return self._encoder.info

    @property
    def aligns_text(self) -> bool:
        """The model's."""
        return self._encoder.aligns_text

    @property
    def logit_scale(self) -> float:
        """The model's."""
        return self._encoder.logit_scale

    @property
    def preprocessing(self) -> dict[str, object]:
        """The model's."""
        return self._encoder.preprocessing

    def extract(self, crops: Sequence[NDArray[np.uint8]]) -> list[ImageFeatures]:
        """Extract features as the model does, and propose."""
        found = self._encoder.extract(crops)
        for features, crop in zip(found, crops, strict=True):
            self._proposed[id(features)] = (features, self._proposer.propose(crop))
        return found

    def embed_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed as the model does."""
        return self._encoder.embed_texts(texts)

    def score(self, features: ImageFeatures) -> LabelScores | None:
        """Return what was proposed for features that came from here; None for any other."""
        known = self._proposed.get(id(features))
        return None if known is None else known[1]
