"""The text of the plans: source, canonical text, clauses, passages and their index."""
