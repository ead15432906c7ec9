"""One page through the pipeline, with what the person and the page's record say of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from newsparse.cli.messages import explained
from newsparse.cli.work import Problem, Work

if TYPE_CHECKING:
    from newsparse.article import Article
    from newsparse.cli.settings import Settings


def cleaned(page: Work, settings: Settings) -> Article | Problem:
    """The article, or what was in the way of it. A record's claims go before the options'."""
    from newsparse.pipeline import clean

    claims = {name: getattr(settings, name) for name in ("url", "source", "language", "scraped_at")}
    try:
        known = {**claims, **page.claims}
        article = clean(
            page.data,
            kind=page.kind,
            encoding=settings.encoding or page.encoding,
            name=page.name,
            profile=settings.profile,
            **known,
        )
        return article.trusted(settings.min_confidence)
    except Exception as error:
        return Problem(page.label, explained(error), error)
