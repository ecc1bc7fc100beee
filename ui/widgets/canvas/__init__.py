"""The canvas: one image with ROIs, findings and heat map."""

from ui.widgets.canvas.panel import CanvasPanel

__all__ = ["CanvasPanel"]
