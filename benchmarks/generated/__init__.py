"""Training pages that are made up: news in languages, on layouts and in forms that the corpus hardly has.

Every page is built from this folder's own words by a seeded source of chance, so the same seed gives the same bytes.
"""

from .pages import Generated, pages
from .shapes import SHAPES
from .words import languages

__all__ = ["SHAPES", "Generated", "languages", "pages"]
