"""Evaluating without examples by the look of the images."""

from __future__ import annotations

import numpy as np

from core.classify.type_proposal import TypeProposer
from core.services.zero_shot import ProposingEncoder
from tests.support.fake_encoder import FakeEncoder
from tests.support.type_heads import head_sure_of

PIXELS = np.full((30, 40, 3), 120, np.uint8)
TYPES = {"scratches": "scratch", "rust": "discoloration"}


def test_that_the_proposal_of_each_image_is_remembered() -> None:
    encoder = ProposingEncoder(FakeEncoder(), TypeProposer(head_sure_of("discoloration"), TYPES))
    (features,) = encoder.extract([PIXELS])
    scores = encoder.score(features)
    assert scores is not None
    assert scores.category_ids == ("scratches", "rust")
    assert scores.probability.argmax() == 1
    assert scores.is_proposal


def test_that_features_from_elsewhere_have_no_proposal() -> None:
    encoder = ProposingEncoder(FakeEncoder(), TypeProposer(head_sure_of("crack"), TYPES))
    (other,) = FakeEncoder().extract([PIXELS])
    assert encoder.score(other) is None


def test_that_the_model_itself_is_unchanged() -> None:
    inner = FakeEncoder(aligns_text=True)
    encoder = ProposingEncoder(inner, TypeProposer(head_sure_of("crack"), TYPES))
    assert encoder.info == inner.info
    assert encoder.aligns_text
    assert encoder.logit_scale == inner.logit_scale
    assert encoder.preprocessing == inner.preprocessing
    assert np.array_equal(encoder.embed_texts(["red"]), inner.embed_texts(["red"]))
    assert np.array_equal(
        encoder.extract([PIXELS])[0].embedding, inner.extract([PIXELS])[0].embedding
    )
