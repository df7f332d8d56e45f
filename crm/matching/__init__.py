"""Which names somebody may have meant, and which records may be of one person or organisation.

Pure: candidates in, scores and reasons out. rapidfuzz is imported where it is used.
"""

from crm.matching.evidence import Candidate, plain_phone
from crm.matching.finding import THRESHOLD, Found, Pair, compare_one, find_duplicates, search
from crm.matching.frequency import Frequencies
from crm.matching.likeness import (
    comparable,
    compare_organisations,
    compare_people,
    spelling_of,
)
from crm.matching.nearest import nearest
from crm.matching.nicknames import also_called
from crm.matching.scoring import Match, score, shared_values
from crm.matching.source import Source

__all__ = [
    "THRESHOLD",
    "Candidate",
    "Found",
    "Frequencies",
    "Match",
    "Pair",
    "Source",
    "also_called",
    "comparable",
    "compare_one",
    "compare_organisations",
    "compare_people",
    "find_duplicates",
    "nearest",
    "plain_phone",
    "score",
    "search",
    "shared_values",
    "spelling_of",
]
