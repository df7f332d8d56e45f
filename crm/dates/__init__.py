"""Partial dates, moments, repeats and the date phrases people type, in Swedish and English."""

from crm.dates.finding import FoundDate, FoundTime, find_dates, find_times, is_deadline
from crm.dates.moments import join_date_time, parse_moment, parse_time, split_moment
from crm.dates.partial import (
    containing,
    first_after,
    first_day,
    in_force,
    is_past,
    last_day,
    parse_partial,
)
from crm.dates.phrases import DateSpan, understand, understand_day
from crm.dates.reading import Prefer
from crm.dates.repeats import next_occurrence, parse_repeat
from crm.dates.wording import (
    days_between,
    format_date,
    format_day,
    format_moment,
    relative,
    short_month,
    weekday_and_iso,
)

__all__ = [
    "DateSpan",
    "FoundDate",
    "FoundTime",
    "Prefer",
    "containing",
    "days_between",
    "find_dates",
    "find_times",
    "first_after",
    "first_day",
    "format_date",
    "format_day",
    "format_moment",
    "in_force",
    "is_deadline",
    "is_past",
    "join_date_time",
    "last_day",
    "next_occurrence",
    "parse_moment",
    "parse_partial",
    "parse_repeat",
    "parse_time",
    "relative",
    "short_month",
    "split_moment",
    "understand",
    "understand_day",
    "weekday_and_iso",
]
