"""The rules of the house that a linter cannot say."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from technomart.foundation.database import Base

ROOT = Path(__file__).resolve().parents[2]
SHOP = ROOT / "technomart"
LONGEST_MODULE = 400
LONGEST_FUNCTION = 40
DRAWINGS = SHOP / "demo" / "devices"
FORBIDDEN_NAMES = {"utils.py", "helpers.py", "common.py", "misc.py"}
FORBIDDEN_ENDINGS = ("Manager", "Handler", "Processor")
DOMAINS = (
    {"notifications", "search"},
    {"aftersales", "reviews"},
    {"checkout"},
    {"invoices"},
    {"fulfilment", "payments"},
    {"carts", "orders", "wishlists", "importing", "alerts"},
    {"pricing", "shipping", "inventory"},
    {"catalog", "accounts", "content"},
)
STOREY = {name: storey for storey, names in enumerate(DOMAINS) for name in names}


def modules() -> Iterator[Path]:
    return (path for path in sorted(SHOP.rglob("*.py")) if DRAWINGS not in path.parents)


@pytest.mark.parametrize("path", modules(), ids=lambda path: str(path.relative_to(SHOP)))
def test_a_module_is_small_and_says_what_it_is_for(path: Path) -> None:
    text = path.read_text()
    tree = ast.parse(text)
    assert text.startswith('"""'), "the first line says what the module is for"
    assert text.count("\n") <= LONGEST_MODULE
    assert path.name not in FORBIDDEN_NAMES
    for node in ast.walk(tree):
        if isinstance(node, ast.ClassDef):
            assert not node.name.endswith(FORBIDDEN_ENDINGS), node.name
        if isinstance(node, ast.FunctionDef):
            promise = ast.get_docstring(node, clean=False) or ""
            length = (node.end_lineno or 0) - node.lineno - promise.count("\n")
            assert length <= LONGEST_FUNCTION, f"{node.name} has {length} lines beside its docstring"


def ends_a_transaction(node: ast.AST) -> bool:
    """A commit, or a rollback of a whole session; a savepoint may be undone anywhere."""
    if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)):
        return False
    whole = isinstance(node.func.value, ast.Name) and node.func.value.id in {"session", "db", "connection"}
    return node.func.attr == "commit" or (node.func.attr == "rollback" and whole)


def test_only_the_database_commits() -> None:
    guilty = []
    for path in modules():
        if path.name == "database.py" and path.parent.name == "foundation":
            continue
        for node in ast.walk(ast.parse(path.read_text())):
            if ends_a_transaction(node):
                guilty.append(f"{path.relative_to(SHOP)}:{node.lineno}")
    assert guilty == []


def test_foreign_keys_point_down_the_domains() -> None:
    home = {}
    for mapper in Base.registry.mappers:
        parts = mapper.class_.__module__.split(".")
        if parts[1] == "domain":
            home[mapper.local_table.name] = parts[2]
    wrong = []
    for table, domain in home.items():
        for key in Base.metadata.tables[table].foreign_keys:
            target = home[key.column.table.name]
            if target != domain and STOREY[target] <= STOREY[domain]:
                wrong.append(f"{table} -> {key.column.table.name}")
    assert wrong == []


ENTERED_DEEPER: dict[str, str] = {}
"""Modules that may reach behind a domain's package, each with its reason. This list may only get shorter."""


def reaches_behind(path: Path) -> Iterator[str]:
    """Imports of this module that enter a foreign domain deeper than by its package."""
    parts = path.relative_to(SHOP).parts
    home = parts[1] if parts[0] == "domain" and len(parts) > 2 else None
    for node in ast.walk(ast.parse(path.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        if isinstance(node, ast.ImportFrom):
            names = [node.module or ""]
        for name in names:
            if name.startswith("technomart.domain.") and name.count(".") > 2 and name.split(".")[2] != home:
                yield f"{path.relative_to(SHOP)}:{node.lineno} {name}"


def test_outsiders_enter_a_domain_by_its_package_only() -> None:
    found = {path: list(reaches_behind(path)) for path in modules()}
    guilty = {str(path.relative_to(SHOP)): imports for path, imports in found.items() if imports}
    assert [one for path, imports in guilty.items() if path not in ENTERED_DEEPER for one in imports] == []
    assert set(ENTERED_DEEPER) <= set(guilty), "these enter properly now: take them off the list"


def test_reaching_behind_a_package_is_seen(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.architecture.test_the_house.SHOP", tmp_path)
    page = tmp_path / "web" / "page.py"
    page.parent.mkdir()
    page.write_text("from technomart.domain import carts\nfrom technomart.domain.carts.models import Cart\n")
    assert list(reaches_behind(page)) == ["web/page.py:2 technomart.domain.carts.models"]
