"""What a text says of other things than the defect is held against nothing."""

from __future__ import annotations

import pytest

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
DENTS = TruthRecord(
    outcome=Outcome.NG,
    category="dent",
    zone=Zone.BOTTOM,
    zones=frozenset({Zone.BOTTOM}),
    clock=6,
    lengths_mm=(4.0,),
    widths_mm=(3.4,),
    count=2,
    tone=Tone.BRIGHT,
)
CLEAN = TruthRecord(outcome=Outcome.OK, category="good")


def _kinds(text: str, record: TruthRecord) -> list[str]:
    return sorted({one.kind.value for one in check_text(text, record)})


@pytest.mark.parametrize(
    "text",
    [
        "The white label on the right reads OK 12.",
        "On the right you can see the operator's hand.",
        "The bright strip along the bottom is the edge of the tray.",
        "A bracket with two M4 holes at the bottom and one dark scratch at the top left.",
        "The scratch starts at the upper left and stops well short of the hole in the centre.",
        "The gripper touches the part at four points, two on the right and two on the left.",
        "아래쪽에 나사 구멍이 네 개 있고 왼쪽 위에 긁힘이 있음.",
        "오른쪽 밝은 띠는 테이블 모서리입니다.",
        "왼쪽에 있는 구멍과 오른쪽 나사 사이에 긁힘이 있음.",
    ],
)
def test_that_places_of_other_things_are_not_those_of_the_mark(text: str) -> None:
    assert _kinds(text, SCRATCH) == []


@pytest.mark.parametrize(
    "text",
    [
        "There's a dark line next to the logo in the lower right.",
        "A dark line runs past the screw hole at the lower right.",
        "There's a label on the left and a scratch on the lower right.",
        "The line in the lower right is a scratch.",
        "A scratch from the clamp is at the lower right.",
        "오른쪽 아래 로고 옆에 어두운 선이 하나 있다.",
        "라벨이 붙은 오른쪽 아래에 긁힘이 보인다.",
        "클램프에 긁힌 자국이 오른쪽 아래에 있음.",
    ],
)
def test_that_a_thing_beside_the_mark_hides_no_wrong_place(text: str) -> None:
    assert _kinds(text, SCRATCH) == ["place"]


