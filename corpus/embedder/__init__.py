"""The bundled embedding model: what it is trained on, its tokenizer, its training and its measurement."""
