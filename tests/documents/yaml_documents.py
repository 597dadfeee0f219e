"""Strategies: values as YAML holds them, and YAML texts of them as many writers, and people, would lay them out."""

from __future__ import annotations

import json
from dataclasses import dataclass

from hypothesis import strategies as st

from cassette_cli.documents.styles import Value
from cassette_cli.documents.yaml_types import is_string

AWKWARD = "ab :#-?,[]{}&*!|>'\"%@`\\\n\r\t\0\x1b\x7f\x85\xa0é日\u2028\ufeff😀0~=<"
WORDS = [
    "",
    "yes",
    "null",
    "~",
    "12:30:00",
    "0o17",
    "1_000",
    "2001-01-01",
    "<<",
    "=",
    "---",
    "- a",
    "a: b",
    "a #b",
    "\n",
]
texts = (
    st.sampled_from(["a", "b", "ab", "some words", *WORDS])
    | st.text(st.sampled_from(AWKWARD), max_size=8)
    | st.text(st.characters(exclude_categories=["Cs"]), max_size=8)
    | st.lists(st.sampled_from(["one", "two words", "", " in", "#", "\t", "  "]), max_size=4).map("\n".join)
)
scalars = st.none() | st.booleans() | st.integers(-(10**20), 10**20) | st.floats(allow_nan=False) | texts
values: st.SearchStrategy[Value] = st.recursive(
    scalars,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(texts, inner, max_size=4),
    max_leaves=10,
)
containers: st.SearchStrategy[Value] = st.lists(values, max_size=4) | st.dictionaries(texts, values, max_size=4)


@st.composite
def documents(draw: st.DrawFn) -> str:
    """Well-formed, with comments, blank lines, anchors, tags, all styles; each with one manner of indentation."""
    writer = _Writer(draw, draw(st.integers(1, 4)), draw(st.sampled_from([0, 2, 4])))
    value = draw(containers)
    lines = writer.block(value, draw(st.sampled_from([0, 0, 0, 2]))) if value else [json.dumps(value)]
    head = draw(
        st.sampled_from([[], [], ["---"], ["# top"], ["# top", "", "# more", "--- # here"], ["%YAML 1.1", "---"]])
    )
    tail = draw(st.sampled_from([[], [], ["# end"], ["", "  # end"], ["..."]]))
    newline = draw(st.sampled_from(["\n", "\n", "\r\n"]))
    text = newline.join([*head, *lines, *tail])
    return text + newline if tail or draw(st.booleans()) or lines[-1].strip(" ") == "" else text


@dataclass(frozen=True, slots=True)
class _Writer:
    draw: st.DrawFn
    step: int
    dash: int

    def sometimes(self, one_in: int = 4) -> bool:
        return self.draw(st.integers(1, one_in)) == 1

    def block(self, value: Value, indent: int) -> list[str]:
        """Lines of a collection that is not empty, whole."""
        lines: list[str] = []
        last: list[str] = []
        for key, member in value.items() if isinstance(value, dict) else ((None, item) for item in value):
            if lines and self.sometimes(8):
                lines.append("")
            if self.sometimes(6):
                deeper = 0 if "|" in "".join(last) else 3  # not into a literal
                lines.append(" " * self.draw(st.sampled_from([indent, 0, indent + deeper])) + "# above")
            last = self.entry(key, member, indent)
            lines += last
        return lines

    def entry(self, key: str | None, value: Value, indent: int) -> list[str]:
        pad = " " * indent
        if key is None:
            head = pad + "-"
        elif self.sometimes(12):
            return [f"{pad}? {self.flow_scalar(key)}", *self.after(pad + ":", value, indent, compact=True)]
        else:
            head = pad + self.flow_scalar(key) + ":"
        return self.after(head, value, indent, compact=key is None)

    def after(self, head: str, value: Value, indent: int, *, compact: bool) -> list[str]:
        head += self.draw(
            st.sampled_from(["", "", "", "", " &anchor", " !tag"]) if isinstance(value, dict | list) else st.just("")
        )
        note = self.draw(st.sampled_from(["", "", "", " # beside", " "]))
        if not (isinstance(value, dict | list) and value):
            return self.inline(head, value, indent, note)
        if self.sometimes(5):
            return [f"{head} {self.flow(value)}{note}"]
        if compact and not note and head[-1] in "-:" and head.strip() in ("-", ":") and self.sometimes(2):
            gap = self.draw(st.integers(1, 3))
            lines = self.block(value, indent + 1 + gap)
            while lines[0].strip()[:1] in ("#", ""):
                lines.pop(0)
            return [head + " " * gap + lines[0].lstrip(), *lines[1:]]
        step = self.step if isinstance(value, dict) or compact else self.dash
        return [head + note, *self.block(value, indent + step)]

    def inline(self, head: str, value: Value, indent: int, note: str) -> list[str]:
        if value is None and self.sometimes(2):
            return [head + note]
        if isinstance(value, str) and self.sometimes(2):
            lines = value.split("\n")
            if all(line.isprintable() and line == line.strip() for line in lines) and lines[0]:
                chomping = "-" if lines[-1] else "" if lines[-2] else "+"
                body = lines if lines[-1] else lines[:-1]
                return [
                    f"{head} |{chomping}{note}",
                    *(" " * (indent + self.step) + line if line else "" for line in body),
                ]
        gap = " " * self.draw(st.sampled_from([1, 1, 2]))
        said = self.flow(value)
        if said.startswith('"') and " some words" in said and self.sometimes(2):
            return [head + gap + said.replace(" some", "\n" + " " * (indent + self.step) + "some", 1)]
        return [head + gap + said + note]

    def flow(self, value: Value) -> str:
        comma = self.draw(st.sampled_from([", ", ", ", " , "]))
        if isinstance(value, dict):
            return (
                "{" + comma.join(f"{self.flow_scalar(key)}: {self.flow(member)}" for key, member in value.items()) + "}"
            )
        if isinstance(value, list):
            end = ", ]" if value and self.sometimes(8) else "]"
            return "[" + comma.join(map(self.flow, value)) + end
        return self.flow_scalar(value)

    def flow_scalar(self, value: Value) -> str:
        if isinstance(value, str):
            simple = value.isalpha() and value.isascii() and is_string(value)
            quoted = (
                json.dumps(value).replace("\\ud83d\\ude00", "\\U0001F600")
                if value.isprintable() or value.isascii()
                else None
            )
            if quoted is None or "\\ud" in quoted:
                quoted = '"' + "".join(f"\\U{ord(character):08X}" for character in value) + '"'
            single = "'" + value.replace("'", "''") + "'" if value.isprintable() and value else quoted
            return self.draw(st.sampled_from([quoted, single, *[value] * 3 * simple]))
        if value is None:
            return "null"
        if isinstance(value, float):
            said = repr(value).replace("inf", ".inf")
            return said if "." in said else said.replace("e", ".0e")
        return str(value).lower()