@pytest.mark.parametrize(
    "text",
    [
        "The photo is slightly blurred towards the right.",
        "Countermeasure: fit a 3 mm rubber pad at the lower right stop of the jig.",
        "It may have happened when the part slid over the right guide.",
        "The feed rate was 200 mm/min and the humidity 60 %.",
        "사진 오른쪽은 초점이 나가 있고 왼쪽 위에 긁힘이 보임.",
        "왼쪽 위 긁힘. 원인: 하단 롤러에 박힌 칩.",
        "지그에서 생긴 긁힘, 로트당 10개 검사.",
        "Scratch at ten o'clock. Put the stopper at four o'clock to avoid it.",
        "10시 방향 긁힘. 4시 방향 스토퍼 점검 필요.",
        "Top left, scratch. The right side has the gate mark, which is normal.",
        "하단 정상, 우측 정상, 좌측 상단 긁힘 1개.",
        "Left unpainted, it could turn into a crack later on.",
    ],
)
def test_that_the_photo_and_causes_and_remedies_are_not_the_mark(text: str) -> None:
    assert _kinds(text, SCRATCH) == []


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Had the clamp slipped, there would have been two scratches.", []),
        ("When a pane has cracked at the right, blame the hinge.", []),
        ("긁힘이 다섯 줄이면 불합격이지만 여기는 한 줄뿐임.", []),
        ("만약 오른쪽 아래에 긁힘이 있었다면 폐기했을 것임.", []),
        ("깊이가 얕고 10mm 초과 시 폐기.", []),
        ("If you look closely, a white scratch can be seen.", ["tone"]),
        ("확대하면 하얀 긁힘이 보인다.", ["tone"]),
    ],
)
def test_that_conditions_are_left_open_but_ways_of_looking_are_not(
    text: str, kinds: list[str]
) -> None:
    assert _kinds(text, SCRATCH) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Cracks typically start at holes and are bright.", []),
        ("A dent is a place where the surface has been pushed in.", []),
        ("Scratches under 2 mm are acceptable; this one is longer.", []),
        ("찍힘이란 부딪혀 눌린 자국을 말합니다.", []),
        ("세로 긁힘은 보통 클램프에서 생깁니다.", []),
        ("A crack can be seen at the upper left.", ["category"]),
        ("Scratches are often seen, but this is a crack.", ["category"]),
        ("긁힘이 오른쪽 아래에 있는데 보통 공구 때문에 생깁니다.", ["place"]),
    ],
)
def test_that_what_holds_for_all_of_a_kind_is_not_about_this_mark(
    text: str, kinds: list[str]
) -> None:
    assert _kinds(text, SCRATCH) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("On the previous part the scratch was 20 mm long; this one is short.", []),
        ("이전 시료에는 크랙이 있었고 이 시료에는 긁힘이 있음.", []),
        ("고객은 하단 크랙이라고 했으나 실제로는 좌상단 긁힘임.", []),
        ("처음엔 세 개로 봤는데 한 개임.", []),
        ("At first I counted three, but it is one scratch.", []),
        ("Darker than the one in the catalogue under 'bright scratch'.", []),
        ("Unlike the previous part, this one has a scratch at the lower right.", ["place"]),
        ("이전 제품과 달리 오른쪽 아래에 긁힘이 있음.", ["place"]),
        ("What seems to be a scratch is in fact a crack.", ["category"]),
        ("The so-called scratch is nothing but a smear of grease.", ["category"]),
    ],
)
def test_that_other_pieces_and_what_others_say_are_not_this_mark(
    text: str, kinds: list[str]
) -> None:
    assert _kinds(text, SCRATCH) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("오른쪽 아래 반짝이는 건 조명이 비친 거라 불량 아님.", []),
        ("The right-hand side is in shadow, which is not a defect.", []),
        ("It is not a defect.", ["negation"]),
        ("불량은 아닙니다.", ["negation"]),
        ("결함은 없고 왼쪽 위에 로고만 보임.", ["negation"]),
        ("별다른 이상은 없습니다.", ["negation"]),
        ("찍힘과 달리 긁힘은 깊이가 없다.", []),
        ("Everything is in order with this part.", ["negation"]),
    ],
)
def test_that_only_the_mark_itself_is_denied(text: str, kinds: list[str]) -> None:
    assert _kinds(text, SCRATCH) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Not damaged, just dented: two bright spots at the bottom.", []),
        ("Two hollows about 4 mm wide at the bottom.", []),
        ("Two hollows about 12 mm wide at the bottom.", ["number"]),
        ("사진에 작업자 손이 같이 찍혔음. 아래쪽 찍힘 두 개.", []),
        ("아래쪽에 찍힘이 서넛 있음.", ["count"]),
        ("아래쪽에 밝은 찍힘이 네댓 개 있음.", ["count"]),
    ],
)
def test_that_round_marks_and_spoken_counts_are_understood(text: str, kinds: list[str]) -> None:
    assert _kinds(text, DENTS) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A dark scratch in the north-western corner.", []),
        ("A scratch in the NW corner.", []),
        ("북서쪽에 긁힘이 있다.", []),
        ("A scratch in the SE corner.", ["place"]),
        ("A scratch in the southeast.", ["place"]),
        ("동쪽 끝에 긁힘이 하나 있음.", ["place"]),
        ("A dark scratch, upper left; stop the press.", []),
    ],
)
def test_that_points_of_the_compass_are_places(text: str, kinds: list[str]) -> None:
    assert _kinds(text, SCRATCH) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The scratch rises steeply towards the upper right.", []),
        ("왼쪽 위 긁힘은 오른쪽이 살짝 올라간 모양.", []),
        ("The scratch drops to the right.", ["direction"]),
        ("The scratch is diagonal; the machining lines are horizontal.", []),
        ("가공 결은 가로인데 긁힘은 비스듬함.", []),
        ("긁힘 한 줄은 색이 밝다.", ["tone"]),
        ("왼쪽 위 긁힘은 오른쪽 아래로 내려감.", ["direction"]),
        ("The scratch stands out brightly.", ["tone"]),
        ("The scratch, lit from the left, is white.", ["tone"]),
        ("The edges of the scratch are slightly brighter, the groove is dark.", []),
        ("Reflections in the lower right are bright.", []),
    ],
)
def test_that_slopes_and_tones_are_those_of_the_mark(text: str, kinds: list[str]) -> None:
    assert _kinds(text, SCRATCH) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("A crack would show up red.", []),
        ("만약 크랙이 있으면 붉게 보일 것임.", []),
        ("The customer reported a crack, which we could not confirm.", []),
        ("기준서상 긁힘은 2mm까지 허용된다.", []),
        ("A crack is visible near the logo.", ["negation"]),
        ("When viewed from the side, a dent shows up at the left.", ["negation"]),
        ("라벨 왼쪽에 흠이 있음.", ["negation"]),
    ],
)
def test_that_supposed_defects_are_not_asserted_of_a_clean_part(
    text: str, kinds: list[str]
) -> None:
    assert _kinds(text, CLEAN) == kinds
