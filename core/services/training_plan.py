"""How large the starter's models are, and how long each stage trains them."""

from __future__ import annotations

from typing import Final

from core.inference.training.plans import BlipShape, StagePlan, TrainingPlan

FIRST_SEED: Final = 1_000_000
CHECK_SEED: Final = 900_000_000
"""Pictures that figures are measured on; no training picture has a seed from here on."""

SETTLE_SEED: Final = 950_000_000
"""Pictures on which it is settled how readily a mark is denied; no figure is measured on them."""


FULL: Final = TrainingPlan(
    shards=160,
    shard_size=500,
    seeing=StagePlan("seeing", steps=4300, batch=32, rate=8e-4, seed=11),
    telling=StagePlan("telling", steps=4700, batch=32, rate=8e-4, seed=12),
    answering=StagePlan("answering", steps=1600, batch=32, rate=8e-4, seed=13),
    shape=BlipShape(width=192, inner=768, text_depth=2),
    n_check=600,
)
SMOKE: Final = TrainingPlan(
    shards=2,
    shard_size=16,
    seeing=StagePlan("seeing", steps=6, batch=8, rate=1e-3, seed=11, save_every=3),
    telling=StagePlan("telling", steps=4, batch=8, rate=5e-4, seed=12, save_every=2),
    answering=StagePlan("answering", steps=4, batch=8, rate=5e-4, seed=13, save_every=2),
    shape=BlipShape(image_px=64, patch_px=16, width=32, depth=2, text_depth=1, n_heads=2, inner=64),
    n_check=16,
)
"""Proves in seconds that every stage runs; what comes out knows nothing."""
