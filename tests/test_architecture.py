"""The house's rules, read off the imports and calls of every module: ranks, who may do what, size, names, the map."""

from __future__ import annotations

import ast
import re
import sys
from collections.abc import Iterator
from graphlib import CycleError, TopologicalSorter

import cassette_cli
from tests.shared import ROOT

PACKAGE = ROOT / "cassette_cli"
MODULES = {path.relative_to(PACKAGE).with_suffix("").as_posix(): path for path in sorted(PACKAGE.rglob("*.py"))}
TREES = {name: ast.parse(path.read_text("utf-8")) for name, path in MODULES.items()}

# An import goes to a strictly lower rank, or stays in its folder. A folder's name stands for all of its modules.
RANKS = (
    ("errors",),
    ("documents",),
    ("encodings",),
    ("body_layers", "chunked", "containers"),
    ("charsets",),
    ("bodies",),
    ("cassette", "messages", "parts"),
    ("framings", "recorders", "apis", "rules", "configuration", "hints"),
    (
        "loading",
        "selecting",
        "reassembling",
        "edited_bodies",
        "aligned_tokens",
        "inner_texts",
        "named_values",
        "header_values",
        "header_layers",
        "pointers",
    ),
    ("streamed_answers", "suspecting", "patching", "relining"),
    ("seeking",),
    ("locating_streams", "locating_others"),
    ("editing", "glancing", "summarizing", "locating"),
    ("placing", "restreaming", "reshaping", "replacing", "heading"),
    ("revising", "dropping"),
    ("repeats", "staleness"),
    ("redacting", "rewriting", "diffing", "merging"),
    ("__init__",),  # the library's names and its version; what prints stands above
    ("reports",),
    ("commands",),
    ("__main__",),
)
RANK = {name: rank for rank, names in enumerate(RANKS) for name in names}
ONE_NOUN = ({"messages", "parts"},)  # each of these is one noun in several files

# In these a member knows its contract and its own siblings (openai_chat and openai_chat_stream), no other member.
CONTRACTS = {
    "framings": {"framing"},
    "recorders": {"recorder", "sides", "header_lines"},
    "apis": {"api", "steps", "arguments", "draft", "outcome", "providers"},
    "rules": {"rule", "literals", "placeholders"},
}
LONGEST = 250  # lines

# What only commands/ may do.
CALLS = {"open", "print", "input", "exit", "quit", "breakpoint"}
ATTRIBUTES = {"read_text", "read_bytes", "write_text", "write_bytes", "iterdir", "rglob", "unlink", "mkdir"}
OF_SYS_AND_OS = {"stdin", "stdout", "stderr", "exit", "_exit", "argv", "environ", "getenv"}
PACKAGES = {"typer", "click", "subprocess", "socket", "tempfile", "shutil", "urllib.request", "http.client"}

DECLARED = {"typer", "click", "rich", "ruamel", "_ruamel_yaml", "jsonpatch", "jsonpointer", "brotli", "zstandard"}


def place(module: str) -> str:
    """The rank's word for a module: `documents/edits` -> documents, `loading` -> loading."""
    return module.partition("/")[0]


