"""What teaches the image side to see: where a mark lies, cell by cell, and every fact of it.

Captions alone say far too little a picture for a short training. So every patch learns which of its
cells the mark covers, every patch on the mark learns all facts of it, and the token of the picture
learns to look at those patches and to know what they know. All of it is left behind: the saved
image side is an ordinary one.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Final

import numpy as np
import torch
from numpy.typing import NDArray
from torch import Tensor, nn
from torch.nn import functional

from core.inference.training.batches import TrainingBatch
from core.inference.training.blip_models import MEAN, STD
from core.inference.training.plans import CELLS_PER_PATCH

_COVERED_WEIGHT: Final = 3.0
"""Cells with a mark are few."""
_PICTURE_WEIGHT: Final = 0.2
_PATCH_WEIGHT: Final = 0.3
"""Of each fact, beside the cells: far smaller weights, and the place is never learned."""
_LOOK_WEIGHT: Final = 0.1
_LOOKING: Final = 3
"""Layers, counted from the last, whose picture token learns to look at the mark ..."""
_LOOKING_SHARE: Final = 0.5
"""... with this share of its heads; the others are free to look at the ground."""
_WORTH: Final = 0.02
"""Covered share from which on a patch is worth a look; of tiny marks the patch they fill most."""
_LEAST: Final = 1e-4
_UNKNOWN: Final = -1
"""What batches say of a fact that does not apply."""


class Sight(nn.Module):
    """The image side with the heads that teach it.

    Parameters
    ----------
    vision : module
        Of a BLIP model; shared with it.
    width : int
        Its hidden size.
    facts : mapping of str to int
        Classes of each fact, in the order in which batches give them.
    """

    def __init__(self, vision: nn.Module, width: int, facts: Mapping[str, int]) -> None:
        super().__init__()
        self.vision = vision
        self.cells = nn.Linear(width, CELLS_PER_PATCH**2)
        self.picture = nn.Linear(width, sum(facts.values()))
        self.patches = nn.Linear(width, sum(facts.values()))
        self._classes = dict(facts)

    def see(self, pixels: NDArray[np.uint8]) -> tuple[Tensor, list[Tensor]]:
        """Look at a batch of pictures.

        Parameters
        ----------
        pixels : (B, H, W, 3) uint8
            RGB.

        Returns
        -------
        tokens : (B, 1 + G*G, width)
            The picture's own token first, then the patches row by row.
        glances : list of (B, heads, G*G)
            How the picture's token shared its attention in the last layers.
        """
        with _glances(self.vision) as glances:
            tokens: Tensor = self.vision(pixel_values=as_input(pixels)).last_hidden_state
        return tokens, glances

    def learn(self, batch: TrainingBatch) -> tuple[Tensor, dict[str, float]]:
        """Return the loss of the first stage."""
        tokens, glances = self.see(batch.pixels)
        return self.loss(tokens, glances, batch)

    def loss(
        self, tokens: Tensor, glances: list[Tensor], batch: TrainingBatch
    ) -> tuple[Tensor, dict[str, float]]:
        """Compare what was seen with what is true; see `see`."""
        truth = cells_of_patches(torch.from_numpy(batch.coverage))
        told = self.cells(tokens[:, 1:]).float()
        weight = 1 + (_COVERED_WEIGHT - 1) * truth
        covered = functional.binary_cross_entropy_with_logits(told, truth, weight)
        on_mark = truth.mean(dim=2)
        looked = _look_loss(glances, on_mark)
        facts, right = self._fact_loss(tokens, on_mark, torch.from_numpy(batch.facts))
        figures = {"covered": float(covered.detach()), "looked": float(looked.detach()), **right}
        return covered + _LOOK_WEIGHT * looked + facts, figures

    def _fact_loss(
        self, tokens: Tensor, on_mark: Tensor, facts: Tensor
    ) -> tuple[Tensor, dict[str, float]]:
        total, right = tokens.new_zeros(()), {}
        sizes = list(self._classes.values())
        by_picture = self.picture(tokens[:, 0]).float().split(sizes, dim=1)
        by_patches = self.patches(tokens[:, 1:]).float().split(sizes, dim=2)
        covered = on_mark.sum(dim=1, keepdim=True)
        share = on_mark / covered.clamp_min(_LEAST)
        for at, name in enumerate(self._classes):
            wanted = facts[:, at]
            known = wanted != _UNKNOWN
            if not bool(known.any()):
                continue
            said, spread = by_picture[at], wanted[:, None].expand_as(share)
            total = total + _PICTURE_WEIGHT * functional.cross_entropy(
                said, wanted, ignore_index=_UNKNOWN
            )
            right[name] = float((said.argmax(1) == wanted)[known].float().mean())
            wrong = functional.cross_entropy(
                by_patches[at].transpose(1, 2), spread, ignore_index=_UNKNOWN, reduction="none"
            )
            marked = (known & (covered[:, 0] > 0)).sum().clamp_min(1)
            total = total + _PATCH_WEIGHT * (share * wrong).sum() / marked
        return total, right


def as_input(pixels: NDArray[np.uint8]) -> Tensor:
    """Return (B, 3, H, W) float32, normalised as the saved processor does."""
    scaled = torch.from_numpy(pixels).permute(0, 3, 1, 2).float() / 255
    mean, std = torch.tensor(MEAN), torch.tensor(STD)
    return (scaled - mean[:, None, None]) / std[:, None, None]


def cells_of_patches(coverage: Tensor) -> Tensor:
    """Return (B, G*G, N*N) from (B, G*N, G*N): the N x N cells of each patch, row by row."""
    size, cells = coverage.shape[0], coverage.shape[-1]
    grid = cells // CELLS_PER_PATCH
    parted = coverage.reshape(size, grid, CELLS_PER_PATCH, grid, CELLS_PER_PATCH)
    return parted.permute(0, 1, 3, 2, 4).reshape(size, grid * grid, CELLS_PER_PATCH**2)


def _look_loss(glances: list[Tensor], on_mark: Tensor) -> Tensor:
    """Return how little of the attention fell on the mark, in nats; nothing for clean pictures."""
    marked = on_mark.sum(dim=1) > 0
    if not bool(marked.any()):
        return on_mark.new_zeros(())
    worth = on_mark[marked] >= on_mark[marked].amax(dim=1, keepdim=True).clamp_max(_WORTH)
    losses = []
    for glance in glances:
        n_heads = max(1, round(_LOOKING_SHARE * glance.shape[1]))
        fallen = (glance[marked, :n_heads].float() * worth[:, None].float()).sum(dim=2)
        losses.append(-(fallen + _LEAST).log().mean())
    return torch.stack(losses).mean()


@contextmanager
def _glances(vision: nn.Module) -> Iterator[list[Tensor]]:
    """Catch the attention of the picture's token while the image side runs."""
    caught: list[Tensor] = []

    def catch(_: nn.Module, __: object, output: tuple[Tensor, Tensor]) -> None:
        caught.append(output[1][:, :, 0, 1:])

    layers = list(vision.get_submodule("encoder.layers").children())[-_LOOKING:]
    hooks = [layer.get_submodule("self_attn").register_forward_hook(catch) for layer in layers]
    try:
        yield caught
    finally:
        for hook in hooks:
            hook.remove()
