"""pydantic-ai's recordings beside HTTP: messages of a websocket, calls of xAI's gRPC API; both read only."""

from __future__ import annotations

import pytest

from cassette_cli.editing import edit
from cassette_cli.errors import EditError, NotACassette, ParseError
from cassette_cli.loading import load
from tests.test_editing import put

SOCKET = """\
version: 1
interactions:
- kind: message
  direction: sent
  data:
    type: session.update
    days: 3
- kind: message
  direction: received
  data:
    type: session.updated
- kind: message
  direction: received
  data: low tide
- kind: close
  code: 1000
  reason: done
"""


def test_a_message_sent_is_a_request_and_one_received_a_response():
    cassette = load(SOCKET.encode())
    assert (cassette.recorder, cassette.format_version) == ("pydantic-ai websocket", "1")
    assert [one.request.method for one in cassette.interactions] == ["SENT", "RECEIVED", "RECEIVED", ""]
    sent, got = zip(*((one.request.body.text, one.response.body.text) for one in cassette.interactions), strict=True)
    assert sent == ('{"type": "session.update", "days": 3}', "", "", "")
    assert got == ("", '{"type": "session.updated"}', "low tide", "")
    assert {one.request.url for one in cassette.interactions} == {""}


def test_a_close_says_its_code_and_why():
    one = load(SOCKET.encode()).interactions[3].response
    assert (one.status, one.reason, one.body.is_empty, len(one.headers)) == (1000, "done", True, 0)


def test_a_message_without_a_kind_is_one_line():
    with pytest.raises(ParseError) as caught:
        load((SOCKET + "- direction: sent\n  data: {}\n").encode(), "w.yaml")
    assert str(caught.value) == (
        "w.yaml:18:3: error: an interaction without kind; expected what pydantic-ai websocket writes into each"
    )


XAI = """\
version: 1
interactions:
- request_sample:
    json:
      model: crab
    raw: !!binary |
      ChIK
  response_sample:
    json:
      outputs:
      - Nipper.
    raw: !!binary |
      Cghz
- request_stream:
    json:
      model: crab
    raw: !!binary |
      ChIK
  response_stream:
    chunks_json:
    - delta: Nip
    - delta: per.
    chunks_raw:
    - !!binary |
      Cghz
    - !!binary |
      Cghz
- collections_method:
    method: search
    request_json:
      query: crabs
    response_json:
      matches: []
"""


def test_each_kind_of_call_is_read():
    cassette = load(XAI.encode())
    assert (cassette.recorder, cassette.format_version) == ("pydantic-ai xAI", "1")
    assert [one.request.url for one in cassette.interactions] == ["xai:sample", "xai:stream", "xai:search"]
    asked = [one.request.body.json_value for one in cassette.interactions]
    assert asked == [{"model": "crab"}, {"model": "crab"}, {"query": "crabs"}]
    answered = [one.response.body.json_value for one in cassette.interactions]
    assert answered == [{"outputs": ["Nipper."]}, [{"delta": "Nip"}, {"delta": "per."}], {"matches": []}]
    assert [one.response.status for one in cassette.interactions] == [None] * 3


@pytest.mark.parametrize(("index", "url"), [(0, "xai:sample"), (1, "xai:stream"), (2, "xai:search")])
def test_the_first_call_of_any_kind_tells_the_recorder(index: int, url: str):
    call = XAI.split("\n- ")[1 + index]
    cassette = load(f"version: 1\ninteractions:\n- {call}\n".encode())
    assert (cassette.recorder, cassette.interactions[0].request.url) == ("pydantic-ai xAI", url)


@pytest.mark.parametrize(
    ("text", "index", "word", "why"),
    [
        (SOCKET, 1, "updated", "messages of a websocket are no HTTP"),
        (SOCKET, 2, "low", "messages of a websocket are no HTTP"),
        (XAI, 0, "Nipper", "each message stands there twice, as data and as protobuf"),
    ],
)
def test_neither_is_edited(text: str, index: int, word: str, why: str):
    cassette = load(text.encode())
    assert [note for note in cassette.notes if note.startswith(f"read only: {why}")]
    with pytest.raises(EditError, match=why):
        edit(cassette, [put(cassette.interactions[index].response.body.layer, word, "x")])


@pytest.mark.parametrize(
    "text",
    [
        SOCKET.replace("version: 1\n", ""),
        SOCKET.replace("  direction: sent\n", ""),
        XAI.replace("version: 1\n", ""),
        "version: 1\ninteractions:\n- request: {}\n  response: {}\n",
    ],
)
def test_what_says_too_little_is_not_taken(text: str):
    with pytest.raises(NotACassette):
        load(text.encode())


@pytest.mark.parametrize("interactions", ["[]", "[{request: {uri: 'http://a/'}, kind: x, direction: sent}]"])
def test_vcrpy_comes_first(interactions: str):
    assert load(f"version: 1\ninteractions: {interactions}\n".encode()).recorder == "VCR.py"
