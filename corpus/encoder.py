"""What the index asks of an embedding model: the light type, apart from the heavy door in `embed`."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

import numpy as np
from numpy.typing import NDArray


class Encoder(Protocol):
    """Texts -> unit vectors. `fingerprint` changes whenever the vectors may change; `dim` is the length of a vector."""

    @property
    def fingerprint(self) -> str:
        """A checksum of the model."""
        ...

    @property
    def dim(self) -> int:
        """The length of a vector."""
        ...

    def encode(self, texts: Sequence[str], /) -> NDArray[np.float32]:
        """One row for each text, shape [len(texts), dim], of length 1, or 0 where a text holds nothing known."""
        ...
