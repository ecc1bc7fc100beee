"""What the services need from the models; importing this module imports no model library."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from core.domain.dialogue import ChatTurn
from core.domain.inspections import ModelInfo
from core.inference.generation import GenerationOptions
from core.inference.languages import Written
from core.jobs.cancel import CancelToken


@dataclass(frozen=True, slots=True, eq=False)
class PatchGrid:
    """Features of the cells of a regular grid over the whole crop.

    ``features`` is (rows, columns, C) float32; cell (r, c) covers the fraction
    [r / rows, (r + 1) / rows) x [c / columns, (c + 1) / columns) of the crop.
    """

    stride_px: int
    """Step of the grid in pixels of the resized network input."""
    features: NDArray[np.float32]


@dataclass(frozen=True, slots=True, eq=False)
class ImageFeatures:
    """Everything a model says about one crop.

    Attributes
    ----------
    embedding : (D,) float32
        Unit length; compared by cosine with other images and, if the model aligns text, with texts.
    statistics : (S,) float32
        Descriptor for the few-shot probe, not normalised.
    patches : tuple of PatchGrid
        Finest grid first; empty if the model gives none.
    blocks : tuple of int
        Lengths of the consecutive parts of ``statistics`` that count equally, summing to S; empty:
        one part.
    """

    embedding: NDArray[np.float32]
    statistics: NDArray[np.float32]
    patches: tuple[PatchGrid, ...] = ()
    blocks: tuple[int, ...] = ()


class DualEncoder(Protocol):
    """An image model, with or without an aligned text side."""

    @property
    def info(self) -> ModelInfo:
        """Id, fingerprint, dtype and quantisation."""

    @property
    def aligns_text(self) -> bool:
        """Whether texts and images share one space, so that prompts can be scored."""

    @property
    def logit_scale(self) -> float:
        """Factor on cosines before the softmax over prompts."""

    @property
    def preprocessing(self) -> dict[str, object]:
        """Resizing, normalisation and backend, JSON-able; part of cache keys and records."""

    def extract(self, crops: Sequence[NDArray[np.uint8]]) -> list[ImageFeatures]:
        """Embed crops.

        Parameters
        ----------
        crops : sequence of (H, W, 3) uint8
            RGB, any sizes.
        """

    def embed_texts(self, texts: Sequence[str]) -> NDArray[np.float32]:
        """Embed texts.

        Returns
        -------
        (N, D) float32
            Rows of unit length.
        """


class Captioner(Protocol):
    """A model that says in a sentence what it sees."""

    @property
    def info(self) -> ModelInfo:
        """Id, fingerprint, dtype; its role is ``captioner``."""

    def caption(
        self,
        crops: Sequence[NDArray[np.uint8]],
        *,
        prompt: str | None,
        options: GenerationOptions,
        token: CancelToken,
    ) -> list[str]:
        """Describe crops, one text each.

        Parameters
        ----------
        crops : sequence of (H, W, 3) uint8
            RGB, any sizes; resized to what the model expects.
        prompt : str or None
            How the text begins, in the model's language; it is part of the result. None: the model
            begins by itself.
        options : GenerationOptions
            How it writes.
        token : CancelToken
            Checked between tokens.

        Returns
        -------
        list of str
            In the order of ``crops``; may be empty texts.

        Raises
        ------
        JobCancelledError
            If ``token`` is cancelled.
        """


@runtime_checkable
class Answerer(Protocol):
    """A model that answers questions about a picture."""

    @property
    def info(self) -> ModelInfo:
        """Id, fingerprint, dtype; its role is ``vqa``."""

    def answer(
        self,
        crops: Sequence[NDArray[np.uint8]],
        questions: Sequence[str],
        *,
        options: GenerationOptions,
        token: CancelToken,
    ) -> list[str]:
        """Answer one question about each crop.

        Parameters
        ----------
        crops : sequence of (H, W, 3) uint8
            RGB, any sizes; the same array several times for several questions.
        questions : sequence of str
            As many as crops, in the model's language.
        options : GenerationOptions
            How it writes.
        token : CancelToken
            Checked between tokens.

        Returns
        -------
        list of str
            In the order of ``crops``.

        Raises
        ------
        JobCancelledError
            If ``token`` is cancelled.
        ValueError
            If there are not as many questions as crops.
        """


class Explainer(Protocol):
    """A model that talks about a picture, and may be told facts that it cannot see."""

    @property
    def info(self) -> ModelInfo:
        """Id, fingerprint, dtype, quantisation; its role is ``explainer``."""

    @property
    def languages(self) -> frozenset[str]:
        """Codes of the languages that it is declared to know; empty where nothing is declared."""

    def explain(
        self,
        crops: Sequence[NDArray[np.uint8]],
        turns: Sequence[ChatTurn],
        *,
        system: str,
        options: GenerationOptions,
        token: CancelToken,
        show: Callable[[str], None] | None = None,
    ) -> str:
        """Say the next turn of a conversation.

        Parameters
        ----------
        crops : sequence of (H, W, 3) uint8
            What the conversation is about; RGB, any sizes, at least one. The model sees them with
            the first turn.
        turns : sequence of ChatTurn
            From the first one on; a person's and the model's in turn, a person's last.
        system : str
            What the model is told before the conversation; may be empty.
        options : GenerationOptions
            How it writes.
        token : CancelToken
            Checked between tokens.
        show : callable, optional
            Gets the text so far after each token, or once, whole, with more than one beam.

        Returns
        -------
        str
            The model's turn; may be empty.

        Raises
        ------
        JobCancelledError
            If ``token`` is cancelled.
        UsageError
            ``text_too_long`` if the conversation leaves no room to answer.
        ValueError
            If there are no crops, or the turns are not in turn.
        """


class Translator(Protocol):
    """A model that translates from English into Korean, from Korean into English, or both."""

    @property
    def info(self) -> ModelInfo:
        """Id, fingerprint, dtype; its role is ``translator``."""

    @property
    def writes(self) -> frozenset[Written]:
        """Into which languages it translates, from the other one each."""

    def translate(
        self,
        texts: Sequence[str],
        *,
        options: GenerationOptions,
        token: CancelToken,
        into: Written = "ko",
    ) -> list[str]:
        """Translate texts, each for itself.

        Parameters
        ----------
        texts : sequence of str
            Sentences in the other language.
        options : GenerationOptions
            How it writes.
        token : CancelToken
            Checked between tokens.
        into : {"ko", "en"}
            One that it ``writes``.

        Returns
        -------
        list of str
            In the order of ``texts``.

        Raises
        ------
        JobCancelledError
            If ``token`` is cancelled.
        UsageError
            ``text_too_long`` for a text longer than the model reads.
        """
