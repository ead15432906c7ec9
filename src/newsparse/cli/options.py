"""The options that commands share, and the checks that turn what was typed into values."""

from __future__ import annotations

import codecs
import re
from dataclasses import fields
from typing import TYPE_CHECKING, Any, TypeVar
from urllib.parse import urlsplit

import click

from newsparse.article import Article
from newsparse.cli.config import use_config
from newsparse.cli.messages import shown
from newsparse.cli.settings import KINDS

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from newsparse.profile import Profile

Decorated = TypeVar("Decorated", bound="Callable[..., Any]")

_LANGUAGE = r"[A-Za-z]{2,3}(-[A-Za-z0-9]{1,8}){0,6}"


def iso_date(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A date, or a date and time, in ISO 8601."""
    if value is None:
        return None
    from datetime import datetime

    try:
        moment = datetime.fromisoformat(value.strip())
    except ValueError as error:
        raise click.BadParameter(
            f"{value!r} is no ISO 8601 date; write 2025-07-26 or 2025-07-26T14:05+02:00"
        ) from error
    return moment.isoformat() if re.search(r"\d[T ]\d", value) else moment.date().isoformat()


def known_encoding(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """An encoding that Python can read text in."""
    if value is None:
        return None
    try:
        b"a".decode(value, "replace")
    except LookupError as error:
        raise click.BadParameter(f"{value!r} is no encoding; write utf-8, windows-1252, shift_jis, …") from error
    return codecs.lookup(value).name


def language_tag(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """A BCP 47 tag, by its form."""
    if value is not None and not re.fullmatch(_LANGUAGE, value):
        raise click.BadParameter(f"{value!r} is no language tag; write de, en-GB, zh-Hant, …")
    return value


def address(context: click.Context, parameter: click.Parameter, value: str | None) -> str | None:
    """An absolute address."""
    if value is not None and not _is_absolute(value):
        raise click.BadParameter(f"{value!r} is no address; write https://news.example/story")
    return value


def known_profile(context: click.Context, parameter: click.Parameter, value: str | None) -> Profile | None:
    """A file of lines that recur, read and looked through."""
    if value is None:
        return None
    from newsparse.errors import ProfileError
    from newsparse.profile import Profile

    try:
        return Profile.load(value)
    except ProfileError as error:
        raise click.BadParameter(shown(str(error))) from error


def field_names(context: click.Context, parameter: click.Parameter, value: str | None) -> tuple[str, ...]:
    """Names of an article's fields, in the article's order."""
    if value is None:
        return ()
    known = [field.name for field in fields(Article)]
    asked = [name.strip() for name in value.split(",") if name.strip()]
    for name in asked:
        if name not in known:
            raise click.BadParameter(f"{name!r} is no field of an article; fields are {', '.join(known)}")
    if not asked:
        raise click.BadParameter("names no field; write title,date,body")
    return tuple(name for name in known if name in asked)


def reading_options(*more_kinds: str) -> Callable[[Decorated], Decorated]:
    """The options that say what an input is; `more_kinds` are forms that this command reads besides pages."""
    return _stacked(
        click.option(
            "--from",
            "kind",
            type=click.Choice([*KINDS, *more_kinds]),
            default="auto",
            show_default=True,
            help="What the input is; auto finds out.",
        ),
        click.option(
            "--encoding",
            metavar="NAME",
            callback=known_encoding,
            help="Encoding of the input, where it is known better than the input shows.",
        ),
        click.option("--url", metavar="URL", callback=address, help="Where the page was."),
        click.option("--source", metavar="NAME", help="Who published it, where the page does not say."),
        click.option(
            "--language", metavar="TAG", callback=language_tag, help="Language of the article (de, en-GB, zh-Hant)."
        ),
        click.option(
            "--scraped-at",
            metavar="DATE",
            callback=iso_date,
            help='When the page was fetched (2025-07-26): makes dates of "5 hours ago" and of days without a year.',
        ),
        profile_option("Weigh in what recurs on the page's site, as batch --save-profile wrote it."),
    )


def column_option() -> Callable[[Decorated], Decorated]:
    """The option that says where in a table or a record the page is."""
    return click.option(
        "--text-column",
        metavar="NAME",
        help="Column of a table (key of JSON Lines) that holds the page; found where it is named text, html, markdown, "
        "content or body.",
    )


def profile_option(words: str) -> Callable[[Decorated], Decorated]:
    """`--profile`, with its help."""
    return click.option("--profile", metavar="FILE", type=click.Path(), callback=known_profile, help=words)


def writing_options() -> Callable[[Decorated], Decorated]:
    """The options that say what of an article is written, whatever the format."""
    return click.option(
        "--min-confidence",
        metavar="SHARE",
        type=click.FloatRange(0, 1),
        default=0.0,
        help="Write null for fields that are less sure than this, 0 to 1 (0.9: one in ten of the rest may be wrong).",
    )


def calling_options() -> Callable[[Decorated], Decorated]:
    """The options about the call itself."""
    return _stacked(
        click.option(
            "--config",
            type=click.Path(),
            is_eager=True,
            expose_value=False,
            callback=use_config,
            help="Take defaults for these options from a TOML file.",
        ),
        click.option("--debug", is_flag=True, help="Show where an error arose."),
    )


def _stacked(*options: Callable[[Any], Any]) -> Callable[[Decorated], Decorated]:
    return lambda command: _apply(options, command)


def _apply(options: Sequence[Callable[[Any], Any]], command: Decorated) -> Decorated:
    for option in reversed(options):
        command = option(command)
    return command


def _is_absolute(value: str) -> bool:
    try:
        parts = urlsplit(value)
    except ValueError:
        return False
    return bool(parts.scheme and (parts.netloc or parts.path.startswith("/"))) and value.isprintable()
