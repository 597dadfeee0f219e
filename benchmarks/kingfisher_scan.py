"""`kingfisher_scan.py FILE`: what Kingfisher's own library finds with the command's settings, as a JSON list."""

from __future__ import annotations

import json
import sys

from kingfisher_sdk import DetectionScanner


def main() -> None:
    found = DetectionScanner().scan_file(sys.argv[1])
    print(json.dumps([each.to_dict(redact=False) for each in found if each.visible]))


if __name__ == "__main__":
    main()
