from core.inference import environment

# Before a test or its helper imports transformers on its own.
environment.prepare()
