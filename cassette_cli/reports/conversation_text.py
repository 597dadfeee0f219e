"""A Conversation -> blocks: what was asked (model, tools, system, messages), and what was answered.

What an earlier interaction has printed already is named (`as 0: model, parameters, tools, 3 messages`), not repeated.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from ..messages import Conversation, Message
from ..parts import Json, Part, Text
from ..summarizing import compact
from .blocks import BRIEF, Block, room, text_rows
from .figures import counted
from .folding import Repeat, asked_for, before_last_question, system_messages
from .lines import Row, Segment, Style, joined, line
from .page import Page
from .part_rows import part_blocks
from .tool_rows import tool_rows
from .values import named_rows

_STYLES: dict[str, Style] = {
    "user": "user",
    "assistant": "assistant",
    "tool": "tool",
    "system": "dim",
    "developer": "dim",
}
_VALUE = 60  # characters of a parameter's value


def request_blocks(talk: Conversation, repeat: Repeat | None, page: Page, *, last: bool = False) -> Iterator[Block]:
    """What was sent. `last` keeps only the messages after the last answer."""
    head = system_messages(talk)
    skipped = len(head) + repeat.messages if repeat else 0
    if repeat is None or not repeat.model:
        yield from _model(talk, page)
    if talk.tools and not (repeat and repeat.tools):
        yield Block("tools", [row for tool in talk.tools for row in tool_rows(tool, page)], "dim", BRIEF)
    if repeat:
        said = f"as {repeat.first}: {_repeated(talk, repeat)}"
        yield Block(page.glyphs.fold, [Row(line(Segment(said, "dim")))], "dim")
    if not (repeat and repeat.system):
        yield from _parts("system", talk.system_instructions, page)
        yield from (block for message in head for block in message_blocks(message, page))
    start = max(len(head), skipped)
    if last and (cut := before_last_question(talk.messages)) > start:
        said = f"{counted(cut - start, 'earlier message')}"
        yield Block(page.glyphs.fold, [Row(line(Segment(said, "dim")))], "dim")
        start = cut
    for message in talk.messages[start:]:
        yield from message_blocks(message, page)


def answer_blocks(talk: Conversation, page: Page) -> Iterator[Block]:
    """What was answered: every choice, whole; then what went wrong."""
    for at, message in enumerate(talk.answers):
        if len(talk.answers) > 1 and all(other.role == message.role for other in talk.answers):
            said = [Segment(f"choice {at}"), Segment(page.word(message.finish_reason_raw or ""))]
            yield Block(page.glyphs.fold, [Row(joined([each for each in said if each.text], Segment(", ")))], "dim")
        yield from message_blocks(message, page, is_answer=True)
    if talk.outcome:
        yield Block("outcome", text_rows(talk.outcome, page))
    faults = (talk.error, talk.stream.error if talk.stream else None)
    for fault in dict.fromkeys(said for said in faults if said):
        yield Block("error", text_rows(fault, page, "bad"), "bad")
    yield from _unread(talk.unread, page)


def message_blocks(message: Message, page: Page, *, is_answer: bool = False) -> Iterator[Block]:
    """One message, its role at its first block."""
    yield from _parts(message.role, message.parts, page, message.name, is_answer=is_answer)
    yield from _unread(message.unread, page)


def _parts(
    role: str, parts: Iterable[Part], page: Page, name: str | None = None, *, is_answer: bool = False
) -> Iterator[Block]:
    label = role if len(role) <= len("assistant") else "role"
    style = _STYLES.get(role, "")
    if label != role or name:
        said = page.word(role) if label != role else page.word(name or "")
        yield Block(page.word(label), [Row(line(Segment(said, "dim")))], style)
        label = ""
    shown = label  # at the first block, and again behind one with a label of its own
    for part in _run_on(parts) if is_answer else parts:
        for block in part_blocks(part, page, is_answer=is_answer):
            limit = BRIEF if role in {"system", "developer"} and isinstance(part, Text) else block.limit
            if block.label:
                yield block
                shown = label
                continue
            yield block._replace(label=page.word(shown), style=style, limit=limit)
            shown = ""


def _run_on(parts: Iterable[Part]) -> Iterator[Part]:
    """Texts that go on in the middle of a sentence are one text: APIs begin a new one wherever they cite something."""
    text: Text | None = None
    for part in parts:
        if text is not None and isinstance(part, Text) and _goes_on(text.content, part.content):
            text = text._replace(content=text.content + part.content, citations=(*text.citations, *part.citations))
            continue
        if text is not None:
            yield text
        text = part if isinstance(part, Text) else None
        if text is None:
            yield part
    if text is not None:
        yield text


def _goes_on(before: str, after: str) -> bool:
    return before[-1:].isspace() or not (after[:1].isalnum() or after[:1] in "#*-<{[(\"'")


def _model(talk: Conversation, page: Page) -> Iterator[Block]:
    pieces = [Segment(page.word(talk.request_model))] if talk.request_model else []
    for name, value in asked_for(talk).items():
        said = value if isinstance(value, str) else compact(value)
        limited = said if page.full or len(said) <= _VALUE else said[:_VALUE] + page.glyphs.ellipsis
        pieces.append(Segment(f"{page.word(name)} {page.word(limited)}", "dim"))
    if pieces:
        yield Block(
            "model" if talk.request_model else "asked",
            [Row(joined(pieces, Segment(f" {page.glyphs.dot} ", "dim")))],
            "dim",
        )


def _repeated(talk: Conversation, repeat: Repeat) -> str:
    """What the earlier interaction has printed, in a few words."""
    messages = repeat.messages + (len(system_messages(talk)) if repeat.system else 0)
    words = ["model"] if repeat.model and talk.request_model else []
    words += ["parameters"] if repeat.model and asked_for(talk) else []
    if repeat.tools:
        words.append("tools" if len(talk.tools) == 1 else counted(len(talk.tools), "tool"))
    words += ["system"] if repeat.system and talk.system_instructions else []
    words += [counted(messages, "message")] if messages else []
    has_system = bool(talk.system_instructions or system_messages(talk))
    changed = "; system changed" if has_system and not repeat.system else ""
    return ", ".join(words) + changed


def _unread(values: dict[str, Json], page: Page) -> Iterator[Block]:
    """What nobody here understands is shown as it came."""
    if values:
        yield Block("unread", list(named_rows(values, page, room(page))), "dim", BRIEF)
