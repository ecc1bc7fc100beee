"""Words the core can utter, in Korean and English; where the program's own files lie."""
