"""Causes, advice, speeds and sizes of other things are no claims; what stands beside them is."""

from __future__ import annotations

import pytest

from core.describe.appearance import Tone
from core.describe.truth.checking import check_text
from core.describe.truth.values import TruthRecord
from core.domain.measurements import Zone
from core.domain.outcomes import Outcome

SCRATCHES = TruthRecord(
    outcome=Outcome.NG,
    category="scratch",
    zone=Zone.TOP_RIGHT,
    zones=frozenset({Zone.TOP_RIGHT}),
    clock=1,
    lengths_px=(320.0,),
    widths_px=(5.0,),
    lengths_mm=(18.2,),
    widths_mm=(0.28,),
    area_percent=0.1,
    count=2,
    angle_deg=135.0,
    tone=Tone.DARK,
)


def _kinds(text: str) -> list[str]:
    return sorted({one.kind.value for one in check_text(text, SCRATCHES)})


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The part slid along the rail at 300 mm/s.", []),
        ("초당 300mm로 움직이는 그리퍼가 표면을 긁은 것으로 보입니다.", []),
        ("Filter the paint through a 0.1 mm mesh.", []),
        ("지름 30mm 흡착컵을 교체했습니다.", []),
        ("The longest side of the plate is 120 mm, the scratch is 18 mm long.", []),
        ("The longest side of the plate is 120 mm, the scratch is 58 mm long.", ["number"]),
        ("The longer scratch is 18 mm, the shorter one about 7 mm.", []),
        ("The longer scratch is 18 mm, the shorter one about 70 mm.", ["number"]),
        ("스크래치 두 줄, 짧은 쪽은 7mm 정도.", []),
        ("스크래치 두 줄, 짧은 쪽은 70mm 정도.", ["number"]),
        ("A scratch of around 60 mm in the upper area.", ["number"]),
        ("The forks of the truck are 12 cm wide.", []),
        ("The forks are 12 cm wide and the scratch is 18 mm long.", []),
        ("The longer scratch is 12 cm long.", ["number"]),
        ("The length is 12 cm.", ["number"]),
        ("Two scratches; probably a wire brush with bristles of 0.3 mm.", []),
        ("None of the scratches is shorter than 4 cm.", ["number"]),
        ("None of the scratches is longer than 2 cm.", []),
        ("스크래치 폭이 5센티미터나 되어서 연마로는 없앨 수 없습니다.", ["number"]),
    ],
)
def test_that_numbers_of_other_things_are_held_against_nothing(text: str, kinds: list[str]) -> None:
    assert _kinds(text) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Blow off the die every 200 strokes.", []),
        ("한 상자에 20개까지만 담으세요.", []),
        ("패드는 200개마다 교체하세요.", []),
        ("스크래치는 100개 중 6개에서 나왔습니다.", []),
        ("같은 코일의 나머지 5개도 검사해야 합니다.", []),
        ("스크래치 두 줄 중 한 줄은 더 짧습니다.", []),
        ("There are five scratches; the belt stops every 200 parts.", ["count"]),
        ("스크래치가 다섯 개 있고 필터는 500시간마다 교체합니다.", ["count"]),
    ],
)
def test_that_how_often_something_is_done_counts_no_marks(text: str, kinds: list[str]) -> None:
    assert _kinds(text) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("The source might be a leaking cylinder at the lower left.", []),
        ("Heat from the seam at the lower left did not cause them.", []),
        ("The scratches come from the lower left clamp.", []),
        ("The two scratches run parallel to the lower edge of the light.", []),
        ("그리퍼 왼쪽 아래에서 떨어진 칩 때문입니다.", []),
        ("원래 색이 남아 있는 좌하단과 비교해 보세요.", []),
        ("The scratches were made by a tool, and they are at the lower left.", ["place"]),
        ("좌하단 스크래치는 칩 때문입니다.", ["place"]),
        ("Someone left two scratches at the upper right.", []),
    ],
)
def test_that_places_of_causes_are_not_those_of_the_mark(text: str, kinds: list[str]) -> None:
    assert [kind for kind in _kinds(text) if kind == "place"] == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Check the gripper jaws for burrs.", []),
        ("Please do not confuse the two scratches with a crack.", []),
        ("두 긁힘을 균열과 혼동하지 마십시오.", []),
        ("긁힘은 균열로 착각하기 쉽습니다.", []),
        ("There are burrs on the part.", ["category"]),
        ("Dust on the camera lens shows as a dot.", []),
        ("Dust on the part shows as a dot.", ["category"]),
        ("렌즈의 먼지가 보입니다.", []),
        ("지그 찍힘이 보입니다.", ["category"]),
        ("This is nothing more than a dent.", ["category"]),
        ("균열이나 찍힘은 동반되지 않았습니다.", []),
    ],
)
def test_that_what_is_sought_or_mixed_up_is_not_what_it_is_called(
    text: str, kinds: list[str]
) -> None:
    assert _kinds(text) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("Clean the nozzle and change the filter.", []),
        ("The part is clean.", ["negation"]),
        ("Two scratches at the upper right, no damage to the layer below.", []),
        ("우상단 스크래치 2개, 주변에 크랙은 없음", []),
        ("스크래치, 크랙은 없음", ["negation"]),
        ("재질 문제는 아니고 취급 중에 생겼습니다.", []),
        ("I couldn't find anything wrong with this part.", ["negation"]),
        ("특별한 불량은 보이지 않습니다만 다른 각도에서 다시 확인해 보세요.", ["negation"]),
        ("스크래치를 찾아봤지만 없었습니다.", ["negation"]),
    ],
)
def test_that_only_the_mark_itself_can_be_denied(text: str, kinds: list[str]) -> None:
    assert _kinds(text) == kinds


@pytest.mark.parametrize(
    ("text", "kinds"),
    [
        ("스크래치는 오른쪽으로 갈수록 내려갑니다.", []),
        ("스크래치는 오른쪽으로 갈수록 올라갑니다.", ["direction"]),
        ("스크래치가 왼쪽으로 올라가는 방향입니다.", []),
        ("스크래치가 좌하에서 우상으로 뻗어 있습니다.", ["direction"]),
        ("두 스크래치는 아래쪽 모서리와 평행합니다.", ["direction"]),
        ("The scratches drop off to the right.", []),
        ("가로로 나 있는 헤어라인과 달리 긁힘은 비스듬합니다.", []),
    ],
)
def test_that_slopes_are_read_from_where_a_mark_goes(text: str, kinds: list[str]) -> None:
    assert _kinds(text) == kinds


@pytest.mark.parametrize(
    "text",
    [
        "The cover was exposed to sunlight, or the pigment was not mixed well.",
        "과열되었을 가능성이 있으니 벨트를 2분 넘게 세우지 마세요.",
    ],
)
def test_that_causes_of_a_defect_are_on_topic(text: str) -> None:
    assert _kinds(text) == []
