"""The facts of the plans: hand-validated tables, their schema, their proof and the typed queries over them."""
