"""Where a request went and how it ended -> short words: URLs without https://, hosts, the style of a status."""

from __future__ import annotations

from .lines import Style

_ERROR = 400
_REDIRECT = 300


def short_url(url: str) -> str:
    """The URL without `https://`; another scheme is worth showing."""
    return url.removeprefix("https://")


def host_of(url: str) -> str:
    """The URL up to its path, `https://` left out."""
    short = short_url(url)
    scheme, mark, rest = short.partition("://")
    return scheme + mark + rest.partition("/")[0] if mark else short.partition("/")[0]


def path_of(url: str) -> str:
    """What follows the host."""
    return short_url(url)[len(host_of(url)) :] or "/"


def status_style(status: int | None) -> Style:
    """Green for what worked, red for what did not."""
    if status is None or status >= _ERROR:
        return "bad"
    return "good" if status < _REDIRECT else "warning"
