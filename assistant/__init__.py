"""The conversation: from a question to a grounded, cited answer."""
