"""The rules: what must not be committed, by its name or by its own form; one more is one row with its examples.

Rules are ordered by rank: where two take the same characters the earlier one names the finding.
"""

from __future__ import annotations

from .cookies import COOKIES
from .fields import FIELDS
from .headers import HEADERS
from .identity import IDENTITY
from .matching import Hit, Rules
from .queries import QUERIES
from .rule import Level, NameRule, Place, Rule, TokenRule, folded
from .tokens_agents import TOKENS_AGENTS
from .tokens_ai import TOKENS_AI
from .tokens_cloud import TOKENS_CLOUD
from .tokens_code import TOKENS_CODE
from .tokens_forms import TOKENS_FORMS
from .tokens_services import TOKENS_SERVICES

__all__ = ["DEFAULTS", "RULES", "Hit", "Level", "NameRule", "Place", "Rule", "Rules", "TokenRule", "folded"]

# Names that identify stand before those that are secret by a word in them: X-Auth-Email is no credential.
RULES: tuple[Rule, ...] = (
    *TOKENS_AGENTS,  # before the keys that begin with sk- and have no name
    *TOKENS_AI,
    *TOKENS_CLOUD,
    *TOKENS_CODE,
    *TOKENS_SERVICES,
    *TOKENS_FORMS,
    *IDENTITY,
    *HEADERS,
    *COOKIES,
    *QUERIES,
    *FIELDS,
)
DEFAULTS = Rules.of(RULES)
