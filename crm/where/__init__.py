"""Conditions that people write: `classification = municipality and area ~ "Dalarna"`.

::

    condition  = either {"or" either}
    either     = both {"and" both}
    both       = "not" both | "(" condition ")" | comparison
    comparison = key [operator value]         a key alone: it is filled in
    operator   = "=" | "!=" | "~" | "!~" | "<" | "<=" | ">" | ">="
    value      = word | "quoted" | 'quoted'   a quote within is written twice

Small and large letters and accents do not count. `~` looks for a part. A key with several values
fits where one of them does, and `!=` and `!~` where none does. Dates may be partial:
`last_interaction >= 2024` is from 2024 on, `= 2024` within it. Numbers are compared as numbers.
Data never becomes SQL or code: a condition is compared with plain values.
"""

from crm.where.evaluation import Condition
from crm.where.parsing import parse

__all__ = ["Condition", "parse"]
