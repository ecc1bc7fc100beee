"""What an explanation says besides the finding, advice, causes, limits, is not held against it."""

from __future__ import annotations

import pytest

from core.describe.truth.checking import check_text
from tests.core.describe.truth.test_checking import SCRATCH


@pytest.mark.parametrize(
    "text",
    [
        "The image shows a metallic surface. There is a visible scratch in the upper left portion, "
        "which appears darker than the surrounding area. The rest of the surface is smooth and "
        "undamaged. To fix it, polish the area from left to right.",
        "This scratch may have been caused by contact with a sharp tool, leaving a mark on the "
        "metal. Check the clamps on the right side of the machine.",
        "What caused it? Possibly a burr on the fixture or a chip caught between the part and the "
        "clamp.",
        "Wipe the surface first: if it comes off, it is contamination, not a scratch.",
        "The limit is 3 mm; this one is 5 mm.",
        "Keep at least 20 mm distance from the edge when clamping.",
        "이 스크래치는 단단한 물체에 긁혀 생긴 것으로 추정됩니다. 지그에 버가 있는지 확인하세요.",
        "먼저 표면을 닦아 보세요. 지워지면 오염이고, 남으면 스크래치입니다.",
        "한도는 3 mm이지만 이 스크래치는 5 mm입니다.",
        "작업 3단계에서 2개의 클램프를 점검하세요.",
        "결함의 깊이는 알 수 없으므로 손톱으로 확인이 필요합니다.",
        "이미지 왼쪽 상단에 어두운 선이 보입니다. 나머지 표면은 매끄럽고 이상이 없습니다.",
    ],
)
def test_that_explanations_are_left_alone(text: str) -> None:
    assert check_text(text, SCRATCH) == ()


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        ("If you look closely, you will see it. The scratch lies in the lower right.", "place"),
        ("Caused by rough handling, this crack is about 5 mm long.", "category"),
        ("취급 중에 생긴 것으로 보이며 우측 하단에 있습니다.", "place"),
        ("지그에 긁힌 것으로 보입니다. 길이는 12 mm입니다.", "number"),
    ],
)
def test_that_claims_among_them_are_still_found(text: str, kind: str) -> None:
    assert [found.kind.value for found in check_text(text, SCRATCH)] == [kind]
