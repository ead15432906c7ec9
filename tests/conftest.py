"""Options of the whole suite, and what the tool is known not to get right yet.

A folder of tests may hold a `known_failures.toml`: one table per test function, in it the ids of its cases (`""` for a
test without cases) with the reason why each fails. The lists are strict: an entry that no longer fails is an error.
"""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, settings

SOURCES = Path(__file__).parent.parent / "src" / "newsparse"

# The suite tries the same examples each time; `--hypothesis-profile=explore` looks for new ones, and for the smallest.
_SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "suite",
    max_examples=40,
    derandomize=True,
    deadline=None,
    suppress_health_check=_SLOW_IS_FINE,
    phases=[Phase.explicit, Phase.generate],
)
settings.register_profile("explore", max_examples=300, deadline=None, suppress_health_check=_SLOW_IS_FINE)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write each sample's expected.md from its Article")
    parser.addoption("--slow", action="store_true", help="also run the tests that take many seconds each")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes many seconds; runs with --slow")
    stale = [module.name for module in SOURCES.rglob("*.*") if _is_stale(module)]
    if stale:
        raise pytest.UsageError(f"older than its source: {', '.join(stale)}; run `pip install -e .`, or delete it")


def _is_stale(module: Path) -> bool:
    source = module.with_name(f"{module.name.partition('.')[0]}.py")
    return module.suffix in (".so", ".pyd") and module.stat().st_mtime < source.stat().st_mtime


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    for item in items:
        function, _, case = item.name.partition("[")
        reason = known_failures(item.path.parent).get(function, {}).get(case.removesuffix("]"))
        if reason:
            item.add_marker(pytest.mark.xfail(reason=reason, strict=True))
        if item.get_closest_marker("slow") is not None and not config.getoption("--slow"):
            item.add_marker(pytest.mark.skip(reason="slow; run with --slow"))


@cache
def known_failures(folder: Path) -> dict[str, dict[str, str]]:
    path = folder / "known_failures.toml"
    return tomllib.loads(path.read_text("utf-8")) if path.is_file() else {}
