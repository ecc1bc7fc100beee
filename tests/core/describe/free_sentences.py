"""Free sentences beside the contradictions planted in them, and how often those are found."""

from __future__ import annotations

import json
from collections import Counter
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from core.describe.appearance import Tone
from core.describe.truth.checking import check_text
from core.describe.truth.values import TruthRecord
from core.domain.contradictions import ClaimKind
from core.domain.measurements import Zone
from core.domain.outcomes import Outcome

FOLDER: Final = Path(__file__).parent
_OF_THE_WHOLE: Final = frozenset({ClaimKind.REPETITION, ClaimKind.OFF_TOPIC, ClaimKind.TRANSLATION})
KINDS: Final = tuple(kind for kind in ClaimKind if kind not in _OF_THE_WHOLE)


@dataclass
class Figures:
    """How often each kind was planted, found, and marked where nothing was planted."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    wrongly_marked: list[str] = field(default_factory=list)
    total: int = 0
    true_sentences: int = 0
    true_marked: int = 0


def _numbers(record: dict[str, object], *names: str) -> tuple[float, ...]:
    return tuple(float(str(record[name])) for name in names if record.get(name) is not None)


def _record(values: dict[str, object]) -> TruthRecord:
    zone = Zone(str(values["zone"])) if values.get("zone") else None
    zones = values.get("zones")
    assert zones is None or isinstance(zones, list)
    clock, count = _numbers(values, "clock"), _numbers(values, "count")
    angle, area = _numbers(values, "angle_deg"), _numbers(values, "area_percent")
    return TruthRecord(
        outcome=Outcome(str(values["outcome"])) if values.get("outcome") else None,
        category=str(values["category"]) if values.get("category") else None,
        zone=zone,
        zones=frozenset({*(Zone(z) for z in zones or ()), *((zone,) if zone else ())}),
        clock=int(clock[0]) if clock else None,
        lengths_px=_numbers(values, "length_px"),
        widths_px=_numbers(values, "width_px"),
        lengths_mm=_numbers(values, "length_mm"),
        widths_mm=_numbers(values, "width_mm"),
        area_percent=area[0] if area else None,
        count=int(count[0]) if count else None,
        angle_deg=angle[0] if angle else None,
        tone=Tone(str(values["tone"])) if values.get("tone") else None,
    )


def free_figures(sentences: Path) -> Figures:
    """Check every text of a file (JSON lines: record, text, contradicts) against its record."""
    figures = Figures()
    for line in sentences.read_text(encoding="utf-8").splitlines():
        sentence = json.loads(line)
        found = {c.kind.value for c in check_text(sentence["text"], _record(sentence["record"]))}
        planted = set(sentence["contradicts"])
        figures.planted.update(planted)
        figures.found.update(found & planted)
        figures.false.update(found - planted)
        figures.missed += [f"{k}: {sentence['text']}" for k in sorted(planted - found)]
        figures.wrongly_marked += [f"{k}: {sentence['text']}" for k in sorted(found - planted)]
        figures.total += 1
        if not planted:
            figures.true_sentences += 1
            figures.true_marked += bool(found)
    return figures
