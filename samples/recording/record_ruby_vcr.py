"""The sample server -> samples/ruby-vcr/*: recorded by the real VCR for Ruby (see ruby_vcr/record.rb).

    apt-get install ruby ruby-vcr ruby-webmock ruby-multi-json
    .venv/bin/python samples/recording/record_ruby_vcr.py

Recording again gives the same bytes, as long as VCR, WebMock, Psych and zlib are of the same versions.
"""

from __future__ import annotations

from pathlib import Path

from server import running
from tour import emptied, recorded_by, told, tour

SCRIPT = Path(__file__).parent / "ruby_vcr" / "record.rb"


def main() -> None:
    folder = emptied("ruby-vcr")
    with running() as origin:
        recorded_by("ruby", str(SCRIPT), str(folder), stages=tour(origin))
    told(folder)


if __name__ == "__main__":
    main()
