"""The history: table, filters, the parts of a record's story."""
