from __future__ import annotations

import gc
from collections.abc import Iterator

import pytest


@pytest.fixture(autouse=True)
def _widgets_die_in_their_own_thread() -> Iterator[None]:
    """Keep the collector out of worker threads, where it would destroy widgets left in cycles."""
    gc.disable()
    yield
    gc.collect()
    gc.enable()
