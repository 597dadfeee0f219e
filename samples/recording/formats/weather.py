"""What is asked and answered in all samples of `samples/apis`: the weather in Oslo, in the parts that an API has."""

from __future__ import annotations

from typing import Any

CREATED = 1762248600  # 2025-11-04 09:30:00 UTC
TIME = "2025-11-04T09:30:00Z"

SYSTEM = "You are a travel assistant. Be brief."
QUESTION = "Is it cold in Oslo?"
THOUGHT = "They ask of now: the almanac, then the station."
TEXT = "November is cold in Oslo, -3 °C by night. I ask the station how it is now."
ANSWER = "Yes: -3 °C, with snow. Take a coat ❄️"

ALMANAC = "Oslo in November: -3 °C by night."
SOURCE = "November is cold in Oslo"  # the words of TEXT that the almanac says
TITLE = "Almanac"
ADDRESS = "http://127.0.0.1:8377/almanac"

TOOL = "weather"
DESCRIPTION = "The weather at a place, now"
ARGUMENTS = {"location": "Oslo", "unit": "celsius"}
ARGUMENTS_TEXT = '{"location": "Oslo", "unit": "celsius"}'
RESULT = {"celsius": -3, "sky": "snow"}
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {"location": {"type": "string"}, "unit": {"type": "string"}},
    "required": ["location"],
}

PROMPT = "Oslo in November is"
COMPLETION = " cold: -3 °C by night, with snow."

ASKED, ANSWERED = 31, 24  # tokens
SIGNATURE = "c2FtcGxlIHNpZ25hdHVyZQ=="
