"""The reliability of confidences, drawn: what was said of answers against how many of them were right."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from html import escape
from statistics import mean

Said = Sequence[tuple[float, float]]
"""Confidence and rightness of each answer."""

SIDE, MARGIN, COLUMNS = 180, 34, 3
"""Pixels of a panel's square and of what is around it, panels in a row."""
INK, GREY, DOT = "#222", "#bbb", "#2a6fb0"


def plot(fields: Mapping[str, Mapping[int, Said]]) -> str:
    """An SVG with a panel for each field, its answers in bins: the closer a dot is to the diagonal, the truer what was
    said; the larger, the more answers it stands for."""
    step = SIDE + 2 * MARGIN
    rows = -(-len(fields) // COLUMNS)
    panels = [
        f'<g transform="translate({step * (number % COLUMNS) + MARGIN},{step * (number // COLUMNS) + MARGIN})">'
        f"{''.join(_panel(name, bins))}</g>"
        for number, (name, bins) in enumerate(fields.items())
    ]
    size = f'width="{step * min(COLUMNS, len(fields))}" height="{step * rows}"'
    style = 'font-family="sans-serif" font-size="11"'
    return f'<svg xmlns="http://www.w3.org/2000/svg" {size} {style}>\n' + "\n".join(panels) + "\n</svg>\n"


def _panel(name: str, bins: Mapping[int, Said]) -> Iterable[str]:
    count = sum(map(len, bins.values()))
    yield f'<rect width="{SIDE}" height="{SIDE}" fill="white" stroke="{GREY}"/>'
    yield f'<line x1="0" y1="{SIDE}" x2="{SIDE}" y2="0" stroke="{GREY}" stroke-dasharray="4 3"/>'
    yield f'<text x="0" y="-8" fill="{INK}">{escape(name)} ({count} answers)</text>'
    for at in (0.0, 0.5, 1.0):
        yield f'<text x="{SIDE * at:.0f}" y="{SIDE + 14}" fill="{INK}" text-anchor="middle">{at}</text>'
        yield f'<text x="-6" y="{SIDE * (1 - at) + 4:.0f}" fill="{INK}" text-anchor="end">{at}</text>'
    for some in bins.values():
        said, right = mean(one for one, _ in some), mean(one for _, one in some)
        radius = 2 + 10 * (len(some) / count) ** 0.5
        place = f'cx="{SIDE * said:.1f}" cy="{SIDE * (1 - right):.1f}" r="{radius:.1f}"'
        yield f'<circle {place} fill="{DOT}" fill-opacity="0.7"/>'
