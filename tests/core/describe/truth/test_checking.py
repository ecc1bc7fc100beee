"""What is and what is not a contradiction, kind by kind, in both languages."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from core.describe.appearance import Tone
from core.describe.truth.checking import check_text
from core.describe.truth.values import TruthRecord
from core.domain.measurements import Zone
from core.domain.outcomes import Outcome

SCRATCH = TruthRecord(
    outcome=Outcome.NG,
    category="scratch",
    zone=Zone.TOP_LEFT,
    zones=frozenset({Zone.TOP_LEFT}),
    clock=10,
    lengths_px=(120.0,),
    widths_px=(4.0,),
    lengths_mm=(5.0,),
    widths_mm=(0.3,),
    area_percent=0.8,
    count=1,
    angle_deg=40.0,
    tone=Tone.DARK,
)
CRACK = TruthRecord(
    outcome=Outcome.NG,
    category="crack",
    zone=Zone.BOTTOM_RIGHT,
    zones=frozenset({Zone.BOTTOM_RIGHT, Zone.BOTTOM}),
    clock=5,
    lengths_px=(300.0,),
    widths_px=(6.0,),
    area_percent=3.0,
    count=3,
    angle_deg=92.0,
    tone=Tone.BRIGHT,
)
STAIN = TruthRecord(
    outcome=Outcome.NG,
    category="contamination",
    zone=Zone.CENTER,
    zones=frozenset({Zone.CENTER}),
    lengths_px=(240.0,),
    widths_px=(160.0,),
    lengths_mm=(12.0,),
    widths_mm=(8.0,),
    area_percent=5.2,
    count=2,
    tone=Tone.DARK,
)
CLEAN = TruthRecord(outcome=Outcome.OK, category="good")


@pytest.mark.parametrize(
    ("record", "text", "kinds"),
    [
        (
            SCRATCH,
            "A thin dark line runs diagonally across the top left part of a grey metal plate.",
            [],
        ),
        (
            SCRATCH,
            "The surface shows a fine scratch near the upper left corner; the rest is clean.",
            [],
        ),
        (SCRATCH, "There appears to be a shallow scratch on the left, roughly 4.8 mm long.", []),
        (SCRATCH, "Dark scrape mark, about 5 mm × 0.3 mm, upper-left.", []),
        (SCRATCH, "It is hard to say whether this is a scratch or a crack.", []),
        (SCRATCH, "I can't see any cracks, only one scratch.", []),
        (SCRATCH, "No dents.", []),
        (SCRATCH, "A bright metal surface with a single dark scratch.", []),
        (SCRATCH, "The defect is not in the lower right but in the upper left.", []),
        (SCRATCH, "The scratch, possibly caused by handling, is less than 1 cm long.", []),
        (SCRATCH, "This might be a scratch or a crack.", []),
        (SCRATCH, "The lower right is fine, the scratch is in the upper left.", []),
        (SCRATCH, "The scratch in the lower right is fine and dark.", ["place"]),
        (SCRATCH, "우측 하단은 괜찮고 좌측 상단에 스크래치가 있습니다.", []),
        (SCRATCH, "좌측 상단 스크래치. 크랙은 아닙니다.", []),
        (SCRATCH, "A scratch in the upper left, going up to the right.", []),
        (SCRATCH, "A scratch going up to the right-hand edge.", ["place"]),
        (SCRATCH, "A dark scratch, a crack if you ask me.", []),
        (SCRATCH, "A crack, if you ask me.", ["category"]),
        (SCRATCH, "Scratch parallel to the left edge.", ["direction"]),
        (SCRATCH, "A scratch two centimetres wide.", ["number"]),
        (SCRATCH, "좌측 상단에 긁힌 자국은 안 보입니다.", ["negation"]),
        (SCRATCH, "The scratch is more than 4 mm long.", []),
        (SCRATCH, "At ten o'clock, about 120 pixels long.", []),
        (SCRATCH, "There are no other defects.", []),
        (SCRATCH, "The part must be rejected.", []),
        (SCRATCH, "This is definitely a scratch, not a dent.", []),
        (SCRATCH, "It was probably caused by a tool with a hard edge.", []),
        (SCRATCH, "The edges of the scratch look sharp.", []),
        (SCRATCH, "A scuff of half a centimeter left of the center", []),
        (SCRATCH, "왼쪽 위에 가느다란 흠집 하나가 있습니다.", []),
        (SCRATCH, "좌측 상단의 스크래치는 약 0.5cm로 보입니다.", []),
        (SCRATCH, "찍힘은 아니고 스크래치로 보입니다.", []),
        (SCRATCH, "10시 방향에 어두운 선이 비스듬히 나 있습니다.", []),
        (SCRATCH, "균열인지 스크래치인지 알 수 없습니다.", []),
        (SCRATCH, "다른 결함은 없습니다.", []),
        (SCRATCH, "불합격입니다.", []),
        (SCRATCH, "오른쪽 아래에는 아무 이상이 없습니다.", []),
        (SCRATCH, "우측이 아니라 좌측에 있습니다.", []),
        (SCRATCH, "밝은 금속 표면에 거무스름한 긁힌 자국 1개.", []),
        (SCRATCH, "길이는 1cm 미만입니다.", []),
        (SCRATCH, "공구에 의해 생긴 것으로 추정됩니다.", []),
        (SCRATCH, "폭이 0.3밀리 정도 되는 가는 스크래치", []),
        (SCRATCH, "중앙에서 왼쪽으로 치우친 위치", []),
        (SCRATCH, "균열은 보이지 않고 긁힘만 있습니다", []),
        (SCRATCH, "표면 위에 긁힌 흔적이 보인다", []),
        (SCRATCH, "The lower right region contains a scratch.", ["place"]),
        (SCRATCH, "A tiny mark sits at four o'clock.", ["place"]),
        (SCRATCH, "On the right-hand side there is a scratch.", ["place"]),
        (SCRATCH, "The scratch is located near the bottom edge.", ["place"]),
        (SCRATCH, "The scratch measures two centimetres.", ["number"]),
        (SCRATCH, "It's about 40 pixels long.", ["number"]),
        (SCRATCH, "It covers nearly a quarter of the image.", ["number"]),
        (SCRATCH, "A pair of scratches", ["count"]),
        (SCRATCH, "Three parallel scratches are visible.", ["count"]),
        (SCRATCH, "The line runs vertically.", ["direction"]),
        (SCRATCH, "A horizontal scratch.", ["direction"]),
        (SCRATCH, "This looks like a dent.", ["category"]),
        (SCRATCH, "I believe this is a rust stain.", ["category"]),
        (SCRATCH, "There is a crack in the metal.", ["category"]),
        (SCRATCH, "A bright, shiny scratch.", ["tone"]),
        (SCRATCH, "The scratch is lighter than the surrounding metal.", ["tone"]),
        (SCRATCH, "The part is flawless.", ["negation"]),
        (SCRATCH, "I don't see any scratch here.", ["negation"]),
        (SCRATCH, "The surface is free of defects.", ["negation"]),
        (SCRATCH, "There isn't a scratch.", ["negation"]),
        (SCRATCH, "오른편 아래쪽에 스크래치가 있습니다.", ["place"]),
        (SCRATCH, "4시 방향에 위치합니다.", ["place"]),
        (SCRATCH, "길이는 2센티 정도입니다.", ["number"]),
        (SCRATCH, "폭 3mm의 스크래치", ["number"]),
        (SCRATCH, "세 군데에서 확인됩니다.", ["count"]),
        (SCRATCH, "여러 개의 스크래치가 있습니다.", ["count"]),
        (SCRATCH, "수직 방향으로 뻗어 있습니다.", ["direction"]),
        (SCRATCH, "찍힌 자국으로 보입니다.", ["category"]),
        (SCRATCH, "녹이 슬어 있습니다.", ["category"]),
        (SCRATCH, "주변보다 밝게 보입니다.", ["tone"]),
        (SCRATCH, "하얀 스크래치가 있다.", ["tone"]),
        (SCRATCH, "아무런 결함도 보이지 않습니다.", ["negation"]),
        (SCRATCH, "긁힌 곳이 없습니다.", ["negation"]),
        (SCRATCH, "정상 제품입니다.", ["negation"]),
        (SCRATCH, "흠집 하나 없이 매끈합니다.", ["negation"]),
        (SCRATCH, "이상 없음", ["negation"]),
        (
            CRACK,
            "Three bright hairline cracks run from top to bottom in the lower right corner.",
            [],
        ),
        (CRACK, "A few fractures near the bottom of the part, nearly vertical.", []),
        (CRACK, "Several fissures at five o'clock.", []),
        (CRACK, "Only one crack is visible.", ["count"]),
        (CRACK, "Cracks spread horizontally from left to right.", ["direction"]),
        (CRACK, "The cracks are about 3 mm long.", []),
        (CRACK, "It takes up 30 percent of the picture.", ["number"]),
        (CRACK, "The dark cracks are in the upper half.", ["place", "tone"]),
        (CRACK, "세 개의 균열이 우측 하단에서 세로로 뻗어 있습니다.", []),
        (CRACK, "크랙이 아니라 단순한 그림자입니다.", ["category"]),
        (CRACK, "금이 간 곳은 한 군데뿐입니다.", ["count"]),
        (CRACK, "금속 표면의 좌측에 밝은 선이 있습니다", []),
        (CRACK, "갈라진 틈이 3곳에서 보이며 11시 방향에 있습니다", ["place"]),
        (CRACK, "It is only a shadow.", ["category"]),
        (CRACK, "It's probably nothing but glare.", ["category"]),
        (CLEAN, "The surface is clean and uniform.", []),
        (CLEAN, "There are no scratches or cracks.", []),
        (CLEAN, "A scratch is visible in the centre.", ["negation"]),
        (CLEAN, "표면에 이상이 없습니다.", []),
        (CLEAN, "균열이 보입니다.", ["negation"]),
        (CLEAN, "중앙에 결함이 있습니다", ["negation"]),
        (CLEAN, "No defect; the part may pass.", []),
        (CLEAN, "A defect can be seen.", ["negation"]),
        (CLEAN, "긁힌 자국이나 얼룩은 없습니다", []),
        (STAIN, "Two dark stains in the middle, each about 1 cm across.", []),
        (STAIN, "One dark stain in the centre.", ["count"]),
        (STAIN, "가운데에 어두운 얼룩이 두 군데 있습니다.", []),
        (STAIN, "기름때로 보이는 오염이 중앙부에 있습니다.", []),
        (STAIN, "An oily smudge, 12 mm in diameter, sits dead centre.", []),
        (STAIN, "A greasy spot in the upper right corner", ["place"]),
        (STAIN, "약 3cm 크기의 이물이 붙어 있습니다", ["number"]),
        (STAIN, "얼룩 하나가 우측 상단 모서리에 있다", ["count", "place"]),
        (STAIN, "오염은 전혀 없고 매우 깨끗합니다", ["negation"]),
        (STAIN, "Dirt covers about half of the image", ["number"]),
        (STAIN, "There is no contamination on this part, it passes inspection.", ["negation"]),
        (STAIN, "The stain occupies roughly five percent of the image.", []),
        (STAIN, "밝은 얼룩", ["tone"]),
        (STAIN, "중앙에서 벗어난 왼쪽 위 구석에 얼룩", ["place"]),
        (STAIN, "Contamination (dirt) is present; no scratch was found.", []),
        (STAIN, "얼룩의 크기는 12×8 mm입니다", []),
        (STAIN, "얼룩의 크기는 30×20 mm입니다", ["number"]),
        (STAIN, "변색이 아닌 오염입니다", []),
        (STAIN, "This doesn't look like contamination; rather it is a crack.", ["category"]),
        (STAIN, "Without doubt a contamination.", []),
        (STAIN, "의심의 여지 없이 오염입니다", []),
        (STAIN, "오염이 없다고 할 수 없습니다", []),
        (STAIN, "The part can't be called clean.", []),
        (STAIN, "not clean at all", []),
        (STAIN, "결함이 없는 양품입니다", ["negation"]),
    ],
)
def test_that_what_is_not_so_is_found_and_nothing_else(
    record: TruthRecord, text: str, kinds: list[str]
) -> None:
    assert sorted({found.kind.value for found in check_text(text, record)}) == kinds


@pytest.mark.parametrize(
    ("text", "said", "english", "korean"),
    [
        (
            "A mark at the lower right.",
            "lower right",
            "says lower right; measured upper left",
            "우측 하단이라고 했으나 측정값은 좌측 상단입니다",
        ),
        (
            "스크래치는 2시 방향에 있습니다.",
            "2시 방향",
            "says 2 o'clock; measured 10 o'clock",
            "2시 방향이라고 했으나 측정값은 10시 방향입니다",
        ),
        (
            "It is two and a half centimetres long.",
            "two and a half centimetres",
            "says length 25 mm; measured length 5 mm",
            "길이 25 mm라고 했으나 측정값은 길이 5 mm입니다",
        ),
        (
            "균열로 보입니다.",
            "균열",
            "says crack; recorded as scratch",
            "균열이라고 했으나 기록된 유형은 스크래치입니다",
        ),
        (
            "Two small scratches.",
            "Two",
            "says 2; measured 1",
            "2개소라고 했으나 측정값은 1개소입니다",
        ),
    ],
)
def test_that_both_languages_say_what_was_said_and_what_was_measured(
    text: str, said: str, english: str, korean: str
) -> None:
    (found,) = check_text(text, SCRATCH)
    assert text[found.start : found.end] == said
    assert (found.words.en, found.words.ko) == (english, korean)


@pytest.mark.parametrize(
    ("text", "is_marked"),
    [
        ("5.7 mm long", False),
        ("4.3 mm long", False),
        ("6 mm long", True),
        ("4 mm long", True),
        ("under 4 mm long", True),
        ("over 4 mm long", False),
        ("between 4 and 7 mm long", False),
        ("between 7 and 9 mm long", True),
        ("at a depth of 9 mm", False),
        ("9 mm from the edge", False),
    ],
)
def test_that_numbers_have_a_tolerance(text: str, is_marked: bool) -> None:
    kinds = [found.kind.value for found in check_text(f"The scratch is {text}.", SCRATCH)]
    assert kinds == (["number"] if is_marked else [])


@pytest.mark.parametrize("zone", Zone)
def test_that_a_place_that_shares_a_side_is_near_enough(zone: Zone) -> None:
    near = {Zone.TOP_LEFT, Zone.TOP, Zone.LEFT}
    words = {
        Zone.TOP_LEFT: "upper left",
        Zone.TOP: "top centre",
        Zone.TOP_RIGHT: "upper right",
        Zone.LEFT: "centre left",
        Zone.CENTER: "centre",
        Zone.RIGHT: "centre right",
        Zone.BOTTOM_LEFT: "lower left",
        Zone.BOTTOM: "bottom centre",
        Zone.BOTTOM_RIGHT: "lower right",
    }
    found = check_text(f"a scratch at the {words[zone]}", SCRATCH)
    assert bool(found) is (zone not in near)


@given(st.text(max_size=200))
def test_that_any_text_can_be_checked(text: str) -> None:
    for found in check_text(text, SCRATCH):
        assert 0 <= found.start < found.end <= len(text)


def test_that_a_record_of_nothing_contradicts_nothing() -> None:
    text = "Three bright horizontal cracks, 5 mm long, at the lower right. 균열은 없습니다."
    assert check_text(text, TruthRecord()) == ()
