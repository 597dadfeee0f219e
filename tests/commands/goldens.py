"""What commands print over the samples, kept as text to be read: `python -m tests.commands.goldens` writes it anew.

Each file of tests/goldens is the command behind `$ `, what it prints, what it says on stderr behind `! `, and its
status. Read the difference before you commit it: that is the review.
"""

from __future__ import annotations

import shlex

from tests.commands.running import cassette
from tests.shared import ROOT

FOLDER = ROOT / "tests" / "goldens"
SEED = "samples/openrouter_weather.yaml"
GOLDENS = {
    "list_seed_80": f"list --width 80 {SEED}",
    "list_seed_140": f"list --width 140 {SEED}",
    "list_seed_piped": f"list {SEED}",
    "list_seed_json": f"list --json {SEED}",
    "list_website": "list --width 80 samples/vcrpy/website.yaml",
    "list_marks": "list --width 80 samples/vcrpy/encoding_header_says_gzip.yaml samples/vcrpy/stream_cut.yaml"
    " samples/vcrpy/stream_error.yaml samples/vcrpy/unknown_model.yaml",
    "list_sorted": f"list --width 80 --sort size {SEED} samples/vcrpy/reasoning_streamed.yaml",
    "list_broken": "list samples/broken/truncated.yaml samples/broken/no_cassette.yaml samples/broken/empty.yaml",
    "show_seed_80": f"show --width 80 {SEED}",
    "show_seed_140": f"show --width 140 {SEED}",
    "show_seed_narrow": f"show --width 50 {SEED}",
    "show_seed_piped": f"show {SEED}",
    "show_seed_full": f"show --width 80 --full {SEED}",
    "show_seed_last": f"show --width 80 -i 1 --last --headers {SEED}",
    "show_seed_http": f"show --width 80 --http -i 0 {SEED}",
    "show_seed_events": f"show --width 80 --events -i 0 {SEED}",
    "show_seed_json": f"show --json {SEED}",
    "show_seed_json_bodies": f"show --json --bodies -i 0 {SEED}",
    "show_website": "show --width 80 samples/vcrpy/website.yaml",
    "show_languages": "show --width 60 samples/vcrpy/languages_streamed.yaml",
    "show_reasoning": "show --width 80 samples/vcrpy/reasoning_streamed.yaml",
    "show_refusal": "show --width 80 samples/vcrpy/refusal_streamed.yaml",
    "show_choices": "show --width 80 samples/vcrpy/two_choices_streamed.yaml",
    "show_citations": "show --width 80 samples/vcrpy/dialect_perplexity.yaml",
    "show_troubled_streams": "show --width 80 samples/vcrpy/stream_cut.yaml samples/vcrpy/stream_error.yaml",
    "show_other_streams": "show --width 80 samples/vcrpy/other_streams.yaml",
    "show_hostile_text": "show --width 80 samples/awkward/hostile_text.yaml",
}


def printed(command: str) -> str:
    """The command and all that came of it."""
    done = cassette(*shlex.split(command))
    said = "".join(f"! {row}\n" for row in done.err.splitlines())
    return f"$ cassette {command}\n{done.out}{said}[status {done.status}]\n"


def main() -> None:
    """Write all of them, and take away what no command stands for any more."""
    FOLDER.mkdir(exist_ok=True)
    for path in FOLDER.glob("*.txt"):
        if path.stem not in GOLDENS:
            path.unlink()
    for name, command in GOLDENS.items():
        (FOLDER / f"{name}.txt").write_text(printed(command), "utf-8")


if __name__ == "__main__":
    main()
