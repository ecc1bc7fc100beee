"""How large the trained models are and how long they are trained; imports no model library."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

CELLS_PER_PATCH: Final = 4
"""Along a side: how finely the image side is taught what a mark covers."""


@dataclass(frozen=True, slots=True)
class BlipShape:
    """How large the models are.

    Attributes
    ----------
    image_px, patch_px : int
        Side of the square input and of a patch.
    width, depth, text_depth, n_heads, inner : int
        Hidden size, layers of the image side and of each text side, attention heads, size of the
        feed-forward part.
    """

    image_px: int = 192
    patch_px: int = 16
    width: int = 256
    depth: int = 6
    text_depth: int = 3
    n_heads: int = 4
    inner: int = 1024

    @property
    def grid(self) -> int:
        """Patches along a side."""
        return self.image_px // self.patch_px

    @property
    def cells(self) -> int:
        """Cells of coverage along a side."""
        return self.grid * CELLS_PER_PATCH


@dataclass(frozen=True, slots=True)
class StagePlan:
    """One stage.

    Attributes
    ----------
    name : str
        Of its checkpoint and in the log.
    steps, batch : int
        How many batches of how many pictures.
    rate : float
        Highest learning rate.
    seed : int
        Of the batches.
    save_every : int
        Steps between checkpoints.
    """

    name: str
    steps: int
    batch: int
    rate: float
    seed: int
    save_every: int = 500


@dataclass(frozen=True, slots=True)
class TrainingPlan:
    """Everything that decides what comes out.

    Attributes
    ----------
    shards, shard_size : int
        Files of examples, and how many are in each.
    seeing, telling, answering : StagePlan
        The three stages.
    shape : BlipShape
        Size of the models.
    n_check : int
        Pictures that the figures are measured on.
    """

    shards: int
    shard_size: int
    seeing: StagePlan
    telling: StagePlan
    answering: StagePlan
    shape: BlipShape
    n_check: int


@dataclass(frozen=True, slots=True)
class TypeHeadPlan:
    """How the head that proposes a defect type is trained.

    Attributes
    ----------
    members : int
        Networks whose probabilities are averaged.
    hidden : int
        Units of their one hidden layer.
    steps, batch : int
        Batches and their size.
    rate, decay : float
        Learning rate and decoupled weight decay of AdamW.
    noise : float
        Standard deviation of noise on the standardised descriptors.
    dropped : float
        Share of descriptors left out of a batch row: none may decide alone.
    smoothing : float
        Share of probability spread over all types.
    seed : int
        Of weights, batches and noise.
    """

    members: int = 8
    hidden: int = 32
    steps: int = 800
    batch: int = 256
    rate: float = 3e-3
    decay: float = 0.05
    noise: float = 1.0
    dropped: float = 0.6
    smoothing: float = 0.1
    seed: int = 0
