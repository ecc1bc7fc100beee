"""Ids of jobs."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor

from core.jobs.ids import JobId, new_job_id


def _some_ids(_: int) -> list[JobId]:
    return [new_job_id() for _ in range(200)]


def test_that_ids_of_many_threads_differ() -> None:
    with ThreadPoolExecutor(8) as pool:
        ids = [job_id for some in pool.map(_some_ids, range(8)) for job_id in some]
    assert len(set(ids)) == 1600
