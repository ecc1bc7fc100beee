"""Description pane: the sentences of an inspection in both languages, and its facts."""
