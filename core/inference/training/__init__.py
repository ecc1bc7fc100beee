"""Training of the small models that ship with the program; run by ``dev.py train-starter``."""
