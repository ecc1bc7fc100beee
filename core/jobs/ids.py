"""Names of jobs: unique in this process, known before the job is submitted."""

from __future__ import annotations

import itertools
from typing import NewType

JobId = NewType("JobId", int)

_numbers = itertools.count(1)


def new_job_id() -> JobId:
    """Return an id that no other job of this process has; safe from any thread."""
    return JobId(next(_numbers))
