"""From evidence to a draft: one small renderer for each type of query."""
