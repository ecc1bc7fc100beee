"""Take pictures of the window with the sample product.

``python -m ui.screens --out docs/screens`` makes the screen tour, ``--all`` every screen in both
languages and themes, ``--one FILE.png`` one picture of the window after an inspection.
"""

from __future__ import annotations

import argparse
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from core.texts.language import LANGUAGES


def main(arguments: Sequence[str]) -> int:
    """Take the pictures that are asked for; name the files.

    Returns
    -------
    int
        0 when all were taken.
    """
    parser = argparse.ArgumentParser(prog="ui.screens", description=(__doc__ or "").splitlines()[0])
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("--out", type=Path, metavar="DIR", help="the screen tour")
    what.add_argument("--one", type=Path, metavar="FILE.png", help="one picture of the window")
    parser.add_argument("--all", action="store_true", help="every screen in all looks")
    parser.add_argument("--only", metavar="WORD", default="", help="screens with this in the name")
    parser.add_argument("--lang", choices=LANGUAGES, default="ko", help="language of --one")
    options = parser.parse_args(arguments)
    # A picture does not need a screen, and must not depend on one.
    os.environ["QT_QPA_PLATFORM"] = "offscreen"
    from ui.tour import take_one, take_tour

    with tempfile.TemporaryDirectory(prefix="DefectScribe-", ignore_cleanup_errors=True) as work:
        if options.one is not None:
            files = [take_one(options.one.absolute(), Path(work), options.lang)]
        else:
            files = take_tour(
                options.out.absolute(), Path(work), only=options.only, in_all_looks=options.all
            )
    sys.stdout.writelines(f"{file}\n" for file in files)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
