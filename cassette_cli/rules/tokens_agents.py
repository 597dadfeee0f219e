"""Keys of what is built around LLMs: traces, stores of vectors, searches.

Forms out of betterleaks' rules (MIT); Langfuse's, Logfire's, Weights & Biases', Jina's, Tavily's and Firecrawl's as
their own documents and many scanners have them.
"""

from __future__ import annotations

from .rule import TokenRule, token

_HEX = "0123456789abcdef"

TOKENS_AGENTS: tuple[TokenRule, ...] = (
    token(
        "langfuse-key",
        "Langfuse secret key",
        "sk-lf-",
        r"sk-lf-[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}",
        catches=("sk-lf-" + "01234567-89ab-cdef-0123-456789abcdef",),
        spares=("pk-lf-" + "01234567-89ab-cdef-0123-456789abcdef",),
    ),
    token(
        "langsmith-key",
        "LangSmith API key",
        "lsv2_",
        r"lsv2_(?:pt|sk)_[0-9a-f]{32}_[0-9a-f]{10}",
        catches=("lsv2_" + "pt_" + _HEX * 2 + "_0123456789",),
        spares=("lsv2_pt_key",),
    ),
    token(
        "logfire-token",
        "Pydantic Logfire token or AI gateway key",
        "pylf_v",
        r"pylf_v\d_[a-z]{2,10}_[A-Za-z0-9]{40,}",
        catches=("pylf_v1_us_" + "a1B2" * 11,),
        spares=("pylf_v1_us_token",),
    ),
    token(
        "wandb-key",
        "Weights & Biases API key",
        "wandb_v1_",
        r"wandb_v1_\w{40,}",
        catches=("wandb_v1_" + "a1B2" * 6 + "_" + "c3D4" * 10,),
        spares=("wandb_v1_key",),
    ),
    token(
        "pinecone-key",
        "Pinecone API key",
        "pcsk_",
        r"pcsk_[A-Za-z0-9]{5,6}_[A-Za-z0-9]{63}",
        catches=("pcsk_" + "a1B2c_" + "a1B2c3" * 10 + "d4E",),
        spares=("pcsk_key",),
    ),
    token(
        "jina-key",
        "Jina AI API key",
        "jina_",
        r"jina_(?=[A-Za-z]*\d)[\w-]{40,}",
        catches=("jina_" + _HEX * 4,),
        spares=("jina_embeddings_v3_with_late_chunking_enabled_by_default",),
    ),
    token(
        "tavily-key",
        "Tavily API key",
        "tvly-",
        r"tvly-(?:dev-|prod-)?[A-Za-z0-9-]{24,}",
        catches=("tvly-" + "dev-" + "a1B2" * 8, "tvly-" + "a1B2" * 8),
        spares=("tvly-dev-key",),
    ),
    token(
        "firecrawl-key",
        "Firecrawl API key",
        "fc-",
        r"fc-[0-9a-f]{32}(?![\w-])",
        catches=("fc-" + _HEX * 2,),
        spares=("fc-" + "01234567-89ab-cdef-0123-456789abcdef", "fc_" + _HEX * 2),
    ),
)
