"""cassette: inspect and edit recorded HTTP cassettes, above all recorded LLM calls.

A cassette is text inside text inside text: file > YAML scalar > base64, gzip > SSE data > JSON > JSON in a JSON string.
Every layer knows its way back: it says any change of its inside as edits of its outside. The file is read once, edited
by spans, and never dumped. Reading goes inward, edits are lifted outward, and what nobody edited stays the same bytes.

A noun module holds types, an -ing module one pure operation, a folder a family. The map, from the lowest rank up; an
import goes to a lower rank or stays in its folder:

  errors.py          what went wrong, in one line: the place, what was found, what was expected
  documents/         text that is edited, never re-written. It knows no HTTP, no recorder and no LLM
                     the contract: edits (Span, Edit), layers (Layer, Pieces), nodes (Tree, Node)
                     JSON: json_text (text -> Tree), json_scalar (a scalar both ways), json_entries (put in, taken out)
                     YAML read: yaml_text (the parser), yaml_filling (its events -> marks), yaml_marks and yaml_places
                     (what stands around a node), yaml_reading, yaml_headers and yaml_values (a scalar's source ->
                     its value), yaml_types and yaml_tags (what it means), yaml_plain (a node -> plain data)
                     YAML edited: yaml_scalar (one scalar as a layer), yaml_source, yaml_editing, yaml_lifting,
                     yaml_block_lifting, yaml_quoting and yaml_restyling (its five styles)
                     YAML written: yaml_replacing, yaml_writing, yaml_entries, yaml_block_entries, yaml_flow_entries
                     both: named_scalars, revaluing (the value wished for -> changes), proving (nothing else changed)
                     TOML read: toml_tables (values by their kinds), toml_lines (where each key stands)
  encodings.py       gzip, deflate, br, zstd, base64, hex: decoded up to a limit, encoded as it was
  chunked.py         the same for the chunked transfer coding
  containers.py      a packed file -> what is in it, and packed again: gzip, zlib, zip
  body_layers.py     what lies between a stored body and its text, each with its way back
  charsets.py        bytes <-> characters
  bodies.py          Body: those layers undone, when somebody asks
  cassette.py        Cassette, Interaction, Request, Response, Header
  parts.py           what a message is made of, in OpenTelemetry's words: text, reasoning, tool calls, media ...
  messages.py        Conversation, Message, Tool, Usage, Stream
  framings/          a streamed body -> its events. framing is the contract; sse, and sse_data (an event's way back);
                     json_lines (NDJSON), json_array (Gemini without SSE); aws_event_stream (Bedrock), with
                     aws_event_stream_frames (bytes cut by lengths), aws_event_stream_payload (what one says) and
                     aws_event_stream_layers (an event's way back)
  recorders/         whose file it is, and where it keeps what. recorder is the contract, with sides (where a request or
                     a response keeps its parts) and header_lines
                     Python: vcrpy, vcrpy_langchain, vcrpy_before_1, betamax, cassetter, inline_snapshot,
                     pydantic_websocket, pydantic_xai. Go: go_vcr, httpreplay, httprr with httprr_text (the file) and
                     httprr_message (what it holds). Ruby: ruby_vcr, ruby_vcr_1. JavaScript: nock, har_polly. Java:
                     okreplay, easyvcr_java. Others: har, har_playwright, ddapm, easyvcr (C#), exvcr (Elixir), php_vcr,
                     r_vcr, ruby_vcr_rust
                     refused: the signs of files that are not read
  apis/              a request, an answer, a stream -> messages. api, draft, steps (parts that come and go), arguments
                     (of tools), outcome (a call without a message) and providers are the contract
                     openai_chat, with openai_chat_request, openai_chat_parts (a message), openai_chat_stream (chunks),
                     openai_chat_delta, openai_chat_members, openai_chat_content, openai_chat_slots (one chunk),
                     openai_chat_repeats (what comes again), openai_chat_plain (only the texts),
                     openai_chat_reshaping, and openai_chat_dialects (who adds what)
                     anthropic_messages, with anthropic_messages_request, anthropic_messages_parts (what one says),
                     anthropic_messages_stream, anthropic_messages_blocks (one block), anthropic_messages_reshaping,
                     anthropic_messages_outcomes (counted tokens, batches); anthropic_complete
                     gemini_generate_content, with gemini_request, gemini_parts (a content), gemini_members,
                     gemini_words, gemini_grounding (citations), gemini_stream (chunks), gemini_slots (the
                     parts of one), gemini_arguments (in pieces); gemini_outcomes (counted tokens, embeddings)
                     gemini_interactions, with gemini_interactions_request, gemini_interactions_parts (a step),
                     gemini_interactions_stream (events), gemini_interactions_slots (one step's)
                     cohere_v1, with cohere_v1_request, cohere_v1_stream (events)
                     cohere_v2, with cohere_v2_request, cohere_v2_parts (a message), cohere_v2_stream (events)
                     cohere_generate; cohere_outcomes (embed, rerank ...); cohere_words (what all of them say alike)
                     ollama_chat, with ollama_chat_request and ollama_chat_parts (a message); ollama_generate;
                     ollama_embed; ollama_words. watsonx. replicate, with replicate_request and replicate_stream
                     bedrock_converse, with bedrock_request, bedrock_parts and bedrock_media (a content), bedrock_stream
                     (events), bedrock_blocks (one block), bedrock_words; bedrock_outcomes (embeddings, images)
                     bedrock_invoke, with bedrock_invoke_request, bedrock_invoke_stream, bedrock_invoke_dialects;
                     bedrock_agent, with bedrock_agent_request, bedrock_agent_stream, bedrock_agent_traces
                     openai_assistants, with openai_assistants_request, openai_assistants_run (what one came to),
                     openai_assistants_parts (a message, tool calls), openai_assistants_stream (events),
                     openai_assistants_outcomes (threads, assistants, vector stores)
                     mcp, with mcp_request, mcp_parts (a result), mcp_stream (messages), mcp_outcomes (lists ...)
                     openai_responses, with openai_responses_request, openai_responses_parts (an item),
                     openai_responses_content and openai_responses_tools (what one says), openai_responses_stream,
                     openai_responses_events (one event), openai_responses_items (which item it speaks of),
                     openai_responses_spots and openai_responses_tellings (the same said more than once),
                     openai_responses_outcomes (no message)
                     openai_completions; openai_transcription; openai_outcomes (embeddings, moderation, images, speech),
                     with openai_outcomes_stream
  configuration.py   the text of pyproject.toml or cassette.toml -> what it sets
  rules/             what must not be committed. rule is the contract (NameRule, TokenRule); matching (names looked up,
                     texts searched), literals (where words stand in a text), placeholders
                     by name: headers, cookies, queries, fields; by form: tokens_ai, tokens_agents, tokens_cloud,
                     tokens_code, tokens_services, tokens_forms (JWT, PEM, Bearer ...); identity (both)
  hints.py           a few words -> whether the rules have to look at them
  loading.py         bytes -> Cassette
  selecting.py       -i and the filters -> interactions
  reassembling.py    Interaction -> Conversation
  glancing.py        Interaction -> as much of its Conversation as a line needs
  streamed_answers.py  a stream's message, whose texts can be edited
  aligned_tokens.py  log probabilities that repeat a text
  inner_texts.py     a stretch of a text -> what it says in percent-encoding or base64
  named_values.py    a text that is no JSON -> the values in it that stand under names
  header_layers.py   a header line -> its value as a layer
  pointers.py        JSON Pointers and WHERE, both ways
  patching.py        JSON Patch
  header_values.py   a value under a secret's name -> what of it is one
  suspecting.py      whether a text need be taken apart
  seeking.py         a text -> the secrets in it and in what lies in it
  locating_streams.py  a body in events -> the secrets in it
  locating_others.py  what is neither header nor body -> the secrets in it
  locating.py        Cassette -> the secrets in it, each with its side
  placing.py         a secret -> where in the file it lies
  edited_bodies.py   what follows when a body changes: lengths, charset
  editing.py         Cassette, changes -> Cassette, with proof
  summarizing.py     Cassette -> a line an interaction
  relining.py        header lines put in and taken out
  heading.py         headers and status -> changes of them
  dropping.py        interactions -> changes that take them out, that number them
  reshaping.py       a stream and the parts wished of it -> events that come and go
  restreaming.py     a stream and the answer wished of it -> changes of its events
  replacing.py       a value and a word in it -> the value with another word
  revising.py        a side -> the JSON that it says, and the way back
  repeats.py         an edited answer -> the requests that say it again
  staleness.py       an edited interaction -> what in it no longer fits
  rewriting.py       Cassette, wishes -> Cassette
  redacting.py       Cassette, rules -> findings, each with its changes
  __init__.py        this map, the version, and the public names
  reports/           results -> text
                     the page: page, lines, wrapping, blocks, rules, glyphs, escaping, figures, places, terminal (rich)
                     list: list_rows, list_table (for people), list_columns (for scripts)
                     show: show_text, conversation_text, part_rows, tool_rows, folding (said before), http_text,
                     events_text, values, media
                     JSON: json_documents, show_json
                     redact: redaction_results (what came of it), redaction_text, redaction_diff, redaction_json,
                     redaction_github, redaction_sarif; text_diff; replay_hints (what a test has to mask)
                     formats_table: the recorders and APIs; rules_table; tables
  commands/          arguments in, an exit status out; only here files are opened, lines printed, pagers started
                     list with listing, show with showing, formats, rules; redact with redacting, redact_options,
                     redact_inputs, redact_rules, redact_files, redact_edits; rewrite with rewriting, rewrite_wishes,
                     rewrite_files; git with git_setup; through options, settings, choosing, files, git_blobs, faults,
                     git_changes, masking, masks, hiding, output, paging, saving, writing
  __main__.py        python -m cassette_cli

What `__all__` names is public and kept stable; the rest is not.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

__version__ = "0.1.0"

__all__ = [
    "Blob",
    "Body",
    "Cassette",
    "CassetteError",
    "Change",
    "Conversation",
    "DecodeError",
    "Edit",
    "EditConflict",
    "EditError",
    "File",
    "Header",
    "Interaction",
    "Layer",
    "Message",
    "Node",
    "NotACassette",
    "Other",
    "ParseError",
    "Part",
    "Patch",
    "Reasoning",
    "Refusal",
    "RemoveHeader",
    "Replace",
    "Request",
    "Response",
    "ServerToolCall",
    "ServerToolCallResponse",
    "SetBody",
    "SetHeader",
    "SetStatus",
    "SetValue",
    "Span",
    "Stream",
    "Text",
    "Tool",
    "ToolCall",
    "ToolCallResponse",
    "Uri",
    "Usage",
    "edit",
    "load",
    "reassemble",
    "replacement",
    "revalue",
    "rewrite",
]

if TYPE_CHECKING:
    from .bodies import Body
    from .cassette import Cassette, Header, Interaction, Request, Response
    from .documents.edits import Edit, Span
    from .documents.layers import Change, Layer
    from .documents.nodes import Node
    from .documents.revaluing import revalue
    from .editing import edit
    from .errors import CassetteError, DecodeError, EditConflict, EditError, NotACassette, ParseError
    from .loading import load
    from .messages import Conversation, Message, Stream, Tool, Usage
    from .parts import (
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
    from .reassembling import reassemble
    from .replacing import replacement
    from .rewriting import Patch, RemoveHeader, Replace, SetBody, SetHeader, SetStatus, SetValue, rewrite
else:
    # The same for the interpreter, loaded when asked for (PEP 562): each start of the command imports this file.
    _HOMES = {
        "bodies": "Body",
        "cassette": "Cassette Header Interaction Request Response",
        "documents.edits": "Edit Span",
        "documents.layers": "Change Layer",
        "documents.nodes": "Node",
        "documents.revaluing": "revalue",
        "editing": "edit",
        "errors": "CassetteError DecodeError EditConflict EditError NotACassette ParseError",
        "loading": "load",
        "messages": "Conversation Message Stream Tool Usage",
        "parts": "Blob File Other Part Reasoning Refusal ServerToolCall ServerToolCallResponse Text ToolCall"
        " ToolCallResponse Uri",
        "reassembling": "reassemble",
        "replacing": "replacement",
        "rewriting": "Patch RemoveHeader Replace SetBody SetHeader SetStatus SetValue rewrite",
    }

    def __getattr__(name: str) -> object:
        """A public name, out of the module where it is at home."""
        for home, names in _HOMES.items():
            if name in names.split():
                from importlib import import_module  # noqa: PLC0415  (deferred for start-up time)

                return getattr(import_module(f"{__name__}.{home}"), name)
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")

    def __dir__() -> list[str]:
        return sorted({*globals(), *__all__})
