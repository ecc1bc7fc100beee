"""The workplace for the tests of its controllers."""

from __future__ import annotations

from tests.ui.controllers.drawing import drawn
from tests.ui.controllers.place import blank_records, impatient_place, make_place, place

__all__ = ["blank_records", "drawn", "impatient_place", "make_place", "place"]
