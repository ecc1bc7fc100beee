"""Options that several commands share."""

from __future__ import annotations

from typing import Annotated, TypeAlias

import typer

RoiOption: TypeAlias = Annotated[
    list[str] | None,
    typer.Option("--roi", help="x,y,w,h in image pixels; may be repeated.", metavar="X,Y,W,H"),
]
MmPerPxOption: TypeAlias = Annotated[
    float | None,
    typer.Option(
        "--mm-per-px",
        help="mm of one pixel, instead of the product's calibration.",
        metavar="F",
    ),
]
PageOption: TypeAlias = Annotated[
    int, typer.Option("--page", min=0, help="Page of a TIFF, from 0.")
]
