"""The version that records and reports carry; pyproject.toml has the same (tested)."""

from typing import Final

APP_VERSION: Final = "0.1.0"
