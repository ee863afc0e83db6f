"""The page's public endpoint as `gradio_client` meets it."""

from collections.abc import Iterator
from typing import Any

import pytest
from gradio_client import Client

from assistant.chat import Assistant
from assistant.programs.examples import ASK
from assistant.settings import Settings
from tests.assistant.serving import build_page, running

QUESTIONS_A_MINUTE = 4


@pytest.fixture(scope="module")
def client(assistant: Assistant, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Client]:
    settings = Settings(data_dir=tmp_path_factory.mktemp("data"), rate_per_minute=QUESTIONS_A_MINUTE)
    with running(build_page(assistant, settings)[1]) as address:
        yield Client(address, verbose=False)


def test_ask_is_the_only_endpoint(client: Client):
    listed: Any = client.view_api(return_format="dict", print_info=False)
    assert (list(listed["named_endpoints"]), list(listed["unnamed_endpoints"])) == (["/ask"], [])


def test_a_follow_up_is_understood_with_the_questions_before_it(client: Client):
    follow_up = ASK[1]
    assert isinstance(follow_up, dict)
    assert client.predict(**follow_up, api_name="/ask")["status"] == "answered"
    assert client.predict(question=follow_up["question"], api_name="/ask")["status"] == "clarify"


@pytest.mark.parametrize("arguments", [("", []), ("长" * 2001, []), ("?", ["?"] * 21), ("?", [""])])
def test_what_is_wrong_is_one_sentence(client: Client, arguments: tuple[Any, ...]):
    with pytest.raises(Exception, match=r"^(question|history)[.0-9]*: .+\.$"):
        client.predict(*arguments, api_name="/ask")


def test_who_asks_too_often_is_told_so(client: Client):
    def ask_much() -> None:
        for _ in range(QUESTIONS_A_MINUTE + 1):
            client.predict("?", api_name="/ask")

    with pytest.raises(Exception, match="At most 4 questions a minute"):
        ask_much()
