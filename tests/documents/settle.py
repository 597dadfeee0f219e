"""Changes -> the text of the outermost layer after them: lifted layer by layer from the innermost, applied once."""

from __future__ import annotations

from collections.abc import Iterable

from cassette_cli.documents.edits import Edit, apply, merged
from cassette_cli.documents.layers import Change, Layer, Source


def settled(root: Source, changes: Iterable[Change]) -> str:
    wished: dict[Layer, list[Edit]] = {}
    for layer, edit in changes:
        wished.setdefault(layer, []).append(edit)
    while depth := max((layer.depth for layer in wished), default=0):
        for layer in [layer for layer in wished if layer.depth == depth]:
            for outer, edit in layer.lift(merged(wished.pop(layer))):
                wished.setdefault(outer, []).append(edit)
    return apply(root.text, wished.get(root, []))
