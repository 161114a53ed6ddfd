"""The house rules that no linter knows."""

import ast
from pathlib import Path

ROOT = Path(__file__).parent.parent
MODULES = sorted(p for top in ("bot", "adapters", "knowledge") for p in (ROOT / top).rglob("*.py"))
TESTS = sorted((ROOT / "tests").rglob("test_*.py"))


def test_every_module_says_what_question_it_answers():
    """Each module of the product opens with a docstring."""
    silent = [
        str(p.relative_to(ROOT)) for p in MODULES if not ast.get_docstring(ast.parse(p.read_text("utf-8")))
    ]
    assert silent == []


def test_every_test_states_the_property_it_holds():
    """Each test function has a docstring."""
    silent = [
        f"{p.relative_to(ROOT)}:{node.name}"
        for p in TESTS
        for node in ast.walk(ast.parse(p.read_text("utf-8")))
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
        and node.name.startswith("test_")
        and not ast.get_docstring(node)
    ]
    assert silent == []


def test_a_module_fits_in_the_head():
    """No module of the product is longer than 400 lines, no function longer than 60."""
    long = []
    for path in MODULES:
        source = path.read_text("utf-8")
        if source.count("\n") > 400:
            long.append(str(path.relative_to(ROOT)))
        long += [
            f"{path.relative_to(ROOT)}:{node.name}"
            for node in ast.walk(ast.parse(source))
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef)
            and node.end_lineno is not None
            and node.end_lineno - node.lineno >= 60
        ]
    assert long == []
