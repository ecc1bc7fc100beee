"""Exceptions as values."""

from __future__ import annotations

import numpy as np
import pytest
from typing_extensions import override

from core.errors import DefectScribeError, ImageError
from core.host.failures import failure_from
from core.jobs.events import Failure


class UnprintableError(Exception):
    @override
    def __str__(self) -> str:
        raise RuntimeError


def test_that_our_errors_keep_code_and_details() -> None:
    failure = failure_from(ImageError("image_too_small", side_px=12, file="가.png"))
    assert failure == Failure("image_too_small", {"side_px": 12, "file": "가.png"})
    error = failure.as_error()
    assert isinstance(error, DefectScribeError)
    assert (error.code, error.details) == ("image_too_small", {"side_px": 12, "file": "가.png"})


def test_that_numpy_scalars_in_details_become_plain_numbers() -> None:
    failure = failure_from(ImageError(score=np.float64(0.5), name=np.str_("가")))
    assert [type(value) for value in failure.details.values()] == [float, str]


def test_that_foreign_errors_cross_as_text_only() -> None:
    with pytest.raises(KeyError) as caught:
        _raise_key_error()
    failure = failure_from(caught.value)
    assert failure.code == "internal"
    assert failure.details == {"kind": "KeyError", "message": "KeyError: 'scratch'"}
    assert "_raise_key_error" in failure.log_tail


def test_that_an_error_that_cannot_be_printed_is_still_named() -> None:
    assert failure_from(UnprintableError()).details["kind"] == "UnprintableError"


def test_that_long_messages_are_cut() -> None:
    assert len(str(failure_from(ValueError("x" * 10_000)).details["message"])) == 500


def _raise_key_error() -> None:
    raise KeyError("scratch")
