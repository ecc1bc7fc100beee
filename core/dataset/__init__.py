"""Defect book and labelled folders."""
