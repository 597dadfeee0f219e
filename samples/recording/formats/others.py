"""IBM watsonx.ai's text generation and Replicate's predictions, streamed and not."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from .exchange import SSE, Exchange, Sample, body, cut, text, twins
from .weather import ANSWER, ANSWERED, ASKED, COMPLETION, PROMPT, QUESTION, TIME

Json = dict[str, Any]


def watsonx() -> tuple[Sample, Sample]:
    """Counts are those so far; only the first event has the question's."""
    head = {"model_id": "ibm/sample-instruct", "created_at": TIME}
    asked = {"model_id": "ibm/sample-instruct", "input": PROMPT, "project_id": "sample-project"}
    asked["parameters"] = {"max_new_tokens": 40}
    pieces = cut(COMPLETION)
    results = [
        {
            "generated_text": piece,
            "generated_token_count": ANSWERED * (at + 1) // len(pieces),
            "input_token_count": 0 if at else ASKED,
            "stop_reason": "eos_token" if at == len(pieces) - 1 else "not_finished",
        }
        for at, piece in enumerate(pieces)
    ]
    stream = "".join(
        f"id: {at + 1}\nevent: message\ndata: {text({**head, 'results': [result]})}\n\n"
        for at, result in enumerate(results)
    )
    whole = {
        **results[-1],
        "generated_text": COMPLETION,
        "generated_token_count": ANSWERED,
        "input_token_count": ASKED,
    }
    path, version = "/ml/v1/text/generation", "?version=2025-11-04"
    return twins(
        "watsonx_generate",
        [Exchange(f"{path}_stream{version}", body(asked), stream.encode(), SSE)],
        [Exchange(f"{path}{version}", body(asked), body({**head, "results": [whole]}))],
    )


def replicate() -> tuple[Sample, Sample]:
    """A prediction is begun, then its stream is read, which is no JSON, or it is looked at when it is done."""
    asked = {"input": {"prompt": QUESTION, "max_tokens": 40}}
    path = "/v1/predictions/sample-prediction-0"
    begun = {
        "id": "sample-prediction-0",
        "model": "sample/sample-chat",
        "version": "hidden",
        "input": asked["input"],
        "output": None,
        "error": None,
        "status": "starting",
        "created_at": TIME,
        "urls": {"get": f"http://127.0.0.1:8377{path}", "stream": "http://127.0.0.1:8377/v1/streams/sample-0"},
    }
    pieces = cut(ANSWER)
    counts = {"input_token_count": ASKED, "output_token_count": ANSWERED}
    ended = {**begun, "output": pieces, "status": "succeeded", "metrics": counts}
    stream = "".join(f"event: output\nid: {at}:0\ndata: {piece}\n\n" for at, piece in enumerate(pieces))
    end = f"event: done\nid: {len(pieces)}:0\ndata: {{}}\n\n"
    begin = Exchange("/v1/models/sample/sample-chat/predictions", body(asked), body(begun))
    wanted = begin._replace(request=body({**asked, "stream": True}))
    return twins(
        "replicate_predictions",
        [wanted, Exchange("/v1/streams/sample-0", b"", f"{stream}{end}".encode(), SSE)],
        [begin, Exchange(path, b"", body(ended))],
    )


def samples() -> Iterator[Sample]:
    yield from watsonx()
    yield from replicate()
