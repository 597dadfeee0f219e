"""Messages and their parts as a page shows them, built by hand and read by eye."""

from __future__ import annotations

from base64 import b64encode

from cassette_cli.messages import Conversation, Message, Stream, Tool
from cassette_cli.parts import (
    Blob,
    File,
    Other,
    Part,
    Reasoning,
    Refusal,
    ServerToolCall,
    ServerToolCallResponse,
    Text,
    ToolCall,
    ToolCallResponse,
    Uri,
)
from cassette_cli.reports.blocks import drawn
from cassette_cli.reports.conversation_text import answer_blocks, message_blocks, request_blocks
from cassette_cli.reports.lines import plain
from cassette_cli.reports.page import Page
from cassette_cli.reports.terminal import cell_len, chop_cells
from tests.reports.test_media import PNG

PIPE = Page()
PAGE = Page(width=60, measure=cell_len, chop=chop_cells)


def page_of(*parts: Part, role: str = "assistant", page: Page = PAGE, is_answer: bool = True) -> str:
    message = Message(role=role, parts=parts)
    blocks = message_blocks(message, page, is_answer=is_answer)
    return "\n".join(plain(row) for block in blocks for row in drawn(block, page))


def call(**arguments: object) -> ToolCall:
    return ToolCall(id="c", name="act", arguments=arguments, arguments_text="{}")


def test_a_call_that_fits_is_one_line() -> None:
    assert page_of(call(city="Pisa", days=3, deep={"a": None})) == (
        'assistant  → act(city="Pisa", days=3, deep={"a": null})'
    )


def test_a_call_that_does_not_fit_has_an_argument_a_line() -> None:
    assert page_of(call(path="src/main.py", content="def f():\n\treturn 1\n", reason="because it was asked for")) == (
        "assistant  → act\n"
        '             path     "src/main.py"\n'
        "             content  def f():\n"
        "                          return 1\n"
        '             reason   "because it was asked for"'
    )


def test_arguments_that_are_no_object_are_shown_as_sent() -> None:
    assert page_of(ToolCall(id="c", name="act", arguments='{"a', arguments_text='{"a')) == 'assistant  → act({"a)'


def test_a_tools_result_stands_beside_its_name_or_below() -> None:
    assert (
        page_of(ToolCallResponse(id="c", name="weather", response="40 C"), role="tool") == "     tool  ← weather  40 C"
    )
    assert page_of(ToolCallResponse(id="c", response="a\nb"), role="tool") == (
        "     tool  ← c\n             a\n             b"
    )
    assert page_of(ToolCallResponse(id=None, response={"ok": True}), role="tool") == '     tool  ←  {"ok": true}'


def test_reasoning_has_its_own_label_and_what_is_hidden_is_said() -> None:
    assert page_of(Reasoning(content="hm\nha"), Text(content="so")) == "reasoning  hm\n           ha\nassistant  so"
    assert page_of(Reasoning(content="", encrypted="x")) == "reasoning  encrypted"
    assert page_of(Reasoning(content="", summary="short", redacted=True)) == "reasoning  short\n           redacted"


def test_media_are_one_line() -> None:
    blob = Blob(modality="image", mime_type="image/png", content=b64encode(PNG).decode())
    uri = Uri(modality="image", mime_type=None, uri="https://example.com/a.png")
    file = File(modality="file", mime_type="application/pdf", file_id="file-1")
    assert page_of(blob, uri, file, page=PIPE) == (
        "assistant  ▣ image/png 1024×1536, 33 B, sha256 24b2ab8b   (--save DIR)\n"
        "           ▣ image  https://example.com/a.png\n"
        "           ▣ application/pdf  file file-1"
    )


def test_a_citation_is_said_in_words_wherever_the_api_puts_them() -> None:
    """Converse and Cohere nest them in lists, Cohere's first version names documents beside them."""
    source = {"location": {"web": {"url": "http://t"}}, "sourceContent": [{"text": "warm"}, {"text": "dry"}]}
    converse = {"title": "T", **source}
    cohere = {"start": 0, "end": 4, "text": "warm", "document_ids": ["doc_0"]}
    found = page_of(Text(content="So.", citations=(converse, cohere, [1]))).splitlines()
    assert [row.strip() for row in found[1:]] == ["[1] T  http://t  warm  dry", "[2] doc_0  warm", "[3] [1]"]


def test_refusals_citations_and_the_unknown_are_shown() -> None:
    cited = Text(content="So.", citations=({"url_citation": {"title": "T", "url": "http://t"}}, "http://u", [1]))
    assert page_of(cited, Refusal(content="No."), Other(raw={"type": "odd"}), page=PIPE) == (
        "assistant  So.\n"
        "           [1] T  http://t\n"
        "           [2] http://u\n"
        "           [3] [1]\n"
        "  refusal  No.\n"
        '    other  {"type": "odd"}'
    )


def test_a_providers_own_tools_are_told_apart() -> None:
    asked = ServerToolCall(id="s", name="web_search", call={"type": "web_search", "query": "crabs"})
    got = ServerToolCallResponse(id="s", response={"type": "web_search", "hits": 2})
    assert page_of(asked, got, page=PIPE) == (
        'assistant  → web_search  by the provider\n             query  "crabs"\n           ← web_search  {"hits": 2}'
    )


