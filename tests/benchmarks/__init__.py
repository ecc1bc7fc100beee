"""Long proofs, run by hand or by `python dev.py bench`."""
