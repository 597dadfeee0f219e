"""The request of InvokeModel, in the model's own words -> what was asked.

It is one text, or messages (Nova, as Converse has them). A text may hold turns in the model's own marks
(`<|start_header_id|>user`); they are left as they were written.
"""

from __future__ import annotations

from ..messages import Message
from ..parts import Blob, Json, Other, Part, Text
from .api import Asked
from .bedrock_request import read_request as read_converse
from .providers import model_of

_TEXTS = ("prompt", "inputText")  # Llama, Mistral, Cohere, AI21; Titan


def read_request(request: dict[str, Json], url: str) -> Asked:
    """Read it, whatever is missing or of another type."""
    if "messages" in request:
        return read_converse(request, url)
    parts = [_text(name, request[name]) for name in _TEXTS if request.get(name) is not None]
    images = request.get("images")  # Llama 3.2
    if isinstance(images, list):
        parts += [_image(at, each) for at, each in enumerate(images)]
    read = {*_TEXTS, *(("images",) if isinstance(images, list) else ())}
    return Asked(
        model=model_of(url),
        messages=(Message(role="user", parts=tuple(parts)),) if parts else (),
        parameters={key: value for key, value in request.items() if key not in read},
    )


def _text(name: str, value: Json) -> Part:
    return Text(content=value, at=(name,)) if isinstance(value, str) else Other(raw=value, at=(name,))


def _image(at: int, value: Json) -> Part:
    place = ("images", at)
    if isinstance(value, str):
        return Blob(modality="image", mime_type=None, content=value, at=place)
    return Other(raw=value, at=place)
