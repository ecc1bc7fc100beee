"""What every language model here shares when it writes: options, chance, cancel, streaming."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any, Final, Protocol

import torch
from torch import Tensor
from transformers import StoppingCriteria, StoppingCriteriaList
from transformers.generation.streamers import BaseStreamer
from typing_extensions import override

from core.errors import UsageError
from core.inference.generation import GenerationOptions
from core.jobs.cancel import CancelToken

_HALF_A_LETTER: Final = "\N{REPLACEMENT CHARACTER}"


class Writing(Protocol):
    """A network with settings for writing."""

    generation_config: object


class Cancelled(StoppingCriteria):
    """Asked by transformers after every token."""

    def __init__(self, token: CancelToken) -> None:
        self._token = token

    @override
    def __call__(self, input_ids: Tensor, scores: Tensor, **kwargs: object) -> Tensor:
        self._token.check()
        return torch.zeros(input_ids.shape[0], dtype=torch.bool, device=input_ids.device)


class TextStream(BaseStreamer):
    """Shows the text so far after every token, except while it ends in half a letter.

    Parameters
    ----------
    decode : callable
        Gives the words of all tokens written so far.
    show : callable
        Gets the whole text so far.
    skip_first : bool
        Whether the first call brings the prompt.
    """

    def __init__(
        self, decode: Callable[[list[int]], str], show: Callable[[str], None], *, skip_first: bool
    ) -> None:
        self._decode = decode
        self._show = show
        self._skip_next = skip_first
        self._tokens: list[int] = []
        self._shown = ""

    @override
    def put(self, value: Tensor) -> None:
        """Take the next token."""
        if self._skip_next:
            self._skip_next = False
            return
        self._tokens += value.reshape(-1).tolist()
        text = self._decode(self._tokens)
        if text != self._shown and not text.endswith(_HALF_A_LETTER):
            self._shown = text
            self._show(text)

    @override
    def end(self) -> None:
        """Take the end of the text; the caller has it whole."""


@contextmanager
def drawing(options: GenerationOptions) -> Iterator[None]:
    """Compute without gradients; what is drawn depends on the seed and disturbs no other chance."""
    with torch.inference_mode(), torch.random.fork_rng(enabled=options.do_sample):
        if options.do_sample:
            torch.manual_seed(options.seed)
        yield


def settings_of(options: GenerationOptions, token: CancelToken, room: int) -> dict[str, Any]:
    """Translate options into arguments of ``generate``.

    Parameters
    ----------
    options : GenerationOptions
        As asked for.
    token : CancelToken
        Checked after every token.
    room : int
        Positions that the network has left.
    """
    settings: dict[str, Any] = {
        "max_new_tokens": min(options.max_new_tokens, max(1, room)),
        "num_beams": options.num_beams,
        "do_sample": options.do_sample,
        "stopping_criteria": StoppingCriteriaList([Cancelled(token)]),
    }
    drawn = {"temperature": options.temperature, "top_p": options.top_p}
    return settings | {name: value for name, value in drawn.items() if value is not None}


def room_after(count: int, limit: int | None, *, least: int = 1) -> int:
    """Return how many tokens may follow ``count`` tokens.

    Raises
    ------
    UsageError
        ``text_too_long`` if fewer than ``least`` are left.
    """
    if limit is None:
        return 1 << 30
    if limit - count < least:
        raise UsageError("text_too_long", count=count, limit=limit - least)
    return limit - count


def forget_habits(model: Writing) -> None:
    """Drop temperature and top_p that a folder brings: options say all, and exact uses neither."""
    habits: Any = model.generation_config
    habits.do_sample = False
    habits.temperature = habits.top_p = None
