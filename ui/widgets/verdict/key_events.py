"""Naming the key of a Qt event; the rest of naming keys is free of Qt."""

from __future__ import annotations

from typing import Final

from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication, QKeyEvent

from ui.widgets.verdict.key_names import NamedKey, Platform, RawKey, name_key

_PLATFORMS: Final[dict[str, Platform]] = {
    "windows": "windows",
    "xcb": "evdev",
    "wayland": "evdev",
    "cocoa": "mac",
}


def name_event(event: QKeyEvent) -> NamedKey:
    """Name the key as it is printed on the keyboard, also under a Hangul input method."""
    raw = RawKey(
        code=int(event.key()),
        text=event.text(),
        scan_code=event.nativeScanCode(),
        virtual_key=event.nativeVirtualKey(),
        shift=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier),
    )
    # Wayland comes as "wayland", "wayland-egl" and others.
    platform = QGuiApplication.platformName().partition("-")[0]
    return name_key(raw, _PLATFORMS.get(platform, "other"))
