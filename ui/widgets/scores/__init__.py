"""Score panel: what the program says about the image on the canvas, and because of what."""
