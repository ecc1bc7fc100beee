from __future__ import annotations

import numpy as np
import pytest

from core.measure.outline_trust import SIGNS
from core.services.outline_trust_fit import collect, fit_trust, threshold_for


def test_that_a_fit_finds_the_sign_that_matters() -> None:
    rng = np.random.default_rng(1)
    signs = rng.normal(size=(800, 3)) * (1, 5, 0.2)
    right = rng.random(800) < 1 / (1 + np.exp(-(2 * signs[:, 0] + 0.5)))
    fit = fit_trust(signs, right)
    assert fit.weights[0] == pytest.approx(2, abs=0.5)
    assert abs(fit.weights[1]) < 0.1
    assert fit.constant == pytest.approx(0.5, abs=0.3)
    belief = fit.belief(signs)
    assert belief[right].mean() > belief[~right].mean() + 0.2


def test_that_the_threshold_is_as_low_as_the_share_allows() -> None:
    belief = np.array([0.9, 0.8, 0.7, 0.6, 0.5])
    right = np.array([True, True, False, True, False])
    assert threshold_for(belief, right, 1.0) == 0.8
    assert threshold_for(belief, right, 0.75) == 0.6
    assert threshold_for(belief, np.zeros(5, bool), 0.9) == 1.0


def test_that_generated_marks_are_outlined_and_judged() -> None:
    signs, right = collect(6, stock=4)
    assert signs.shape == (len(right), len(SIGNS))
    assert np.isfinite(signs).all()
    assert right.any()
