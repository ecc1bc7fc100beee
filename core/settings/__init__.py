"""Paths, settings and product profiles on disk."""

from __future__ import annotations

import os

# Plug-ins of other packages have no business here, and looking for them among all installed
# packages takes 30 ms of every start.
os.environ.setdefault("PYDANTIC_DISABLE_PLUGINS", "__all__")
