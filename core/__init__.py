"""Everything the product does, free of Qt."""
