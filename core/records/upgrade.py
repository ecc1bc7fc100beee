"""Running Alembic without its ini file; imported only when the schema's revision differs."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection


def alembic_config(folder: Path) -> Config:
    """Return the configuration for a folder that holds ``env.py`` and ``versions``."""
    config = Config()
    # The configuration is a ConfigParser: a percent sign of a path would be taken for a reference.
    config.set_main_option("script_location", str(folder).replace("%", "%%"))
    config.set_main_option("path_separator", "os")
    return config


def upgrade(connection: Connection, folder: Path, target: str) -> None:
    """Migrate to a revision within the open transaction of ``connection``.

    Parameters
    ----------
    connection : Connection
        Foreign keys are off, because batch steps replace whole tables.
    folder : Path
        Holds ``env.py`` and ``versions``.
    target : str
        Revision to reach.
    """
    config = alembic_config(folder)
    config.attributes["connection"] = connection
    command.upgrade(config, target)
