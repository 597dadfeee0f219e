"""The bytes of a file -> a Cassette, or a CassetteError that says what the file is instead.

Nothing is opened and nothing is constructed: the text is parsed into spans, the recorder told by its signs, and the
rest is made when somebody asks. `load(data).to_bytes() == data` for whatever loads.
"""

from __future__ import annotations

from functools import partial

from .cassette import Cassette, Interactions
from .documents.layers import Source
from .documents.nodes import Tree
from .encodings import LIMIT
from .errors import NotACassette, ParseError
from .recorders import recorder_of
from .recorders.unread import MAGIC, unread_recorder

_READ = "a go-vcr or VCR.py cassette"
_BOM = "\ufeff"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def load(data: bytes, name: str = "", *, body_limit: int = LIMIT) -> Cassette:
    """Read a cassette. `name` is what errors call the file; `body_limit` is how many bytes one body may decode to.

    Raises ParseError where the text is broken, NotACassette where no recorder that is read wrote it.
    """
    try:
        return _load(data, name, body_limit)
    except (ParseError, NotACassette) as fault:
        raise fault.located(name) from None


def _load(data: bytes, name: str, body_limit: int) -> Cassette:
    if not data.strip():
        raise NotACassette("an empty file", _READ).located(line=1, column=1)
    text = _decoded(data)
    bom = _BOM if text.startswith(_BOM) else ""
    tree = _parsed(text.removeprefix(bom), data.removeprefix(bom.encode()))
    if not tree.roots:
        raise NotACassette("a file without a document", _READ).located(line=1, column=1)
    found = recorder_of(tree.root)
    if found is None:
        what = unread_recorder(tree.root)
        seen = f"{what}, which is not read yet" if what else "no cassette"
        raise NotACassette(seen, _READ).located(line=tree.root.line, column=1)
    recorder, version = found
    more = len(tree.roots) - 1
    notes = (f"{more} more {'document' if more == 1 else 'documents'} after the first, not shown",) if more else ()
    interactions = Interactions(recorder.interactions_of(tree.root), partial(recorder.read, limit=body_limit))
    return Cassette(name, tree, recorder.name, version, interactions, body_limit, bom, notes)


def _decoded(data: bytes) -> str:
    magic = next((what for start, what in MAGIC if data.startswith(start)), None)
    if magic:
        raise NotACassette(f"{magic}, which is not read yet", _READ).located(line=1, column=1)
    if data.startswith(_UTF16):
        raise ParseError("text in UTF-16", "UTF-8").located(line=1, column=1)
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError as fault:
        line = data.count(b"\n", 0, fault.start) + 1
        column = len(data[data.rfind(b"\n", 0, fault.start) + 1 : fault.start].decode("utf-8", "replace")) + 1
        found = f"byte 0x{data[fault.start]:02x}, which is no UTF-8"
        raise ParseError(found, "text in UTF-8").located(line=line, column=column) from None


def _parsed(text: str, data: bytes) -> Tree:
    """JSON where it starts like JSON; what then is no JSON may still be YAML in flow style. `data` is the text."""
    from .documents.yaml_text import parse as yaml  # noqa: PLC0415 - start-up time: of the two, one is needed

    source = Source(text)
    if not text.lstrip(" \t\r\n").startswith(("{", "[")):
        return yaml(source, data)
    from .documents.json_text import parse as json  # noqa: PLC0415 - start-up time, as above

    try:
        return json(source)
    except ParseError as broken:
        try:
            return yaml(source, data)
        except ParseError:
            raise broken from None
