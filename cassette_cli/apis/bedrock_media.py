"""An image, a video, audio or a document in a content -> its parts: the bytes, an address in S3, a document's text.

Source: botocore, bedrock-runtime service-2.json, ImageBlock, VideoBlock, AudioBlock, DocumentBlock.
"""

from __future__ import annotations

from collections.abc import Iterator

from ..parts import Blob, Json, JsonPath, Other, Part, Text, Uri
from .api import record, records, texts, word

MEDIA = {"image": "image", "video": "video", "audio": "audio", "document": "file"}
_TYPES = {
    "pdf": "application/pdf",
    "csv": "text/csv",
    "doc": "application/msword",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xls": "application/vnd.ms-excel",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "html": "text/html",
    "txt": "text/plain",
    "md": "text/markdown",
    "three_gp": "video/3gpp",
}


def media_of(kind: str, inner: dict[str, Json], at: JsonPath) -> Iterator[Part]:
    """What the block of that kind, which stands at `at`, holds. Formats are ends of file names."""
    form, source, at = texts(inner.get("format")), record(inner.get("source")), (*at, "source")
    mime_type = _TYPES.get(form) or (f"{kind}/{form}" if form and kind != "document" else None)
    modality = MEDIA[kind]
    if data := word(source.get("bytes")):
        yield Blob(modality=modality, mime_type=mime_type, content=data, at=(*at, "bytes"))
    elif uri := word(record(source.get("s3Location")).get("uri")):
        yield Uri(modality=modality, mime_type=mime_type, uri=uri, at=(*at, "s3Location", "uri"))
    elif isinstance(source.get("text"), str):
        yield Text(content=source["text"], at=(*at, "text"))
    else:
        for number, item in records(source.get("content")):
            if isinstance(item.get("text"), str):
                yield Text(content=item["text"], at=(*at, "content", number, "text"))
            else:
                yield Other(raw=item, at=(*at, "content", number))
