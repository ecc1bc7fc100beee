"""Canonical JSON and the hash of a configuration."""

from __future__ import annotations

from core.domain.inspections import Configuration


def configuration_hash(configuration: Configuration) -> str:
    """Return the sha256 that names a settings snapshot; equal configurations hash alike."""
    raise NotImplementedError
