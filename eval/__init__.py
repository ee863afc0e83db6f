"""The proof: gold questions, systems side by side, exact metrics, reports."""