def imports(module: str) -> Iterator[tuple[str, int]]:
    """What a module imports, with the line: `documents/nodes` for our own, `json` or `rich.text` for others."""
    package = ["cassette_cli", *module.split("/")[:-1]]
    for node in ast.walk(TREES[module]):
        if isinstance(node, ast.Import):
            yield from ((ours(alias.name), node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = ".".join([*above, *([node.module] if node.module else [])])
            for alias in node.names:
                whole = f"{base}.{alias.name}"
                yield (ours(whole) if ours(whole) in MODULES else ours(base)), node.lineno


def ours(dotted: str) -> str:
    """A module of this package by its path without suffix, anything else as it is."""
    package, _, rest = dotted.partition(".")
    if package != "cassette_cli":
        return dotted
    path = rest.replace(".", "/")
    return path if path in MODULES else f"{path}/__init__".lstrip("/")


def inside() -> Iterator[tuple[str, str, str]]:
    """Every import of our own by our own: the module, what it imports, and the sentence that says so."""
    for module in MODULES:
        for imported, line in imports(module):
            if imported in MODULES:
                yield module, imported, f"{module}.py:{line} imports {imported}"


def outside(*but: str) -> Iterator[tuple[str, str]]:
    """Every import of others, except by the modules whose names start so: what is imported, and the sentence."""
    for module in MODULES:
        if not module.startswith(but):
            for imported, line in imports(module):
                if imported not in MODULES:
                    yield imported, f"{module}.py:{line} imports {imported}"


def test_every_module_has_a_rank() -> None:
    assert [module for module in MODULES if place(module) not in RANK] == []


def test_an_import_goes_to_a_strictly_lower_rank_or_stays_in_its_folder() -> None:
    assert [
        sentence
        for module, imported, sentence in inside()
        if RANK[place(imported)] >= RANK[place(module)]
        and not ("/" in module and place(module) == place(imported))
        and not any({place(module), place(imported)} <= noun for noun in ONE_NOUN)
    ] == []


def test_a_familys_member_imports_only_its_contract_and_its_own_siblings() -> None:
    def known(member: str, imported: str) -> bool:
        family, _, name = imported.partition("/")
        return name in CONTRACTS[family] or name.split("_")[0] == member.partition("/")[2].split("_")[0]

    assert [
        sentence
        for module, imported, sentence in inside()
        if place(module) == place(imported)
        and place(module) in CONTRACTS
        and not module.endswith("/__init__")
        and not known(module, imported)
    ] == []


def test_no_import_leads_back_to_where_it_started() -> None:
    below: dict[str, set[str]] = {module: set() for module in MODULES}
    for module, imported, _ in inside():
        below[module].add(imported)
    circle: list[str] = []
    try:
        TopologicalSorter(below).prepare()
    except CycleError as error:
        circle = error.args[1]
    assert circle == []


def test_only_commands_import_typer_and_what_reaches_out_of_the_process() -> None:
    assert [
        sentence
        for imported, sentence in outside("commands/", "__main__")
        if imported in PACKAGES or imported.partition(".")[0] in PACKAGES
    ] == []


def test_only_commands_open_files_print_and_exit() -> None:
    def reaches(node: ast.AST) -> bool:
        match node:
            case ast.Call(func=ast.Name(id=name)):
                return name in CALLS
            case ast.Attribute(value=ast.Name(id="sys" | "os"), attr=attribute):
                return attribute in OF_SYS_AND_OS
            case ast.Attribute(attr=attribute):
                return attribute in ATTRIBUTES
        return False

    assert [
        f"{module}.py:{node.lineno}: {ast.unparse(node)}"
        for module, tree in TREES.items()
        if place(module) not in ("commands", "__main__")
        for node in ast.walk(tree)
        if isinstance(node, (ast.Call, ast.Attribute)) and reaches(node)
    ] == []


def test_only_the_terminal_report_imports_rich() -> None:
    assert [
        sentence for imported, sentence in outside("reports/terminal") if imported.partition(".")[0] == "rich"
    ] == []


def test_only_the_yaml_text_imports_a_yaml_parser() -> None:
    parsers = {"ruamel", "_ruamel_yaml", "yaml"}
    assert [
        sentence for imported, sentence in outside("documents/yaml_") if imported.partition(".")[0] in parsers
    ] == []


def test_what_is_imported_is_declared_or_ships_with_python() -> None:
    known = DECLARED | sys.stdlib_module_names
    assert [sentence for imported, sentence in outside() if imported.partition(".")[0] not in known] == []


def test_a_module_says_what_it_is_before_anything_else() -> None:
    assert [module for module, tree in TREES.items() if not ast.get_docstring(tree)] == []


def test_a_module_is_no_longer_than_can_be_read_at_one_go() -> None:
    lengths = {module: len(path.read_text("utf-8").splitlines()) for module, path in MODULES.items()}
    assert {module: length for module, length in lengths.items() if length > LONGEST} == {}


def test_no_module_is_named_after_nothing() -> None:
    nothing = {"utils", "util", "core", "base", "helper", "helpers", "manager", "common", "misc"}
    assert [module for module in MODULES if set(re.split(r"[/_]", module)) & nothing] == []


def test_no_module_keeps_a_state_that_changes() -> None:
    assert [
        f"{module}.py:{node.lineno}"
        for module, tree in TREES.items()
        for node in ast.walk(tree)
        if isinstance(node, ast.Global)
    ] == []


def test_every_module_has_its_tests() -> None:
    """`documents/edits` in tests/documents/test_edits.py.

    Siblings that share their first word (`yaml_`) may share a file; so may those that a test there imports by name.
    A family's contract is tested by its members.
    """

    def tested(module: str) -> bool:
        folder, _, name = module.rpartition("/")
        files = [path for path in (ROOT / "tests" / folder).glob("test_*.py") if path.stem != "test_architecture"]
        names = {path.stem.removeprefix("test_") for path in files}
        families = {other.partition("_")[0] for other in names} if folder else set()
        if name in names or name.partition("_")[0] in families or name in CONTRACTS.get(folder, ()):
            return True
        wanted = re.compile(
            rf"\b{module.replace('/', '.')}\b|from cassette_cli.{folder} import (?:\([^)]*|.*)\b{name}\b"
        )
        return any(wanted.search(path.read_text("utf-8")) for path in files)

    assert [module for module in MODULES if "__" not in module and not tested(module)] == []


def test_the_map_in_the_packages_docstring_names_exactly_the_modules_that_exist() -> None:
    """An entry is an indented line `name.py  what` or `folder/  what`; a folder's text may name its members itself."""
    lines = (cassette_cli.__doc__ or "").splitlines()
    entries = [(index, found) for index, line in enumerate(lines) if (found := re.match(r"( +)(\w+)(\.py|/)", line))]
    drawn, folder, depth = set(), "", 0
    for position, (index, entry) in enumerate(entries):
        spaces, name, kind = entry.groups()
        end = entries[position + 1][0] if position + 1 < len(entries) else len(lines)
        if len(spaces) <= depth:
            folder = ""
        if kind == "/":
            folder, depth = name, len(spaces)
            words = set(re.findall(r"\w+", " ".join(lines[index:end]))) | {"__init__"}
            drawn |= {f"{folder}/{word}" for word in words} & set(MODULES)
        else:
            drawn.add(f"{folder}/{name}" if folder else name)
    assert sorted(drawn - set(MODULES)) == [], "drawn, but not there"
    assert sorted(set(MODULES) - drawn) == [], "there, but not drawn"
