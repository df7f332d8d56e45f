"""Which names somebody may have meant, and which records may be of one person or organisation.

Pure: candidates in, scores and reasons out. rapidfuzz is imported where it is used.
"""

from crm.matching.finding import THRESHOLD, Pair, compare_one, find_duplicates
from crm.matching.names import nearest
from crm.matching.scoring import Candidate, Match, score, shared_values

__all__ = [
    "THRESHOLD",
    "Candidate",
    "Match",
    "Pair",
    "compare_one",
    "find_duplicates",
    "nearest",
    "score",
    "shared_values",
]
