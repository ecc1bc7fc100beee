"""How a language model writes; importing this module imports no model library."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from typing import Final

DEFAULT_MAX_NEW_TOKENS: Final = 40
"""The longest captions that the shipped models learnt have about thirty words."""
_EXACT_BEAMS: Final = 5


class Preset(StrEnum):
    """How freely a model words what it sees."""

    EXACT = "exact"
    """Beam search, nothing drawn by chance: the same image gives the same text. For defects."""
    BALANCED = "balanced"
    FREE = "free"


@dataclass(frozen=True, slots=True, kw_only=True)
class GenerationOptions:
    """Everything that decides how text is generated, beside the model and its inputs.

    Attributes
    ----------
    max_new_tokens : int
        Length limit of the written text, the prompt not counted; at least 1.
    num_beams : int
        Beams searched in parallel; at least 1.
    do_sample : bool
        Whether words are drawn by chance.
    temperature, top_p : float or None
        Sharpness (above 0) and share (0 < p <= 1) of what is drawn from; None, and only None,
        without ``do_sample``, where they would have no effect.
    seed : int
        What is drawn by chance is the same again for the same seed.

    Raises
    ------
    ValueError
        If a number is out of its range or would have no effect.
    """

    max_new_tokens: int = DEFAULT_MAX_NEW_TOKENS
    num_beams: int = _EXACT_BEAMS
    do_sample: bool = False
    temperature: float | None = None
    top_p: float | None = None
    seed: int = 0

    def __post_init__(self) -> None:
        if self.max_new_tokens < 1 or self.num_beams < 1:
            msg = f"at least one token and one beam: {self.max_new_tokens}, {self.num_beams}"
            raise ValueError(msg)
        if not self.do_sample and not (self.temperature is None and self.top_p is None):
            msg = "temperature and top_p have no effect without sampling"
            raise ValueError(msg)
        if self.temperature is not None and not self.temperature > 0:  # nor NaN
            msg = f"temperature must be above 0: {self.temperature}"
            raise ValueError(msg)
        if self.top_p is not None and not 0 < self.top_p <= 1:
            msg = f"top_p must be in (0, 1]: {self.top_p}"
            raise ValueError(msg)

    @property
    def streams(self) -> bool:
        """Whether the text can be shown while it is written; beams appear whole, at the end."""
        return self.num_beams == 1


def preset_options(
    preset: Preset, *, max_new_tokens: int = DEFAULT_MAX_NEW_TOKENS, seed: int = 0
) -> GenerationOptions:
    """Return the options of a preset."""
    if preset is Preset.EXACT:
        return GenerationOptions(max_new_tokens=max_new_tokens, seed=seed)
    temperature, top_p = (0.5, 0.9) if preset is Preset.BALANCED else (0.7, 0.95)
    return GenerationOptions(
        max_new_tokens=max_new_tokens,
        num_beams=1,
        do_sample=True,
        temperature=temperature,
        top_p=top_p,
        seed=seed,
    )
