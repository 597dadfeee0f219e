"""The bytes of a file -> a Cassette, or a CassetteError that says what the file is instead.

Nothing is opened and nothing is constructed: what is packed is unpacked, the text is parsed into spans, the recorder
told by its signs, and the rest is made when somebody asks. `load(data).to_bytes() == data` for whatever loads.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from .cassette import Cassette, Interactions, Reading, Sibling
from .containers import Opened, opened
from .documents.layers import Source
from .documents.nodes import Tree
from .encodings import LIMIT
from .errors import DecodeError, NotACassette, ParseError
from .recorders import recorder_by_magic, recorder_of
from .recorders.recorder import Recorder

_READ = "a cassette (`cassette formats` names the recorders)"
_BOM = "\ufeff"
_UTF16 = (b"\xff\xfe", b"\xfe\xff")


def load(data: bytes, name: str = "", *, body_limit: int = LIMIT, sibling: Sibling | None = None) -> Cassette:
    """Read a cassette. `name` is what errors call the file; `body_limit` is how many bytes one body may decode to.

    `sibling` gives the bytes of a file beside the cassette that it names (Playwright keeps bodies so), or raises
    DecodeError. Raises ParseError where the text is broken, NotACassette where no recorder that is read wrote it.
    """
    reading = Reading(body_limit) if sibling is None else Reading(body_limit, sibling)
    content = data
    try:
        inside = opened(data, body_limit)
        if inside:
            content = inside.content
            reading = reading._replace(sibling=inside.sibling or reading.sibling)
        return _load(content, name, reading, inside)
    except (ParseError, NotACassette) as fault:
        raise (_known(content) or fault).located(name) from None
    except DecodeError as fault:
        raise ParseError(fault.found, fault.expected, file=name, line=1, column=1) from None


def _known(data: bytes) -> NotACassette | None:
    """The fault of a file that is known by its first bytes."""
    from .recorders.refused import known_by_magic  # noqa: PLC0415 - start-up time: only what is refused needs it

    what = known_by_magic(data)
    return NotACassette(f"{what}, which is not read", _READ).located(line=1, column=1) if what else None


def _load(data: bytes, name: str, reading: Reading, inside: Opened | None = None) -> Cassette:
    if not data.strip():
        raise NotACassette("an empty file", _READ).located(line=1, column=1)
    recorder = recorder_by_magic(data)
    charset, bom = "utf-8", ""
    if recorder and recorder.parse:
        charset = "latin-1"
        tree = recorder.parse(Source(data.decode(charset)))
    else:
        text = _decoded(data)
        bom = _BOM if text.startswith(_BOM) else ""
        tree = _parsed(text.removeprefix(bom), data.removeprefix(bom.encode()))
    if not tree.roots:
        raise NotACassette("a file without a document", _READ).located(line=1, column=1)
    recorder, version = _recognised(tree)
    held = tree.root.at(recorder.interactions)
    if held is not None and held.is_scalar and not held.is_null:
        fault = ParseError("interactions that are no list", f"what {recorder.name} writes")
        raise fault.located("", *tree.position(held.span.start))
    nodes, answers = recorder.nodes_of(tree.root), recorder.answers_of(tree.root)
    for node in nodes:
        if lacking := recorder.unlike(node):
            found, expected = f"an interaction without {lacking}", f"what {recorder.name} writes into each"
            raise ParseError(found, expected).located("", *tree.position(node.span.start))
    return Cassette(
        name=name,
        tree=tree,
        recorder=recorder.name,
        format_version=version,
        interactions=Interactions(nodes, partial(recorder.read, reading=reading), answers),
        reading=reading,
        charset=charset,
        bom=bom,
        container=inside.container if inside else None,
        read_only=recorder.read_only,
        notes=tuple(_notes(tree, recorder)),
    )


def _notes(tree: Tree, recorder: Recorder) -> Iterator[str]:
    """What is not shown, and what cannot be done."""
    if more := len(tree.roots) - 1:
        yield f"{more} more {'document' if more == 1 else 'documents'} after the first, not shown"
    for path in recorder.beside:
        node = tree.root.at(path)
        if node is not None and (count := len(list(node.items))):
            yield f"{count} in {path[-1]}, not shown: no HTTP"
    if recorder.read_only:
        yield f"read only: {recorder.read_only}"


def _recognised(tree: Tree) -> tuple[Recorder, str]:
    """Who wrote it, and in which version of the format."""
    found = recorder_of(tree.root)
    if found is None:
        from .recorders.refused import known_by_signs  # noqa: PLC0415 - start-up time, as above

        what = known_by_signs(tree.root)
        seen = f"{what}, which is not read" if what else "no cassette"
        raise NotACassette(seen, _READ).located(line=tree.root.line, column=1)
    return found


def _decoded(data: bytes) -> str:
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
