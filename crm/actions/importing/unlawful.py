"""What of a meeting or letter the book must not keep: each text with a personal identity number.

It alone is left out and told, so that the rest of the file can be taken in. The law:
dataskyddslagen 3 kap. 10 §.
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from crm.errors import Invalid
from crm.formats.records import InteractionRecord, ParticipantRecord, RecordProblem
from crm.validation import find_personal_identity_number, without_personal_identity_number

PARTICIPANTS = "participants"
OF_A_PARTICIPANT = ("name", "email", "organisation", "role", "function")


def lawful(record: InteractionRecord) -> InteractionRecord:
    """Return a meeting or letter without what must not be kept beside its own texts.

    These (subject, place, details) are checked one by one when they are taken.
    """
    if not find_personal_identity_number("\n".join(_texts(record))):
        return record
    made = replace(record, problems=list(record.problems))
    participants = [_lawful_participant(made, one) for one in record.participants]
    made.participants = [one for one in participants if one.name or one.email or one.organisation]
    made.topics = _allowed(made, "topics", record.topics)
    made.attachments = _allowed(made, "attachments", record.attachments)
    made.unmapped = {
        name: text for name, text in record.unmapped.items() if _allowed(made, name, [text])
    }
    made.proposals = [
        one
        for one in record.proposals
        if not find_personal_identity_number(f"{one.name}\n{one.email}\n{one.value}")
    ]
    return made


def _texts(record: InteractionRecord) -> Iterator[str]:
    yield from (*record.topics, *record.attachments, *record.unmapped.values())
    for one in record.participants:
        yield from (getattr(one, name) for name in OF_A_PARTICIPANT)
    for said in record.proposals:
        yield from (said.name, said.email, said.value)


def _lawful_participant(made: InteractionRecord, one: ParticipantRecord) -> ParticipantRecord:
    said = {name: text for name in OF_A_PARTICIPANT if (text := getattr(one, name))}
    odd = [name for name, text in said.items() if not _allowed(made, PARTICIPANTS, [text])]
    return replace(one, **dict.fromkeys(odd, "")) if odd else one


def _allowed(made: InteractionRecord, name: str, texts: Iterable[str]) -> list[str]:
    """Return the texts that may be kept, and report the others."""
    kept = []
    for text in texts:
        try:
            kept.append(without_personal_identity_number(text))
        except Invalid as error:
            made.problems.append(RecordProblem(made.line, name, "", error.message))
    return kept
