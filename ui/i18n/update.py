"""Bring ko.ts, en.ts and the .qm files up to the sources: ``python -m ui.i18n.update``.

``ko.ts`` holds every string, ``en.ts`` only those with a plural. Run it after changing a string; it
lists what lacks a translation. Translate in ``ko.ts`` (and remove ``type="unfinished"``), or put
the words into a TOML file with one table a context (``[MainWindow]``, ``"Images" = "이미지"``) and
give that with ``--words``.
"""

from __future__ import annotations

import argparse
import shutil
import subprocess
import sys
import tempfile
import tomllib
import xml.etree.ElementTree as ET
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import PySide6

from core.texts.program_folder import program_dir

FOLDER: Final = Path(__file__).resolve().parent
_UI: Final = FOLDER.parent
_OPTIONS: Final = {"ko": (), "en": ("-pluralonly",)}
_SUFFIX: Final = ".exe" if sys.platform == "win32" else ""
_TIMEOUT_S: Final = 120


@dataclass(frozen=True, slots=True)
class Unfinished:
    """A string without a translation."""

    context: str
    source: str


def update(folder: Path = FOLDER) -> None:
    """Write all ``.ts`` and ``.qm`` files of a folder from the sources of the window.

    Raises
    ------
    subprocess.CalledProcessError
        If a tool of Qt Linguist fails; its words are in ``stderr``.
    """
    sources = sorted(
        path.relative_to(program_dir()).as_posix()
        for path in _UI.rglob("*.py")
        if path != Path(__file__).resolve()
    )
    for language, options in _OPTIONS.items():
        ts_file = folder / f"{language}.ts"
        with tempfile.TemporaryDirectory() as work:
            listed = Path(work) / "sources.lst"
            listed.write_text("\n".join(sources), encoding="utf-8")
            _run("lupdate", "-silent", "-no-obsolete", "-locations", "none", "-sort-messages",
                 *options, "-source-language", "en_US", "-target-language", language,
                 "-extensions", "py", f"@{listed}", "-ts", str(ts_file))  # fmt: skip
        release(ts_file)


def release(ts_file: Path) -> None:
    """Make the ``.qm`` file anew and put it in the place of the old one.

    A window that runs has the old one mapped into its memory: written in place, it would show half
    of its words in the other language, or crash.

    Raises
    ------
    subprocess.CalledProcessError
        If the tool fails; the old file stays.
    """
    target = ts_file.with_suffix(".qm")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=".qm-") as work:
        fresh = Path(work) / target.name
        _run("lrelease", "-silent", str(ts_file), "-qm", str(fresh))
        fresh.replace(target)


def unfinished(ts_file: Path) -> tuple[Unfinished, ...]:
    """Return the strings of a ``.ts`` file that lack a translation."""
    # The file is our own.
    root = ET.parse(ts_file).getroot()  # noqa: S314
    return tuple(
        Unfinished(context.findtext("name", ""), message.findtext("source", ""))
        for context in root.iter("context")
        for message in context.iter("message")
        if _is_unfinished(message)
    )


def put_words(ts_file: Path, words: Mapping[str, Mapping[str, str]]) -> None:
    """Put translations into a ``.ts`` file; what is already translated is replaced.

    Parameters
    ----------
    ts_file : Path
        The file, up to date.
    words : mapping
        Context to source string to translation.
    """
    # The file is our own.
    tree = ET.parse(ts_file)  # noqa: S314
    for context in tree.getroot().iter("context"):
        known = words.get(context.findtext("name", ""), {})
        for message in context.iter("message"):
            translation = message.find("translation")
            text = known.get(message.findtext("source", ""))
            if text is not None and translation is not None:
                translation.text = text
                translation.attrib.pop("type", None)
    tree.write(ts_file, encoding="utf-8", xml_declaration=True)


def copy_sources(target: Path) -> None:
    """Copy the ``.ts`` files, to see in another folder what :func:`update` would change."""
    for language in _OPTIONS:
        shutil.copy(FOLDER / f"{language}.ts", target)


def main(arguments: Sequence[str] | None = None) -> int:
    """Update all files and list what still is to be translated; 1 if there is any."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--words", type=Path, help="TOML file with Korean translations")
    options = parser.parse_args(arguments)
    update()
    if options.words is not None:
        put_words(FOLDER / "ko.ts", tomllib.loads(options.words.read_text(encoding="utf-8")))
        # Qt's tool writes the file in its own form again.
        update()
    missing = unfinished(FOLDER / "ko.ts")
    for one in missing:
        sys.stdout.write(f"{one.context}: {one.source!r}\n")
    return 1 if missing else 0


def _is_unfinished(message: ET.Element) -> bool:
    translation = message.find("translation")
    return translation is None or translation.get("type") == "unfinished"


def _run(tool: str, *arguments: str) -> None:
    program = Path(PySide6.__file__).parent / f"{tool}{_SUFFIX}"
    # Paths in the list of sources are relative to the program's folder.
    subprocess.run(  # noqa: S603 - our own tool with our own files
        [str(program), *arguments],
        cwd=program_dir(),
        check=True,
        capture_output=True,
        encoding="utf-8",
        timeout=_TIMEOUT_S,
    )


if __name__ == "__main__":
    sys.exit(main())
