"""The real assistant, loaded once, with a data folder of its own."""

from __future__ import annotations

import pytest

from assistant.build import build_assistant
from assistant.chat import Assistant
from assistant.settings import Settings


@pytest.fixture(scope="session")
def assistant(tmp_path_factory: pytest.TempPathFactory) -> Assistant:
    return build_assistant(Settings(data_dir=tmp_path_factory.mktemp("data")))
