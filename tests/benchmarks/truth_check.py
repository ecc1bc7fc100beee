"""How many planted contradictions the truth check finds in texts written freely.

``python -m tests.benchmarks.truth_check [FILE]... [--texts]``: FILE holds JSON lines (lang, record,
text, contradicts); without one, every file of the tests. ``--texts`` prints what was missed and
what was marked wrongly.
"""

from __future__ import annotations

import argparse
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path

from tests.core.describe.free_sentences import FOLDER, KINDS, Figures, free_figures


def _lines(name: str, figures: Figures, *, texts: bool) -> Iterator[str]:
    yield f"{name}: {figures.total} texts, {figures.true_sentences} of them true"
    for kind in KINDS:
        planted = figures.planted[kind]
        others = figures.total - planted
        found, false = figures.found[kind], figures.false[kind]
        yield f"  {kind:10} found {found}/{planted}   marked wrongly {false}/{others}"
    found, planted = figures.found.total(), figures.planted.total()
    yield f"  all        found {found}/{planted} ({found / planted:.3f})"
    yield f"  true texts marked: {figures.true_marked}/{figures.true_sentences}"
    if texts:
        yield from (f"  missed  {text}" for text in figures.missed)
        yield from (f"  wrong   {text}" for text in figures.wrongly_marked)


def main(arguments: Sequence[str] | None = None) -> int:
    """Print the figures of each file."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("files", nargs="*", type=Path)
    parser.add_argument("--texts", action="store_true")
    options = parser.parse_args(arguments)
    for file in options.files or sorted(FOLDER.glob("truth_sentences*.jsonl")):
        figures = free_figures(file)
        sys.stdout.write("\n".join(_lines(file.name, figures, texts=options.texts)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
