"""Dates as people and machines write them: found in a text, read as values that claim no more than was said."""

from newsparse.lexicon.dates.calendars import is_month
from newsparse.lexicon.dates.machine import in_url, stamp
from newsparse.lexicon.dates.recognise import mentions, might_hold_date
from newsparse.lexicon.dates.rest import is_dateline, rest
from newsparse.lexicon.dates.values import DateMention, resolve

__all__ = [
    "DateMention",
    "in_url",
    "is_dateline",
    "is_month",
    "mentions",
    "might_hold_date",
    "resolve",
    "rest",
    "stamp",
]
