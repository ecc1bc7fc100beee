"""Which key was pressed, whatever the input method: Latin name from code, jamo or scan code.

With a Korean input method the key O gives "ㅐ", or no key code at all. The names here are those of
the keys as printed on the keyboard (QWERTY, 두벌식 for Hangul).
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final, Literal, TypeAlias

ENTER: Final = "enter"
SPACE: Final = " "

Platform: TypeAlias = Literal["windows", "evdev", "mac", "other"]

_ENTER_CODES: Final = frozenset({0x01000004, 0x01000005})
_UNKNOWN_CODES: Final = frozenset({0, 0x01FFFFFF})
_FIRST_SPECIAL: Final = 0x01000000
"""From here on Qt's codes are no characters."""
_ASCII_START: Final = 0x20
_ASCII_END: Final = 0x7F

_JAMO: Final = dict(
    zip(
        "ㅂㅈㄷㄱㅅㅛㅕㅑㅐㅔㅁㄴㅇㄹㅎㅗㅓㅏㅣㅋㅌㅊㅍㅠㅜㅡ",
        "qwertyuiopasdfghjklzxcvbnm",
        strict=True,
    )
)
_SHIFTED_JAMO: Final = dict(zip("ㅃㅉㄸㄲㅆㅒㅖ", "QWERTOP", strict=True))

_LETTER_ROWS: Final = ((16, "qwertyuiop"), (30, "asdfghjkl"), (44, "zxcvbnm"), (2, "1234567890"))
_PC_SCAN_CODES: Final = {
    first + place: char for first, row in _LETTER_ROWS for place, char in enumerate(row)
} | {57: SPACE, 28: ENTER}
"""Set 1, as Windows gives them."""
_EVDEV_OFFSET: Final = 8
"""X11 and Wayland count the same codes from 8."""
_MAC_VIRTUAL_KEYS: Final = (
    dict(
        zip(
            (
                0,
                1,
                2,
                3,
                4,
                5,
                6,
                7,
                8,
                9,
                11,
                12,
                13,
                14,
                15,
                16,
                17,
                31,
                32,
                34,
                35,
                37,
                38,
                40,
                45,
                46,
            ),
            "asdfhgzxcvbqwerytouipljknm",
            strict=True,
        )
    )
    | dict(zip((18, 19, 20, 21, 23, 22, 26, 28, 25, 29), "1234567890", strict=True))
    | {49: SPACE}
)


@dataclass(frozen=True, slots=True)
class RawKey:
    """A key as Qt reports it.

    Attributes
    ----------
    code : int
        ``QKeyEvent.key()``.
    text : str
        What it would type.
    scan_code, virtual_key : int
        ``nativeScanCode()`` and ``nativeVirtualKey()``.
    shift : bool
        Whether Shift was down.
    """

    code: int
    text: str = ""
    scan_code: int = 0
    virtual_key: int = 0
    shift: bool = False


@dataclass(frozen=True, slots=True)
class NamedKey:
    """A key by its print.

    ``name`` is a lower-case letter, a digit, SPACE, ENTER or another character; empty for a key
    that types nothing. ``text`` is what it types on a Latin keyboard.
    """

    name: str
    text: str


def name_key(raw: RawKey, platform: Platform) -> NamedKey:
    """Return the name of a key.

    Parameters
    ----------
    raw : RawKey
        As reported.
    platform : {"windows", "evdev", "mac", "other"}
        How to read the native codes; they are asked only when the code says nothing.
    """
    if raw.code in _ENTER_CODES:
        return NamedKey(ENTER, "")
    jamo = _latin_of_jamo(raw)
    if jamo:
        return NamedKey(jamo.lower(), jamo.upper() if raw.shift else jamo)
    if _ASCII_START <= raw.code < _ASCII_END:
        name = chr(raw.code).lower()
        return NamedKey(name, raw.text or name)
    if raw.code in _UNKNOWN_CODES or _ASCII_END <= raw.code < _FIRST_SPECIAL:
        return _by_native_code(raw, platform)
    return NamedKey("", "")


def letter_of_jamo(text: str) -> str:
    """Return the key that types a single jamo; empty for any other text."""
    return _JAMO.get(text) or _SHIFTED_JAMO.get(text, "")


def _latin_of_jamo(raw: RawKey) -> str:
    by_code = chr(raw.code) if _ASCII_END < raw.code < _FIRST_SPECIAL else ""
    return letter_of_jamo(raw.text) or letter_of_jamo(by_code)


def _by_native_code(raw: RawKey, platform: Platform) -> NamedKey:
    if platform == "windows":
        name = _PC_SCAN_CODES.get(raw.scan_code, "")
    elif platform == "evdev":
        name = _PC_SCAN_CODES.get(raw.scan_code - _EVDEV_OFFSET, "")
    elif platform == "mac":
        name = _MAC_VIRTUAL_KEYS.get(raw.virtual_key, "")
    else:
        name = ""
    if name == ENTER:
        return NamedKey(ENTER, "")
    # A key that types something else than its print (é) is told by nothing but its text.
    return NamedKey(name, (name.upper() if raw.shift else name) or raw.text)
