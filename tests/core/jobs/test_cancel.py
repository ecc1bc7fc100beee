"""Cancel tokens."""

from __future__ import annotations

import pytest

from core.errors import JobCancelledError
from core.jobs.cancel import CancelToken


def test_that_a_fresh_token_lets_work_go_on() -> None:
    token = CancelToken()
    token.check()
    assert not token.is_cancelled


def test_that_a_cancelled_token_stops_work_for_good() -> None:
    token = CancelToken()
    token.cancel()
    token.cancel()
    assert token.is_cancelled
    with pytest.raises(JobCancelledError):
        token.check()
