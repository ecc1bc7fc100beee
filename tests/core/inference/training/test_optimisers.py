"""What changes the weights, and which of them."""

from __future__ import annotations

from copy import deepcopy

import torch
from torch import Tensor, nn

from core.inference.training.optimisers import Optimisers

RATE = 0.01
IN_LAYERS = ("image.layers.0.weight", "text.layer.0.weight")


def _model() -> nn.Module:
    torch.manual_seed(1)
    model = nn.Module()
    for side, layers in (("image", "layers"), ("text", "layer")):
        part = nn.Module()
        part.add_module(layers, nn.ModuleList([nn.Linear(8, 8)]))
        model.add_module(side, part)
    model.add_module("words", nn.Embedding(8, 8))
    return model


def _give_gradients(model: nn.Module, seed: int = 1) -> None:
    rng = torch.Generator().manual_seed(seed)
    for weight in model.parameters():
        weight.grad = torch.randn(weight.shape, generator=rng) if weight.requires_grad else None


def _kept(model: nn.Module) -> dict[str, Tensor]:
    return {name: weight.detach().clone() for name, weight in model.named_parameters()}


def test_that_matrices_of_layers_change_alike_in_all_directions_and_others_do_not() -> None:
    model = _model()
    before = _kept(model)
    optimisers = Optimisers(model)
    _give_gradients(model)
    optimisers.step(RATE)
    for name, weight in model.named_parameters():
        change = (weight - before[name]).detach()
        if weight.ndim > 1:
            strengths = torch.linalg.svdvals(change)
            is_even = bool(strengths[0] < 3 * strengths[-1])
            assert is_even == (name in IN_LAYERS), name
        assert weight.grad is None, "a step forgets the gradients"
        assert 0.1 * RATE < float(change.abs().mean()) < 3 * RATE


def test_that_the_change_follows_the_rate() -> None:
    changes = []
    for rate in (RATE, 2 * RATE):
        model = _model()
        before = _kept(model)
        _give_gradients(model)
        Optimisers(model).step(rate)
        changes.append({name: after - before[name] for name, after in _kept(model).items()})
    for name, change in changes[0].items():
        assert torch.allclose(2 * change, changes[1][name], atol=1e-5), name


def test_that_biases_keep_their_size_and_matrices_decay() -> None:
    model = _model()
    before = _kept(model)
    for weight in model.parameters():
        weight.grad = torch.zeros_like(weight)
    Optimisers(model).step(RATE)
    for name, after in _kept(model).items():
        if after.ndim > 1:
            assert float(after.norm()) < float(before[name].norm()), name
        else:
            assert torch.equal(after, before[name]), name


def test_that_weights_that_need_no_gradient_are_left_alone() -> None:
    model = _model()
    model.get_submodule("image").requires_grad_(requires_grad=False)
    before = _kept(model)
    optimisers = Optimisers(model)
    _give_gradients(model)
    optimisers.step(RATE)
    for name, after in _kept(model).items():
        assert torch.equal(after, before[name]) == name.startswith("image."), name


def test_that_a_restored_state_goes_on_as_if_nothing_had_been() -> None:
    model = _model()
    optimisers = Optimisers(model)
    _give_gradients(model, 1)
    optimisers.step(RATE)
    later = _model()
    later.load_state_dict(model.state_dict())
    resumed = Optimisers(later)
    resumed.restore(deepcopy(optimisers.state()))
    for one, chosen in ((model, optimisers), (later, resumed)):
        _give_gradients(one, 2)
        chosen.step(RATE)
    went_on, again = _kept(model), _kept(later)
    assert all(torch.equal(went_on[name], again[name]) for name in went_on)