def test_texts_are_shortened_where_nobody_reads_and_say_by_how_much() -> None:
    text = "\n".join(f"line {number}" for number in range(50))
    for role, shown in (("system", 8), ("user", 40)):
        rows = page_of(Text(content=text), role=role, is_answer=False).splitlines()
        assert len(rows) == shown + 1
        assert rows[-1].strip() == f"⋮ {50 - shown} more lines (--full)"
    assert len(page_of(Text(content=text)).splitlines()) == 50
    assert len(page_of(Text(content=text), role="user", is_answer=False, page=Page(full=True)).splitlines()) == 50


def test_a_long_line_is_cut_in_requests_and_never_in_answers() -> None:
    long = "x" * 1_500
    cut = page_of(Text(content=long), role="user", is_answer=False, page=PIPE)
    assert cut == "     user  " + "x" * 400 + "… 1,100 more characters (--full)"
    assert page_of(Text(content=long), page=PIPE) == "assistant  " + long


def test_a_role_that_is_too_long_for_the_gutter_is_said_in_full() -> None:
    assert page_of(Text(content="x"), role="environment") == "     role  environment\n           x"


def test_hostile_words_are_escaped_wherever_they_stand() -> None:
    evil = "\x1b[31m"
    parts = (
        Text(content=evil, citations=(evil,)),
        Reasoning(content=evil),
        ToolCall(id=evil, name=evil, arguments={evil: evil}, arguments_text=evil),
        ToolCallResponse(id=evil, name=evil, response=evil),
        ServerToolCall(id=evil, name=evil, call={"type": evil, evil: evil}),
        ServerToolCallResponse(id=evil, response={"type": evil, evil: evil}),
        Blob(modality=evil, mime_type=evil, content=evil),
        Uri(modality=evil, mime_type=evil, uri=evil),
        File(modality=evil, mime_type=evil, file_id=evil),
        Refusal(content=evil),
        Other(raw={evil: [evil]}),
    )
    message = Message(role=evil, name=evil, parts=parts, unread={evil: evil}, finish_reason_raw=evil)
    talk = Conversation(
        api="openai.chat",
        operation="chat",
        request_model=evil,
        system_instructions=parts,
        messages=(message,),
        tools=(Tool(name=evil, parameters={"properties": {evil: {"type": evil}}}), Tool(name=evil, type=evil)),
        parameters={evil: evil},
        answers=(message, message),
        stream=Stream(framing="sse", events=1, complete=False, error=evil),
        error=evil,
        unread={evil: evil},
    )
    for page in (PIPE, PAGE, Page(full=True)):
        blocks = [*request_blocks(talk, None, page), *answer_blocks(talk, page)]
        assert not [row for block in blocks for row in drawn(block, page) if "\x1b" in plain(row)]


def test_a_role_is_said_again_behind_what_has_a_label_of_its_own() -> None:
    assert page_of(Text(content="Hm."), Reasoning(content="Why?"), Text(content="So.")) == (
        "assistant  Hm.\nreasoning  Why?\nassistant  So."
    )


def test_what_a_search_found_is_a_line_each() -> None:
    found = [{"title": "Tides", "url": "http://t", "encrypted_content": "x" * 99}, {"url": "http://u"}]
    part = ServerToolCallResponse(id="s", response={"type": "web_search_tool_result", "content": found})
    assert page_of(part) == (
        "assistant  ← web_search_tool_result\n             · Tides  http://t\n             · http://u"
    )
    assert "encrypted_content" in page_of(part, page=PAGE._replace(full=True))


def test_an_answers_text_goes_on_where_the_api_cited_something() -> None:
    parts = (
        Text(content="It is", citations=("http://a",)),
        Text(content=" hot."),
        Text(content="Bye.", citations=("http://b",)),
    )
    assert page_of(*parts) == "assistant  It is hot.\n           [1] http://a\n           Bye.\n           [1] http://b"
    assert page_of(*parts[1:], role="user", is_answer=False).splitlines()[0] == "     user   hot."


def test_a_sound_without_a_type_is_said_by_what_it_is() -> None:
    assert page_of(Blob(modality="audio", mime_type=None, content="AAAA")).startswith(
        "assistant  ▣ audio, 3 B, sha256 "
    )


def test_what_a_conversation_was_compacted_to_is_its_words_or_a_line() -> None:
    hidden = ServerToolCallResponse(id="c", response={"type": "compaction", "encrypted_content": "x" * 1_200})
    assert page_of(hidden) == "assistant  ← compaction  encrypted, 1,200 characters"
    told = ServerToolCallResponse(id=None, response={"type": "compaction", "content": "We spoke of crabs."})
    assert page_of(told) == "assistant  ← compaction  We spoke of crabs."
    both = ServerToolCallResponse(
        id=None, response={"type": "compaction", "content": "Crabs.", "encrypted_content": "e", "signature": "s"}
    )
    assert page_of(both).splitlines()[1:] == [
        "             Crabs.",
        "             encrypted, 1 character",
        '             {"signature": "s"}',
    ]


def test_a_call_that_waits_for_approval_does_not_look_like_one_that_ran() -> None:
    asked = ServerToolCall(id="a", name="ask", call={"type": "mcp_approval_request", "arguments": {"q": "x"}})
    assert page_of(asked).splitlines()[0] == "assistant  → ask  waits for approval"
