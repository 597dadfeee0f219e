"""cassette: inspect and edit recorded HTTP cassettes, above all recorded LLM calls."""

__version__ = "0.1.0"
