"""Cancelling and progress, independent of threads and processes."""
