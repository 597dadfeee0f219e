"""The edits that the recorders replay reach every way in which a body is kept, and come out as they were wished."""

from __future__ import annotations

from tests.replay.edits import versions
from tests.shared import SAMPLES

FOLDERS = ("vcrpy", "pytest-recording", "betamax", "cassetter", "ruby-vcr", "go-vcr-1")
KEPT = {"gzip", "deflate", "br", "zstd", "base64", "hex", "utf-8", "iso-8859-1", "data", "body", "event"}


def test_bodies_of_every_coding_charset_and_form_are_edited() -> None:
    reached = set()
    for sample in (path for folder in FOLDERS for path in sorted((SAMPLES / folder).iterdir())):
        for version in versions(sample):
            if version.name == "recorded":
                continue
            index, part = version.name.split("-")
            body = version.cassette.interactions[int(index)].response.body
            assert (sample.name, body.content) == (sample.name, version.answers[int(index)].content)
            reached |= {part, *body.encodings, getattr(body.layer, "charset", "")}
            reached |= {"data"} if body.structured else set()
    assert reached >= KEPT
