"""From words to one typed query: normalise, link, match, parse, dialogue."""
