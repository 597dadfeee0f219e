"""Keys of LLM providers.

Forms out of gitleaks' and betterleaks' rules (MIT), kingfisher's (Apache-2.0) and NeMo Guardrails' cassette scrubber.
Lengths are taken as a floor where providers have changed them before. Mistral, Cohere, Azure OpenAI, Deepgram and
AssemblyAI give out bare letters and digits: those are known by the name they stand under, and by nothing else.
"""

from __future__ import annotations

from .rule import TokenRule, token

_HEX = "0123456789abcdef"
_MIXED = "a1B2c3D4e5F6g7H8"

TOKENS_AI: tuple[TokenRule, ...] = (
    token(
        "openai-key",
        "OpenAI API key",
        "sk-",
        r"sk-(?:(?:proj|svcacct|admin|None)-[\w-]{20,}|[A-Za-z0-9]{20}T3BlbkFJ[A-Za-z0-9]{20})",
        catches=(
            "sk-proj-" + "A1b2" * 18 + "T3BlbkFJ" + "C3d4" * 18,
            "sk-svcacct-" + _MIXED * 3,
            "sk-" + "a1B2" * 5 + "T3BlbkFJ" + "c3D4" * 5,
        ),
        spares=("sk-proj-...", "task-proj-" + _MIXED * 3, "sk-proj-" + "X" * 24),
    ),
    token(
        "anthropic-key",
        "Anthropic API, admin, OAuth or session key",
        "sk-ant-",
        r"sk-ant-[a-z]{2,10}\d{0,4}-[\w-]{20,}",
        catches=(
            "sk-ant-" + "api03-" + _MIXED * 5 + "a1b2c3d4e5f6gAA",
            "sk-ant-" + "admin01-" + _MIXED * 5 + "a1b2c3d4e5f6gAA",
            "sk-ant-" + "oat01-" + _MIXED * 5,
            "sk-ant-" + "sid01-" + _MIXED * 5,
        ),
        spares=("sk-ant-api03-...", "sk-ant-colony"),
    ),
    token(
        "openrouter-key",
        "OpenRouter API key",
        "sk-or-",
        r"sk-or-v1-[0-9a-f]{64}(?![\w-])",
        prefix="sk-or-v1-",
        catches=("sk-or-v1-" + _HEX * 4,),
        spares=("sk-or-v1-key",),
    ),
    token(
        "deepseek-key",
        "DeepSeek API key",
        "sk-",
        r"sk-[0-9a-f]{32}(?![\w-])",
        near=("deepseek",),
        catches=("https://api.deepseek.com sk-" + _HEX * 2,),
        spares=("sk-deepseek",),
    ),
    token(
        "moonshot-key",
        "Moonshot (Kimi) API key",
        "sk-",
        r"sk-[A-Za-z0-9]{48}(?![\w-])",
        near=("moonshot", "kimi"),
        catches=("https://api.moonshot.ai sk-" + _MIXED * 3,),
        spares=("sk-kimi",),
    ),
    token(
        "sk-key",
        "anything else that begins with sk- as API keys do",
        "sk-",
        r"sk-(?=[A-Za-z_-]{0,60}\d)[\w-]{20,}",
        catches=("sk-" + _HEX * 2, "sk-" + _MIXED * 3),
        spares=(
            "sk-fading-circle-animation-delay",
            "task-0123456789abcdef0123",
            "sk-short1",
            "risk-2024-assessment-report",
        ),
    ),
    token(
        "google-key",
        "Google API key (Gemini, Maps, YouTube ...)",
        ("AIza", "AQ.Ab8RN6"),
        r"(?:AIza[\w-]{35}|AQ\.Ab8RN6[\w-]{40,})(?![\w-])",
        prefix="AIza",
        catches=("AIza" + "Sy0123456789" * 2 + "abcdefghijk", "AQ." + "Ab8RN6" + "0123456789a" * 4),
        spares=("AIzaSyTooShort", "AIza" + "x" * 35),
    ),
    token(
        "groq-key",
        "Groq API key",
        "gsk_",
        r"gsk_[A-Za-z0-9]{52}(?![A-Za-z0-9])",
        catches=("gsk_" + "a1B2" * 13,),
        spares=("gsk_" + "x" * 52, "msgsk_" + "a1B2" * 13),
    ),
    token(
        "xai-key",
        "xAI API key",
        "xai-",
        r"xai-[\w-]{60,120}",
        catches=("xai-" + "a1B2" * 20,),
        spares=("xai-grok-4-fast-reasoning", "openai-xai-chat"),
    ),
    token(
        "perplexity-key",
        "Perplexity API key",
        "pplx-",
        r"pplx-[A-Za-z0-9]{48}(?![A-Za-z0-9])",
        catches=("pplx-" + "a1B2" * 12,),
        spares=("pplx-70b-online", "pplx-embed-context-v1-0.6b"),
    ),
    token(
        "replicate-token",
        "Replicate API token",
        "r8_",
        r"r8_[A-Za-z0-9]{37}(?![A-Za-z0-9])",
        catches=("r8_" + "a1B2" * 9 + "c",),
        spares=("float8_e4m3", "r8_unorm"),
    ),
    token(
        "cerebras-key",
        "Cerebras API key",
        "csk-",
        r"csk-[a-z0-9]{48}(?![a-z0-9])",
        catches=("csk-" + "a1b2" * 12,),
        spares=("csk-chat",),
    ),
    token(
        "nvidia-key",
        "NVIDIA API key",
        "nvapi-",
        r"nvapi-[\w-]{60,70}",
        catches=("nvapi-" + "a1B2" * 16,),
        spares=("nvapi-key",),
    ),
    token(
        "together-key",
        "Together AI API key",
        "tgp_v1_",
        r"tgp_v1_[\w-]{43}",
        catches=("tgp_v1_" + "a1B2" * 10 + "c3D",),
        spares=("tgp_v1_key",),
    ),
    token(
        "fireworks-key",
        "Fireworks AI API key",
        "fw_",
        r"fw_(?=[A-Za-z]*\d)[A-Za-z0-9]{22,}(?!\w)",
        catches=("fw_" + "a1B2" * 6,),
        spares=("fw_version", "fw_update_available", "raw_fw_" + "a" * 24),
    ),
    token(
        "huggingface-token",
        "Hugging Face user or organisation token",
        ("hf_", "api_org_"),
        r"(?:hf_|api_org_)[A-Za-z0-9]{34,}(?!\w)",
        prefix="hf_",
        catches=("hf_" + "AbCdEfGh" * 4 + "Ij", "api_org_" + "AbCdEfGh" * 4 + "Ij"),
        spares=("hf_" + "hub_download_with_a_very_long_name", "perf_" + "AbCdEfGh" * 5),
    ),
    token(
        "vercel-key",
        "Vercel token or AI gateway key",
        ("vck_", "vca_", "vcr_", "vci_", "vcp_"),
        r"vc[karip]_[\w-]{56,}",
        catches=("vck_" + "a1B2" * 14,),
        spares=("vcr_cassettes", "vcr_cassette_for_the_weather_tool_with_a_streamed_answer", "vci_00"),
    ),
    token(
        "elevenlabs-key",
        "ElevenLabs API key",
        "sk_",
        r"sk_[a-f0-9]{48}(?!\w)",
        catches=("sk_" + _HEX * 3,),
        spares=("risk_" + _HEX * 3, "sk_" + "estimator"),
    ),
    token(
        "zai-key",
        "Z.ai (Zhipu) API key",
        (),
        r"[a-f0-9]{32}\.[A-Za-z0-9]{16}(?!\w)",
        near=("z.ai", "bigmodel.cn", "glm-"),
        prefix="",
        catches=("https://api.z.ai/api: " + _HEX * 2 + "." + "a1B2" * 4,),
        spares=(_HEX * 2 + "." + "a1B2" * 4, "glm-4.6 " + _HEX * 2 + ".png"),
    ),
    token(
        "ollama-key",
        "Ollama cloud API key",
        (),
        r"[a-f0-9]{32}\.[\w-]{24}(?![\w-])",
        near=("ollama.com",),
        prefix="",
        catches=("https://ollama.com/api " + _HEX * 2 + "." + "a1B2" * 6,),
        spares=(_HEX * 2 + "." + "a1B2" * 6, "ollama.com " + _HEX * 2),
    ),
)
