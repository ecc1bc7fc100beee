"""What stands beside the shipped models: a card for people, a manifest for the program."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Final

from core.inference.manifest import write_manifest
from core.inference.training.plans import StagePlan, TrainingPlan

CARD: Final = "MODEL_CARD.md"
LICENCE: Final = "Apache-2.0"
_HOW: Final = "python dev.py train-starter"
_TEXT: Final = """\
# {title}

{what} It is an ordinary transformers directory (`{architecture}`, {parameters:.1f} million weights,
{side} x {side} pixels) with a vocabulary of {words} words, and small on purpose: it runs on an
office PC without a GPU. It speaks of appearance and place alone. It names no defect type and no
cause, and it never decides a verdict.

## Data

{examples:,} generated pictures (`core/synthesis`), turned and mirrored, seen through worse cameras.
No photograph was used. Every word it learnt was measured from pixels and exact mask by the rules
that also give the true words of the figures below.

## Training

`{how}`: {stages}. Seeds are fixed, but sums of floating point numbers differ between machines, so
another machine gives other weights of the same quality. Then the words that deny a mark were made
less ready, as far as it pays on other generated pictures of which three in four hold a mark
(`core/services/starter_settling.py`): the program describes what it holds or rejects.

## Figures

{figures}

Figures on photographs are in docs/evaluation.md.

## Limits

It was made for metal, painted, moulded, woven, leather and wood-like surfaces with marks of 0.1 to
60 % of the picture. Holes, edges and lettering of a part can be taken for marks. Photographs are
harder for it than the generated pictures on which these figures were measured: its words are a
proposal.

## Licence

{licence}, as the program.
"""


@dataclass(frozen=True, slots=True)
class CardFacts:
    """What a card tells of one model.

    Attributes
    ----------
    title, what, architecture : str
        Words of the card.
    parameters : int
        Number of weights.
    words : int
        Size of the vocabulary.
    figures : mapping
        Name to share, on generated pictures that were not trained on.
    n_figures : int
        Number of these pictures.
    stages : tuple of StagePlan
        Those that made it.
    """

    title: str
    what: str
    architecture: str
    parameters: int
    words: int
    figures: Mapping[str, float]
    n_figures: int
    stages: tuple[StagePlan, ...]


def write_card(folder: Path, plan: TrainingPlan, facts: CardFacts) -> None:
    """Write the card and, over all files, the manifest.

    Parameters
    ----------
    folder : Path
        The model; its name is the model's id.
    plan : TrainingPlan
        How it was trained.
    facts : CardFacts
        What else to tell.
    """
    rows = "\n".join(f"| {name} | {share:.3f} |" for name, share in facts.figures.items())
    stages = ", ".join(f"{one.name} ({one.steps:,} x {one.batch})" for one in facts.stages)
    text = _TEXT.format(
        title=facts.title,
        what=facts.what,
        architecture=facts.architecture,
        parameters=facts.parameters / 1e6,
        side=plan.shape.image_px,
        words=facts.words,
        examples=plan.shards * plan.shard_size,
        how=_HOW,
        stages=stages,
        figures=f"On {facts.n_figures:,} generated pictures that were not trained on, share of "
        f"right words:\n\n| what | share |\n|---|---|\n{rows}",
        licence=LICENCE,
    )
    (folder / CARD).write_text(text, encoding="utf-8", newline="\n")
    write_manifest(
        folder,
        folder.name,
        {
            "licence": LICENCE,
            "made_by": _HOW,
            "data": "generated pictures only",
            "shape": asdict(plan.shape),
            "stages": [asdict(one) for one in facts.stages],
            "figures": {name: round(share, 4) for name, share in facts.figures.items()},
        },
    )
