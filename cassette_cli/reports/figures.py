"""Numbers -> what a person reads: sizes in decimal units (4.3 kB), durations (447 ms, 1.32 s), counted nouns."""

from __future__ import annotations

_KILO = 1000
_MINUTE = 60


def size(count: int) -> str:
    """Bytes: `884 B`, `4.3 kB`, `124 kB`, `3.1 MB`."""
    if count < _KILO:
        return f"{count} B"
    value, units = count / _KILO, ["kB", "MB", "GB"]
    while value >= _KILO - 0.5 and len(units) > 1:
        value /= _KILO
        units.pop(0)
    return f"{_three(value, 1)} {units[0]}"


def duration(milliseconds: float) -> str:
    """`4.2 ms`, `447 ms`, `1.32 s`, `12.3 s`, `3 min 20 s`."""
    if milliseconds < _KILO - 0.5:
        return f"{_three(milliseconds, 1 if milliseconds < 9.95 else 0)} ms"
    seconds = milliseconds / _KILO
    if seconds < 2 * _MINUTE:
        return f"{_three(seconds, 2)} s"
    minutes, rest = divmod(round(seconds), _MINUTE)
    return f"{minutes} min {rest} s"


def counted(count: int, noun: str) -> str:
    """`1 message`, `1,024 messages`."""
    return f"{count:,} {noun}" if count == 1 else f"{count:,} {noun}s"


def _three(value: float, decimals: int) -> str:
    """About three digits, at most so many of them after the point."""
    before = len(str(int(value)))
    return f"{value:.{max(0, min(decimals, 3 - before))}f}"
