"""Marks by how they look, not by what caused them: lines, spots, stains, patches, relief, edges."""
