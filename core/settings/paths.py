"""Where the program keeps the data of its users, and where its own files lie."""

from __future__ import annotations

import re
import tempfile
import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import platformdirs

from core.errors import SettingsError
from core.texts.program_folder import program_dir, prompts_dir, resources_dir

__all__ = [
    "APP_NAME",
    "DataDir",
    "default_data_root",
    "file_stem_of",
    "program_dir",
    "prompts_dir",
    "resources_dir",
]

APP_NAME: Final = "DefectScribe"

_FOLDERS: Final = ("profiles", "cache", "bank", "models", "prompts", "logs")
_MAX_NAME_BYTES: Final = 120
_FORBIDDEN: Final = re.compile(r'[<>:"/\\|?*\x00-\x1f\x7f]')
_RESERVED: Final = frozenset(
    {"CON", "PRN", "AUX", "NUL", "CONIN$", "CONOUT$"}
    | {f"{device}{number}" for device in ("COM", "LPT") for number in "0123456789¹²³"}
)


def default_data_root() -> Path:
    """Return the user's data folder for this program; it need not exist yet."""
    return Path(platformdirs.user_data_dir(APP_NAME, appauthor=False))


def file_stem_of(product: str) -> str:
    """Return the file name, without extension, that stands for a product.

    Parameters
    ----------
    product : str
        Name as people write it, Korean included. It is compared in Unicode form NFC, because macOS
        hands out decomposed Hangul.

    Raises
    ------
    SettingsError
        ``product_name_invalid`` if the name is empty, too long, would leave the folder, or is not
        allowed as a file name on Windows (data folders move between machines).
    """
    name = unicodedata.normalize("NFC", product)
    if not _is_safe_name(name):
        raise SettingsError("product_name_invalid", product=product)
    return name


def _is_safe_name(name: str) -> bool:
    if not name or name != name.strip() or name.startswith(".") or name.endswith("."):
        return False
    if len(name.encode("utf-8", "surrogatepass")) > _MAX_NAME_BYTES or _FORBIDDEN.search(name):
        return False
    if any(unicodedata.category(letter) in {"Cc", "Cf", "Cs", "Zl", "Zp"} for letter in name):
        return False
    return name.partition(".")[0].rstrip().upper() not in _RESERVED


@dataclass(frozen=True, slots=True)
class DataDir:
    """The folder of everything the program writes.

    Parameters
    ----------
    root : Path
        Absolute path; :meth:`open` makes the folders below it.
    """

    root: Path

    @classmethod
    def open(cls, root: Path | None = None) -> DataDir:
        """Make the folder and what belongs in it, and prove that it can be written.

        Parameters
        ----------
        root : Path, optional
            The user's data folder for this program if None.

        Raises
        ------
        SettingsError
            ``data_dir_unwritable`` if a folder cannot be created or written,
            ``data_dir_not_a_folder`` if a file stands in its place.
        """
        data_dir = cls((root or default_data_root()).expanduser().absolute())
        if data_dir.root.is_file():
            raise SettingsError("data_dir_not_a_folder", folder=str(data_dir.root))
        try:
            data_dir.root.mkdir(parents=True, exist_ok=True)
            for name in _FOLDERS:
                (data_dir.root / name).mkdir(exist_ok=True)
            with tempfile.TemporaryFile(dir=data_dir.root) as probe:
                probe.write(b"writable?")
        except OSError as problem:
            raise SettingsError(
                "data_dir_unwritable",
                folder=str(data_dir.root),
                problem=problem.strerror or str(problem),
            ) from problem
        return data_dir

    @property
    def settings_file(self) -> Path:
        """Settings of this workstation."""
        return self.root / "settings.json"

    @property
    def profiles(self) -> Path:
        """Folder of product profiles."""
        return self.root / "profiles"

    def profile_file(self, product: str) -> Path:
        """Return the profile file of a product.

        Raises
        ------
        SettingsError
            ``product_name_invalid`` if the name cannot be a file name.
        """
        return self.profiles / f"{file_stem_of(product)}.json"

    @property
    def defect_book_file(self) -> Path:
        """The plant's own defect book, instead of the program's."""
        return self.root / "defect_book.toml"

    @property
    def knowledge_file(self) -> Path:
        """The plant's own knowledge base, instead of the program's."""
        return self.root / "knowledge.toml"

    @property
    def records_file(self) -> Path:
        """SQLite database of the history."""
        return self.root / "records.sqlite"

    @property
    def cache(self) -> Path:
        """Folder whose content may be deleted at any time."""
        return self.root / "cache"

    @property
    def embeddings_file(self) -> Path:
        """SQLite cache of embeddings; vectors only, deletable."""
        return self.cache / "embeddings.sqlite"

    @property
    def model_facts_file(self) -> Path:
        """What was found out about models once: hashes, the best dtype; deletable."""
        return self.cache / "models.json"

    @property
    def bank(self) -> Path:
        """Folder of taught crops, lossless PNG named by their sha256."""
        return self.root / "bank"

    @property
    def models(self) -> Path:
        """Folder of imported models."""
        return self.root / "models"

    @property
    def prompts(self) -> Path:
        """Folder of prompt sets that overlay the program's own."""
        return self.root / "prompts"

    @property
    def logs(self) -> Path:
        """Folder of log files."""
        return self.root / "logs"
