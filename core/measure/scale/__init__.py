"""Millimetres: what a pixel measures, and the measures of a mark in mm."""
