"""`make bench`: how fast cassettes of 1, 10 and 100 MB are read, beside the bare C event loop over the same bytes.

Every measurement is a process of its own, which gives its peak memory; the best of several rounds is taken, and rounds
are interleaved, so that a busy moment of the machine hits all alike. `list` and `show` are timed as a person meets
them: the whole command, start-up included. Prints Markdown; writes nothing, unless `--write` puts it into README.md.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import re
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path

from make_cassettes import MEGABYTE, cassette
from measuring import CASSETTE, HERE, Taken, duration, run, table
from redaction import redacting

SEED = HERE.parent / "samples" / "openrouter_weather.yaml"
CORPUS = HERE.parents[1] / "shared" / "corpus"
CHILD = [sys.executable, str(HERE / "child.py")]

LOOP = "bare event loop"
ALL = "all streams"
LIST, SHOW, CHECK = "`cassette list`", "`cassette show -i 0`", "`cassette redact --check`"
RUAMEL = "ruamel.yaml load"
INSIDE = {  # times itself, without its imports
    LOOP: "bare_event_loop",
    "load": "load",
    "load + to_bytes": "load_and_to_bytes",
    RUAMEL: "ruamel_load",
    "ruamel.yaml load + dump": "ruamel_load_and_dump",
}
WHOLE = {LIST: ["list"], SHOW: ["show", "-i", "0"], CHECK: ["redact", "--check", "--no-config"]}  # timed from outside
ROUNDS = {1: 9, 10: 5, 100: 3}
RUAMEL_UP_TO = 1  # MB; it takes more than a second for each
START_UPS = 31


def measured(path: Path, megabytes: int) -> dict[str, Taken]:
    """The best of several interleaved rounds of everything, over one file."""
    best: dict[str, Taken] = {}

    def better(name: str, taken: Taken) -> None:
        best[name] = min(best.get(name, taken), taken, key=lambda one: one.seconds)

    for _ in range(ROUNDS.get(megabytes, 3)):
        for name, work in INSIDE.items():
            if not name.startswith("ruamel") or megabytes <= RUAMEL_UP_TO:
                better(name, run([*CHILD, work, str(path)], timed_inside=True))
        for name, command in WHOLE.items():
            better(name, run([*CASSETTE, *command, str(path)], timed_inside=False))
    return best


def over_corpus() -> Iterator[str]:
    """All cassettes of the corpus in one call, beside the bare parsers over the same bytes; nothing without it."""
    paths = sorted(path for path in CORPUS.rglob("*") if path.is_file() and path.parent != CORPUS)
    if not paths:
        yield f"{CORPUS.name}: not beside this repository, not measured."
        return
    size = sum(path.stat().st_size for path in paths)
    with tempfile.NamedTemporaryFile("w", encoding="utf-8", suffix=".txt") as names:
        names.write("\n".join(map(str, paths)))
        names.flush()
        parsing = [sys.executable, str(HERE / "bare_parsers.py"), names.name]
        loading = [*CHILD, "load_all", names.name]
        commands = [[*CASSETTE, *WHOLE[name], *map(str, paths)] for name in (LIST, CHECK)]
        rounds = [
            (
                *(run(timed, timed_inside=True) for timed in (parsing, loading)),
                *(run(command, timed_inside=False, may_fail=True) for command in commands),
            )
            for _ in range(5)
        ]
    best = [min(taken, key=lambda one: one.seconds) for taken in zip(*rounds, strict=True)]
    yield from table(
        (
            f"corpus: {len(paths)} files, {size / MEGABYTE:.0f} MB",
            "time",
            "MB/s",
            "peak memory",
            "of the parsers",
            "of load",
        ),
        (
            (
                name,
                duration(taken.seconds),
                f"{size / MEGABYTE / taken.seconds:.1f}",
                f"{taken.peak / MEGABYTE:.0f} MB",
                f"{taken.seconds / best[0].seconds:.2f}",
                f"{taken.seconds / best[1].seconds:.2f}",
            )
            for name, taken in zip(("bare parsers", "load", LIST, CHECK), best, strict=True)
        ),
    )


def streams_together() -> dict[str, list[float]]:
    """Streams, events and seconds by API (`streams.py`), and of all of them; nothing without the corpus."""
    if not CORPUS.is_dir():
        return {}
    said = subprocess.run(
        [sys.executable, str(HERE / "streams.py"), str(CORPUS)], check=True, capture_output=True, text=True
    )
    found: dict[str, list[float]] = dict(sorted(json.loads(said.stdout).items()))
    return {**found, ALL: [sum(column) for column in zip(*found.values(), strict=True)]}


def putting_together(found: dict[str, list[float]]) -> Iterator[str]:
    """The table of the streams."""
    yield from table(
        ("streams", "streams", "events", "json.loads", "put together", "of json.loads", "and cut, of json.loads"),
        (
            (
                api,
                f"{count:.0f}",
                f"{events:,.0f}",
                duration(loads),
                duration(together),
                f"{together / loads:.2f}",
                f"{(together + cut) / loads:.2f}",
            )
            for api, (count, events, loads, together, cut) in found.items()
        ),
    )


def start_ups() -> dict[str, float]:
    """Medians of many interleaved runs, in seconds."""
    commands = {
        "smallest typer app": [sys.executable, str(HERE / "smallest_app.py"), "one"],
        "`cassette --version`": [*CASSETTE, "--version"],
        "`cassette list`, 19 kB": [*CASSETTE, "list", str(SEED)],
        "`cassette redact --check`, 19 kB": [*CASSETTE, *WHOLE[CHECK], str(SEED)],
    }
    taken: dict[str, list[float]] = {name: [] for name in commands}
    for _ in range(START_UPS):
        for name, command in commands.items():
            taken[name].append(run(command, timed_inside=False).seconds)
    return {name: statistics.median(seconds) for name, seconds in taken.items()}


def reading(megabytes: int, best: dict[str, Taken], size: int) -> Iterator[str]:
    """The table of one file."""
    head = (f"{megabytes} MB", "time", "MB/s", "peak memory", "of the file", "of the loop")
    yield from table(
        head,
        (
            (
                name,
                duration(taken.seconds),
                f"{size / MEGABYTE / taken.seconds:.1f}",
                f"{taken.peak / MEGABYTE:.0f} MB",
                f"{taken.peak / size:.2f}",
                f"{taken.seconds / best[LOOP].seconds:.2f}",
            )
            for name, taken in best.items()
        ),
    )


def reached(
    found: dict[int, tuple[dict[str, Taken], int]], started: dict[str, float], streams: dict[str, list[float]]
) -> Iterator[str]:
    """What was aimed at, beside what was reached."""
    largest = max(found)
    best, size = found[largest]
    checked = best[CHECK].seconds
    rows = [
        (f"`list` of {largest} MB, in bare loops", "at most 2.5", f"{best[LIST].seconds / best[LOOP].seconds:.2f}"),
        (f"peak memory of `list`, in files of {largest} MB", "at most 5", f"{best[LIST].peak / size:.2f}"),
        (
            f"`redact --check` of {largest} MB, in bare loops",
            "at most 6",
            f"{checked / best[LOOP].seconds:.2f}",
        ),
        (f"peak memory of `redact --check`, in files of {largest} MB", "at most 9", f"{best[CHECK].peak / size:.2f}"),
        ("`show -i 0` beside `list`", "at most 1", f"{best[SHOW].seconds / best[LIST].seconds:.2f}"),
    ]
    slow, small = found.get(RUAMEL_UP_TO, ({}, 0))
    if RUAMEL in slow:
        faster = (slow[RUAMEL].seconds / small) / (best[LIST].seconds / size)
        rows.append((f"`list` of {largest} MB faster than ruamel.yaml's load", "at least 30", f"{faster:.0f}"))
    least = started["smallest typer app"]
    rows.append(("`--version`, in smallest apps", "at most 1.3", f"{started['`cassette --version`'] / least:.2f}"))
    rows.append(
        ("`list` of 19 kB, in smallest apps", "at most 1.6", f"{started['`cassette list`, 19 kB'] / least:.2f}")
    )
    small_check = started["`cassette redact --check`, 19 kB"] / least
    rows.append(("`redact --check` of 19 kB, in smallest apps", "at most 1.6", f"{small_check:.2f}"))
    if streams:
        _, _, loads, together, _ = streams[ALL]
        rows.append(("streams put together, in json.loads of their data", "at most 3", f"{together / loads:.2f}"))
    yield from table(("aim", "", "reached"), rows)


def machine() -> str:
    """What was measured on."""
    try:
        found = re.search(r"^model name\s*: (.*)$", Path("/proc/cpuinfo").read_text("utf-8"), re.MULTILINE)
    except OSError:
        found = None
    model = found[1] if found else platform.machine()
    parser = f"ruamel.yaml {version('ruamel.yaml')}, ruamel.yaml.clib {version('ruamel.yaml.clib')}"
    return f"{os.cpu_count()} cores ({model}), Python {platform.python_version()}, {parser}, typer {version('typer')}."


def report(sizes: list[int], planted_sizes: list[int]) -> Iterator[str]:
    """All tables, each as soon as it is measured."""
    yield machine()
    found = {}
    for megabytes in sizes:
        path = cassette(megabytes)
        size = path.stat().st_size
        found[megabytes] = (measured(path, megabytes), size)
        yield ""
        yield from reading(megabytes, found[megabytes][0], size)
    yield ""
    yield from over_corpus()
    streams = streams_together()
    if streams:
        yield ""
        yield from putting_together(streams)
    started = start_ups()
    least = started["smallest typer app"]
    yield ""
    yield from table(
        ("start-up", "median", "of the smallest"),
        ((name, f"{seconds * 1000:.1f} ms", f"{seconds / least:.2f}") for name, seconds in started.items()),
    )
    yield ""
    yield from reached(found, started, streams)
    for megabytes in planted_sizes:
        yield ""
        yield from redacting(megabytes)


def main() -> None:
    options = argparse.ArgumentParser(description=(__doc__ or "").partition("\n")[0])
    options.add_argument("--sizes", default="1,10,100", help="megabytes, with commas (1,10,100)")
    options.add_argument("--planted", default="4,100", help="megabytes of the cassettes with planted secrets (4,100)")
    options.add_argument("--write", action="store_true", help="put the tables into benchmarks/README.md")
    chosen = options.parse_args()
    lines = []
    sizes, planted_sizes = ([int(size) for size in said.split(",") if size] for said in (chosen.sizes, chosen.planted))
    for line in report(sizes, planted_sizes):
        print(line, flush=True)
        lines.append(line)
    if chosen.write:
        readme = HERE / "README.md"
        between = re.compile(r"(?<=<!-- measured -->\n).*(?=<!-- end -->)", re.DOTALL)
        measured_last = "\n".join(lines) + "\n"
        readme.write_text(between.sub(lambda _: measured_last, readme.read_text("utf-8")), "utf-8")


if __name__ == "__main__":
    main()
