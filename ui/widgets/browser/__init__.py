"""The list of a folder's images."""
