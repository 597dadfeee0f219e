"""`ruamel_set.py BODY FILE`: what people write by hand: load, put a body in, dump."""

from __future__ import annotations

import sys
from pathlib import Path

from ruamel.yaml import YAML

body, name = sys.argv[1:]
yaml = YAML()
path = Path(name)
tape = yaml.load(path)
tape["interactions"][0]["request"]["body"] = Path(body).read_text("utf-8")
yaml.dump(tape, path)
