"""Made-up messages -> pydantic-ai's YAML: the frames of a websocket, and gRPC's messages as JSON beside their bytes.

No HTTP, so no exchange is laid out. After tests/realtime/ws_cassettes.py RealtimeCassette.dump and
tests/models/xai_proto_cassettes.py dump.
"""

from __future__ import annotations

import yaml
from answers import Json

from .exchange import Asked, Files
from .protobuf import field, number


def dumped(interactions: list[Json]) -> bytes:
    value = {"version": 1, "interactions": interactions}
    return yaml.safe_dump(value, sort_keys=False, allow_unicode=True).encode()


def frame(direction: str, **data: object) -> Json:
    return {"kind": "message", "direction": direction, "data": data}


def text_of(words: str, role: int) -> bytes:
    return field(1, words) + number(2, role)


def asks() -> Json:
    question = {"content": [{"text": "Name a crab."}], "role": "ROLE_USER"}
    raw = field(1, field(1, field(1, "Name a crab.")) + number(2, 1)) + field(2, "sample-crab")
    return {"json": {"messages": [question], "model": "sample-crab"}, "raw": raw}


def files(asked: Asked) -> Files:
    said = {"type": "message", "role": "user", "content": [{"type": "input_text", "text": "Où est Crail? One line."}]}
    frames = [
        frame("sent", type="session.update", session={"type": "realtime", "output_modalities": ["text"]}),
        frame("received", type="session.updated", event_id="event_sample_0", session={"model": "sample-realtime"}),
        frame("sent", type="conversation.item.create", item={"id": "<client-id-1>", **said}),
        frame("sent", type="response.create"),
        frame("received", type="response.output_text.delta", event_id="event_sample_1", delta="In Fife:\n"),
        frame("received", type="response.output_text.delta", event_id="event_sample_2", delta="north-east of Elie."),
        frame("received", type="response.done", event_id="event_sample_3", response={"status": "completed"}),
        {"kind": "close", "code": 1000, "reason": "", "ok": True},
    ]
    yield "pydantic_websocket.yaml", dumped(frames)

    output = {"finish_reason": "REASON_STOP", "message": {"content": "Nipper.", "role": "ROLE_ASSISTANT"}}
    answer = {"id": "sample-0", "outputs": [output], "model": "sample-crab"}
    answer_raw = (
        field(1, "sample-0") + field(2, number(1, 3) + field(3, text_of("Nipper.", 2))) + field(6, "sample-crab")
    )
    words = ("Nip", "per.")
    deltas = [
        {"id": "sample-1", "outputs": [{"delta": {"content": word, "role": "ROLE_ASSISTANT"}}], "model": "sample-crab"}
        for word in words
    ]
    deltas_raw = [
        field(1, "sample-1") + field(2, field(1, text_of(word, 2))) + field(4, "sample-crab") for word in words
    ]
    sampled = {"request_sample": asks(), "response_sample": {"json": answer, "raw": answer_raw}}
    stream = {"chunks_json": deltas, "chunks_raw": deltas_raw}
    yield "pydantic_xai.yaml", dumped([sampled, {"request_stream": asks(), "response_stream": stream}])
