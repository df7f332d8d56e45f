"""Conditions that people write: `classification = municipality and area ~ "Dalarna"`.

::

    condition  = either {"or" either}
    either     = both {"and" both}
    both       = "not" both | "(" condition ")" | about
    about      = key                                 it is filled in
               | key operator value
               | key ["not"] "in" "(" value {"," value} ")"
               | key "is" ["not"] ("empty" | "filled")
               | "contacted" [("since" | "before" | "after" | "in") value]
    operator   = "=" | "!=" | "~" | "!~" | "<" | "<=" | ">" | ">="
    value      = word | "quoted" | 'quoted'          a quote within is written twice

The words may be Swedish: och, eller, inte, i, är tom, är ifylld, kontaktad sedan, före, efter.
Small and large letters and accents do not count. `~` looks for a part. A key with several values
fits where one of them does, and `!=` and `!~` where none does. Dates may be partial, or phrases in
quotes: `last_interaction >= 2024` is from 2024 on, `= 2024` within it. Numbers are compared as
numbers. Data never becomes SQL or code: `crm.queries.conditions` makes statements of conditions,
with what was written as parameters.
"""

from crm.where.evaluation import Condition
from crm.where.keys import Key
from crm.where.parsing import Reading, parse, read
from crm.where.typed import (
    Expected,
    completed,
    condition_typed,
    expected,
    is_condition,
    written,
)

__all__ = [
    "Condition",
    "Expected",
    "Key",
    "Reading",
    "completed",
    "condition_typed",
    "expected",
    "is_condition",
    "parse",
    "read",
    "written",
]
