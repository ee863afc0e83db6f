"""One module a step; a step that was once released is never changed."""
