"""What an untrained image side is given."""

from __future__ import annotations

from dataclasses import replace

import torch

from core.inference.training.beginnings import POSITION_SIZE, frequency_filters, position_waves
from core.inference.training.blip_models import make_captioner
from core.inference.training.vocabulary import make_tokenizer
from core.services.training_plan import SMOKE


def test_that_no_two_filters_are_alike() -> None:
    filters = frequency_filters(256, 16).flatten(1)
    unit = filters / filters.norm(dim=1, keepdim=True)
    alike = unit @ unit.T - torch.eye(256)
    assert float(alike.abs().max()) < 1e-3


def test_that_the_first_filter_is_the_mean_and_the_next_ones_ignore_it() -> None:
    filters = frequency_filters(64, 8)
    flat = torch.ones(3, 8, 8)
    answers = (filters * flat).sum(dim=(1, 2, 3))
    assert float(answers[0]) > 0
    assert float(answers[1:].abs().max()) < 1e-3


def test_that_every_place_has_its_own_wave() -> None:
    waves = position_waves(12, 256)
    distances = torch.cdist(waves, waves) + torch.eye(144) * 10
    assert waves.shape == (144, 256)
    assert float(distances.min()) > 0.5


def test_that_a_new_captioner_has_them() -> None:
    shape = replace(SMOKE.shape, depth=1)
    vision = make_captioner(shape, make_tokenizer(["a"])).vision_model
    assert torch.equal(vision.embeddings.patch_embedding.weight, frequency_filters(32, 16))
    places = vision.embeddings.position_embedding[0, 1:]
    assert torch.equal(places, POSITION_SIZE * position_waves(4, 32))


def test_that_the_layers_of_a_new_captioner_let_pictures_through() -> None:
    vision = make_captioner(SMOKE.shape, make_tokenizer(["a"])).vision_model.eval()
    pictures = torch.randn(2, 3, 64, 64)
    with torch.no_grad():
        own = vision(pixel_values=pictures).last_hidden_state[:, 0]
    assert float((own[0] - own[1]).norm() / own[0].norm()) > 0.05


def test_that_tokens_look_at_what_is_like_them_and_take_it_away() -> None:
    width = SMOKE.shape.width
    vision = make_captioner(SMOKE.shape, make_tokenizer(["a"])).vision_model
    weights = vision.get_submodule("encoder.layers.0.self_attn").state_dict()
    queries, keys, values = weights["qkv.weight"].chunk(3)
    given = weights["projection.weight"] @ values
    assert float((queries.T @ keys).diagonal().mean()) > 0.2
    assert float(given.diagonal().mean()) < -0.2
    assert abs(float(given.sum() - given.trace())) / width**2 < 0.05
