from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from core.texts.program_folder import resources_dir

_RENDER = """
import sys
from PySide6.QtGui import QFontDatabase, QFontMetrics, QRawFont
from PySide6.QtWidgets import QApplication
from core.texts.catalogue import shared_texts
from ui import fonts
app = QApplication([])
# Names that fontconfig always offers, without any font behind them.
assert set(QFontDatabase.families()) <= {"Monospace", "Sans Serif", "Serif"}
fonts.install_fonts(app)
raw = QRawFont.fromFont(app.font())
assert raw.familyName() == fonts.FAMILY, raw.familyName()
texts = shared_texts()
words = "".join(texts.template(lang, key) for lang in ("ko", "en") for key in texts.keys(lang))
words += open("ui/i18n/ko.ts", encoding="utf-8").read()
words += "".join(chr(code) for code in range(0xAC00, 0xD7A4))
metrics = QFontMetrics(app.font())
missing = {letter for letter in words if letter != "\\n" and not metrics.inFontUcs4(ord(letter))}
print(sorted(missing)[:20])
"""


def test_that_no_letter_is_missing_without_the_fonts_of_the_system(tmp_path: Path) -> None:
    empty = tmp_path / "fonts.conf"
    empty.write_text("<fontconfig></fontconfig>", encoding="utf-8")
    environment = os.environ | {
        "FONTCONFIG_FILE": str(empty),
        "QT_QPA_FONTDIR": str(tmp_path),
        "QT_QPA_PLATFORM": "offscreen",
    }
    done = subprocess.run(
        [sys.executable, "-c", _RENDER],
        cwd=resources_dir().parent,
        env=environment,
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    assert done.stdout.strip() == "[]", done.stdout + done.stderr


def test_that_the_licence_lies_beside_the_font() -> None:
    licence = (resources_dir() / "fonts" / "OFL.txt").read_text(encoding="utf-8")
    assert "SIL OPEN FONT LICENSE" in licence
    assert "NAVER Corporation" in licence
    assert {path.name for path in (resources_dir() / "fonts").glob("*.ttf")} == {
        "NanumGothic.ttf",
        "NanumGothicBold.ttf",
    }
