"""The options that write the floors: `pytest tests/quality --update-floors`."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import pytest


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-floors", action="store_true", help="raise the floors to what is measured; none is lowered"
    )
    parser.addoption(
        "--lower-floors", metavar="REASON", help="lower the floors that are not met; the reason is written beside them"
    )
