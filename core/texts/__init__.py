"""Words the core can utter, by code, in Korean and English."""
