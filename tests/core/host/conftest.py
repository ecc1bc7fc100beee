"""A host that tests share as long as none of them kills it."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from core.host.actions import HostLimits
from core.host.messages import HostReady
from tests.core.host.rig import Rig


@pytest.fixture(scope="module")
def shared_rig(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Rig]:
    with Rig(tmp_path_factory.mktemp("호스트 로그"), limits=HostLimits()) as rig:
        # Started before the first test, whose own leaks are told apart from it.
        rig.wait(HostReady)
        yield rig
