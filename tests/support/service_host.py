"""The real inference host on a data folder."""

from __future__ import annotations

from core.host.actions import HostLimits
from core.services.requests import FACTORY, EngineConfig
from core.settings.paths import DataDir
from tests.core.host.rig import Rig

_PATIENCE_S = 120.0


def service_host(data_dir: DataDir) -> Rig:
    """Return a client of the program's own engine, with the program's own limits."""
    return Rig(
        data_dir.logs,
        EngineConfig(data_dir.root),
        limits=HostLimits(),
        engine=FACTORY,
        patience_s=_PATIENCE_S,
    )
