"""Options of the whole suite."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, settings

# The suite tries the same examples each time; `--hypothesis-profile=explore` looks for new ones.
_SLOW_IS_FINE = [HealthCheck.too_slow, HealthCheck.data_too_large]
settings.register_profile(
    "suite", max_examples=40, derandomize=True, deadline=None, suppress_health_check=_SLOW_IS_FINE
)
settings.register_profile("explore", max_examples=1000, deadline=None, suppress_health_check=_SLOW_IS_FINE)
settings.load_profile("suite")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-goldens", action="store_true", help="write each sample's expected.md from its Article")
    parser.addoption("--slow", action="store_true", help="also run the tests that take many seconds each")


def pytest_configure(config: pytest.Config) -> None:
    config.addinivalue_line("markers", "slow: takes many seconds; runs with --slow")


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    if config.getoption("--slow"):
        return
    for item in items:
        if item.get_closest_marker("slow") is not None:
            item.add_marker(pytest.mark.skip(reason="slow; run with --slow"))
