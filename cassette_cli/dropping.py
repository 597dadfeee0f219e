"""Positions -> changes that take these interactions out of a file, and that number go-vcr's anew."""

from __future__ import annotations

from collections.abc import Collection

from .cassette import Cassette
from .documents.layers import Change
from .documents.revaluing import revalue, taken_out
from .errors import EditError
from .heading import recorder_of


def dropped(cassette: Cassette, positions: Collection[int]) -> list[Change]:
    """Without the interactions at these positions. Raises EditError where none would be left, since a recorder may
    take a file without any for one that it has to record.
    """
    if not positions:
        return []
    if len(set(positions)) == len(cassette.interactions):
        raise EditError("no interaction would be left", "expected one to stay")
    recorder, root = recorder_of(cassette), cassette.tree.root
    paths = [path for path in (recorder.interactions, recorder.responses) if path is not None]
    sequences = [node for path in paths if (node := root.at(path)) is not None]  # one interaction has no list
    return [change for node in sequences for change in taken_out(node, set(positions))]


def renumbered(cassette: Cassette) -> list[Change]:
    """Ids that count are made to count from 0, as go-vcr does. Raises EditError where there are none."""
    identity = recorder_of(cassette).identity
    nodes = [one.node.at(identity) for one in cassette.interactions] if identity else []
    numbers = [node for node in nodes if node is not None and isinstance(node.value, int)]
    if not numbers or len(numbers) < len(nodes):
        raise EditError(f"interactions of {cassette.recorder}, which have no numbers", "go-vcr's, which have")
    return [change for at, node in enumerate(numbers) for change in revalue(node, at)]
