"""Settings -> the rules for what is printed, and a mask of words. Rules take time to load, and few words need them."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from typing import TYPE_CHECKING

from ..configuration import Redaction
from ..hints import may_be_secret
from .settings import Settings

if TYPE_CHECKING:
    from ..rules import Rules


def mask_of(set_up: Settings) -> Callable[[str], str]:
    """Puts previews in words that were recorded, or that quote such, where `redact` would take something from them."""
    is_built_in = set_up.values.redact == Redaction()

    def mask(text: str) -> str:
        if is_built_in and not may_be_secret(text):
            return text
        from .hiding import masked_words  # noqa: PLC0415  (deferred for start-up time)

        return masked_words(text, rules_of(set_up))

    return mask


def is_suspect(text: str, set_up: Settings) -> bool:
    """Whether what was recorded around these words may make a secret of them: a name, or the rest of a key."""
    if set_up.values.redact == Redaction() and not may_be_secret(text):
        return False
    from ..suspecting import may_hold  # noqa: PLC0415  (deferred for start-up time)

    return "-----BEGIN" in text or may_hold(rules_of(set_up), text)


@cache
def rules_of(set_up: Settings) -> Rules:
    """The built-in rules and those of the configuration."""
    from .redact_options import Additions  # noqa: PLC0415  (deferred for start-up time)
    from .redact_rules import Ruling  # noqa: PLC0415  (as above)

    return Ruling(set_up, Additions()).rules
