"""In how many bits a large model computes."""

from __future__ import annotations

from enum import StrEnum


class Precision(StrEnum):
    """How the weights of a large model are kept in memory."""

    FULL = "float32"
    SHORT = "bfloat16"
    INT8 = "8bit"
    """Weights of the layers in 8 bit: about a quarter of float32."""
    INT4 = "4bit"

    @property
    def is_quantised(self) -> bool:
        """Whether weights are rounded to few values, which needs bitsandbytes."""
        return self in {Precision.INT8, Precision.INT4}
