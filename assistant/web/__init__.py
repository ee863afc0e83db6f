"""What the chat shows: the texts of both languages, the pieces of the page, its style and its script."""
