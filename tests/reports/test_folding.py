"""Which of a request was printed before."""

from __future__ import annotations

from cassette_cli.messages import Conversation, Message, Tool
from cassette_cli.parts import Part, Reasoning, Text
from cassette_cli.reports.folding import Repeat, told
from cassette_cli.reports.folding import repeated as repeated_of


def said(role: str, *parts: str | Part) -> Message:
    return Message(role=role, parts=tuple(Text(content=part) if isinstance(part, str) else part for part in parts))


def talk(
    *messages: Message, answer: Message | None = None, model: str = "m", tools: int = 0, **asked: object
) -> Conversation:
    return Conversation(
        api="openai.chat",
        operation="chat",
        request_model=model,
        messages=messages,
        tools=tuple(Tool(name=f"tool_{number}") for number in range(tools)),
        answers=(answer,) if answer else (),
        parameters=dict(asked),
    )


def repeated(printed: list[tuple[int, Conversation]], this: Conversation) -> Repeat | None:
    return repeated_of([told(position, before) for position, before in printed], told(len(printed), this))


SYSTEM = said("system", "be brief")
HELLO = said("user", "hello")
ANSWER = said("assistant", "hi there")
FIRST = talk(SYSTEM, HELLO, answer=ANSWER, tools=2)


def test_the_answer_of_the_earlier_one_counts_as_a_message() -> None:
    again = talk(SYSTEM, HELLO, ANSWER, said("user", "and now?"), tools=2)
    assert repeated([(0, FIRST)], again) == Repeat(0, system=True, messages=2, tools=True, model=True)


def test_an_answer_that_came_back_without_its_reasoning_is_the_same() -> None:
    first = talk(HELLO, answer=said("assistant", Reasoning(content="hm"), "hi there"))
    assert repeated([(0, first)], talk(HELLO, ANSWER)) == Repeat(0, system=False, messages=2, tools=False, model=True)


def test_reasoning_that_differs_is_never_called_a_repeat() -> None:
    first = talk(HELLO, answer=said("assistant", Reasoning(content="hm"), "hi there"))
    other = talk(HELLO, said("assistant", Reasoning(content="ha"), "hi there"))
    assert repeated([(0, first)], other) == Repeat(0, system=False, messages=1, tools=False, model=True)


def test_a_changed_system_prompt_does_not_hide_that_the_rest_is_the_same() -> None:
    changed = talk(said("system", "be long"), HELLO, ANSWER, tools=2)
    assert repeated([(0, FIRST)], changed) == Repeat(0, system=False, messages=2, tools=True, model=True)


def test_the_one_that_shares_most_is_named_whichever_it_is() -> None:
    longer = talk(SYSTEM, HELLO, ANSWER, said("user", "more"), answer=said("assistant", "less"), tools=2)
    other = talk(SYSTEM, said("user", "something else"), tools=2)
    again = talk(SYSTEM, HELLO, ANSWER, said("user", "more"), said("assistant", "less"), said("user", "why?"), tools=2)
    found = repeated([(0, FIRST), (1, longer), (2, other)], again)
    assert found is not None
    assert (found.first, found.messages) == (1, 4)


def test_how_the_answer_came_is_not_what_was_asked() -> None:
    streamed = talk(SYSTEM, HELLO, tools=2, stream=True, stream_options={})
    found = repeated([(0, FIRST)], streamed)
    assert found is not None
    assert found.model
    warmer = repeated([(0, FIRST)], talk(SYSTEM, HELLO, tools=2, temperature=1))
    assert warmer is not None
    assert not warmer.model


def test_the_same_model_alone_is_no_repeat() -> None:
    assert repeated([(0, FIRST)], talk(said("user", "other"))) is None
    assert repeated([], FIRST) is None


def test_a_built_in_tool_with_other_settings_is_another_tool() -> None:
    search = Tool(name="search", type="web_search", raw={"type": "web_search", "size": "low"})
    again = search._replace(raw={"type": "web_search", "size": "high"})
    found = repeated([(0, talk(HELLO)._replace(tools=(search,)))], talk(HELLO)._replace(tools=(again,)))
    assert found is not None
    assert not found.tools


def test_what_nobody_understands_makes_a_message_another_one() -> None:
    assert repeated([(0, talk(HELLO))], talk(HELLO._replace(unread={"cache": True}))) is None
    first = talk(HELLO, answer=ANSWER._replace(unread={"annotations": []}))
    found = repeated([(0, first)], talk(HELLO, ANSWER, said("user", "and now?")))
    assert found is not None
    assert found.messages == 2
