"""What teaches the image side."""

from __future__ import annotations

import numpy as np
import torch
from torch import nn

from core.inference.training.blip_models import MEAN, STD, make_captioner
from core.inference.training.sight import Sight, as_input, cells_of_patches
from core.inference.training.vocabulary import make_tokenizer
from core.services.training_plan import SMOKE
from tests.core.inference.training.conftest import make_batch


def _sight() -> Sight:
    torch.manual_seed(1)
    vision = make_captioner(SMOKE.shape, make_tokenizer(["a"])).vision_model
    return Sight(vision, SMOKE.shape.width, {"tone": 2})


def _taught(head: nn.Linear) -> bool:
    return head.weight.grad is not None and bool(head.weight.grad.any())


def test_that_cells_come_patch_by_patch_and_row_by_row() -> None:
    coverage = torch.arange(64.0).reshape(1, 8, 8)
    cells = cells_of_patches(coverage)
    assert cells.shape == (1, 4, 16)
    assert torch.equal(cells[0, 1], coverage[0, :4, 4:].flatten())
    assert torch.equal(cells[0, 2], coverage[0, 4:, :4].flatten())


def test_that_attention_of_the_last_layers_is_caught_and_no_hook_stays() -> None:
    sight = _sight()
    tokens, glances = sight.see(make_batch(np.random.default_rng(1), 3).pixels)
    assert tokens.shape == (3, 17, SMOKE.shape.width)
    assert [tuple(glance.shape) for glance in glances] == [(3, SMOKE.shape.n_heads, 16)] * 2
    hooks = [vars(each)["_forward_hooks"] for each in sight.vision.modules()]
    assert not any(hooks)


def test_that_looking_at_the_mark_costs_less_than_looking_away() -> None:
    sight, batch = _sight(), make_batch(np.random.default_rng(1), 2)
    tokens, _ = sight.see(batch.pixels)
    on_mark, beside = torch.zeros(2, 2, 16), torch.zeros(2, 2, 16)
    on_mark[..., 0] = beside[..., 15] = 1.0
    with torch.no_grad():
        (low, at), (high, away) = (
            sight.loss(tokens, [glance], batch) for glance in (on_mark, beside)
        )
    assert at["looked"] < 0.01
    assert away["looked"] > 5
    assert float(high) > float(low) + 0.5


def test_that_a_clean_picture_asks_for_no_look_and_teaches_no_patch() -> None:
    sight, batch = _sight(), make_batch(np.random.default_rng(1), 2)
    batch.coverage[:] = 0
    tokens, glances = sight.see(batch.pixels)
    loss, figures = sight.loss(tokens, glances, batch)
    torch.autograd.backward(loss)
    assert figures["looked"] == 0
    assert not _taught(sight.patches)
    assert _taught(sight.picture)


def test_that_cells_are_learned_of_every_picture() -> None:
    sight, batch = _sight(), make_batch(np.random.default_rng(1), 2)
    loss, _ = sight.learn(batch)
    torch.autograd.backward(loss)
    assert sight.cells.weight.grad is not None
    assert float(sight.cells.weight.grad.abs().max()) > 0


def test_that_a_fact_nobody_knows_teaches_nothing() -> None:
    sight, batch = _sight(), make_batch(np.random.default_rng(1), 2)
    batch.facts[:] = -1
    loss, figures = sight.learn(batch)
    torch.autograd.backward(loss)
    assert "tone" not in figures
    assert not _taught(sight.picture)
    assert not _taught(sight.patches)


def test_that_only_patches_on_the_mark_learn_its_facts() -> None:
    sight, batch = _sight(), make_batch(np.random.default_rng(1), 2)
    tokens, glances = sight.see(batch.pixels)
    on_mark = [1, 2, 5, 6]  # The upper left 2 x 2 of 4 x 4 patches, after the picture's token.
    emptied = tokens.detach().clone()
    emptied[:, on_mark] = 0
    loss, _ = sight.loss(emptied, glances, batch)
    torch.autograd.backward(loss)
    assert not _taught(sight.patches)


def test_that_pictures_are_normalised_as_the_saved_processor_does() -> None:
    colours = np.array([[[[255, 255, 255], [0, 0, 0]]]], dtype=np.uint8)
    seen = as_input(colours)
    assert seen.shape == (1, 3, 1, 2)
    white = (1 - torch.tensor(MEAN)) / torch.tensor(STD)
    black = -torch.tensor(MEAN) / torch.tensor(STD)
    assert torch.allclose(seen[0, :, 0], torch.stack([white, black], dim=1))
