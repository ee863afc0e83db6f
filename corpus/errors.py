"""The one error family that reaches a user: a prerequisite is broken, and the message says what to do."""


class PolicyError(Exception):
    """A broken prerequisite, told in one clear sentence: what is wrong, where, what to do next."""
