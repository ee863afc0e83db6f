"""The counterfactual twin of a plan: other numbers, other dates, other unit lists, everything else the same."""
