"""What changes the weights: Muon for the matrices of the layers, AdamW for everything else.

Muon (Jordan and others, 2024; "Muon is scalable for LLM training", 2025) makes each step of a
matrix equally large in all its directions, and learns more from as many pictures.
"""

from __future__ import annotations

from typing import Any, Final

import torch
from torch import nn

_WEIGHT_DECAY: Final = 0.05
_MUON_GAIN: Final = 1.5
"""Its rate in units of AdamW's; both count in the size of the change."""
_LAYER_NAMES: Final = (".layers.", ".layer.")
"""Of the image side and of the text sides of BLIP."""


class Optimisers:
    """Both as one.

    Parameters
    ----------
    model : module
        Parameters that need no gradient are left alone.
    """

    def __init__(self, model: nn.Module) -> None:
        trained = [(name, one) for name, one in model.named_parameters() if one.requires_grad]
        matrices = [one for name, one in trained if one.ndim > 1 and _is_in_layer(name)]
        chosen = {id(one) for one in matrices}
        others = [one for _, one in trained if id(one) not in chosen]
        # Biases and norms keep their size.
        groups: list[dict[str, Any]] = [
            {"params": [one for one in others if one.ndim > 1]},
            {"params": [one for one in others if one.ndim <= 1], "weight_decay": 0.0},
        ]
        self._adamw = torch.optim.AdamW(groups, weight_decay=_WEIGHT_DECAY, betas=(0.9, 0.98))
        self._muon = torch.optim.Muon(
            matrices, weight_decay=_WEIGHT_DECAY, adjust_lr_fn="match_rms_adamw"
        )

    def step(self, rate: float) -> None:
        """Change the weights by their gradients and forget these."""
        for optimiser, own in ((self._adamw, rate), (self._muon, _MUON_GAIN * rate)):
            for group in optimiser.param_groups:
                group["lr"] = own
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)

    def state(self) -> list[dict[str, Any]]:
        """Return what `restore` needs to go on."""
        return [self._adamw.state_dict(), self._muon.state_dict()]

    def restore(self, state: list[dict[str, Any]]) -> None:
        """Go on where `state` was taken."""
        for optimiser, one in zip((self._adamw, self._muon), state, strict=True):
            optimiser.load_state_dict(one)


def _is_in_layer(name: str) -> bool:
    return any(part in name for part in _LAYER_NAMES)
