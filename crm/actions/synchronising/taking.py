"""One import of a folder under way: which cards are to come in, and what is in step after it."""

from collections.abc import Mapping

from sqlmodel import Session, col, func, select

from crm.actions.exporting.files import whole_file
from crm.actions.synchronising.cards import OurCard, cards_with
from crm.actions.synchronising.following import follow, says_the_same
from crm.actions.synchronising.gathering import Gathered, Incoming
from crm.actions.synchronising.report import FolderChange, FolderReport
from crm.formats.vdir import (
    STATE,
    CardFolder,
    Standing,
    Step,
    standing,
    state_of,
    uid_in,
)
from crm.i18n import _
from crm.queries.kinds import MODELS, batched
from crm.vocabulary import RecordKind


class Taking:
    """What an import makes of a folder.

    `incoming` are the cards to be imported, `deleted` the keys of the records whose cards are gone.
    """

    def __init__(
        self, folder: CardFolder, steps: Mapping[str, Step], kind: RecordKind, *, force: bool
    ) -> None:
        self.report = FolderReport()
        self.kind = kind
        self.folder = folder
        self.incoming: list[Incoming] = []
        self.deleted: dict[str, int] = {}
        self._stored = steps
        self._steps = follow(folder, steps)
        self._whose: dict[int, int] = {}
        self._last_before = 0
        self._force = force
        for name, fault in folder.faults.items():
            self.tell(self.report.faults, name, "", fault)

    def compare(self, session: Session) -> None:
        """Find out which cards have changed, and whether their records have too."""
        changed = {
            uid: step
            for uid, step in self._steps.items()
            if step.file not in self.folder.faults
            and self.folder.files.get(step.file) != step.sha256
        }
        self.report.in_step = len(self._steps) - len(changed)
        known = {step.file for step in self._steps.values()}
        names = {uid: step.uid for uid, step in changed.items()}
        for some in batched(list(changed)):
            ours = cards_with(session, self.kind, some, names)
            for uid in some:
                self._take_changed(uid, changed[uid], ours.get(uid))
        model = MODELS[self.kind]
        self._last_before = session.scalar(select(func.max(model.id))) or 0
        self.incoming += [Incoming(name) for name in self.folder.files if name not in known]

    def tell(self, where: list[FolderChange], file: str, name: str, problem: str) -> None:
        """Note a card that is not simply carried over."""
        where.append(FolderChange(file=file, name=name, problem=problem))

    def is_told(self, line: int, kind: RecordKind, identity: int) -> None:
        """Note who the record on a line of the gathered cards is."""
        if kind == self.kind:
            self._whose[line] = identity

    def forget(self, uid: str) -> None:
        """Let a record be in step no more."""
        self._steps.pop(uid, None)

    def _take_changed(self, uid: str, step: Step, card: OurCard | None) -> None:
        name = card.name if card else ""
        file = self.folder.files.get(step.file)
        found = standing(step, file, card.digest if card else None)
        if found is Standing.CHANGED_BOTH and file and card and self._is_same(card, step):
            self._steps[uid] = Step(step.file, step.uid, file, card.digest)
            self.report.in_step += 1
        elif found is Standing.CHANGED_THERE or (self._force and file):
            # What had less to say than its record from the start does not win over it.
            self.incoming.append(Incoming(step.file, uid, step, wins=bool(step.digest)))
        elif card and (found is Standing.GONE_THERE or self._force):
            problem = _("it was deleted there: delete {name} here too with --delete")
            self.tell(self.report.gone_there, step.file, name, problem.format(name=name))
            self.deleted[uid] = card.id
        elif found is Standing.CHANGED_BOTH:
            problem = _("it was changed both here and there: --force lets the folder win")
            self.tell(self.report.conflicts, step.file, name, problem)
        else:
            self.forget(uid)

    def _is_same(self, card: OurCard, step: Step) -> bool:
        return says_the_same(card.content, self.folder.path / step.file)

    def note_imported(self, session: Session, gathered: Gathered) -> None:
        """Note which records and cards belong together now; a second card of a record is told."""
        cards: dict[str, Incoming] = {}
        for one, uid in self._who_is_in(session, gathered).items():
            usual = self._usual_file(one, uid, cards)
            if usual != one.file and usual in self.folder.files:
                problem = _("the card of this record is {file}: put both together into that one")
                self.tell(self.report.faults, one.file, "", problem.format(file=usual))
            else:
                cards[uid] = one
        for some in batched(list(cards.items())):
            self._note_steps(session, dict(some))

    def _usual_file(self, one: Incoming, uid: str, cards: Mapping[str, Incoming]) -> str:
        if uid in cards:
            return cards[uid].file
        step = None if one.step else self._steps.get(uid)
        return step.file if step else one.file

    def _note_steps(self, session: Session, cards: Mapping[str, Incoming]) -> None:
        own = {uid: uid_in(self.folder.content(one.file)) or uid for uid, one in cards.items()}
        ours = cards_with(session, self.kind, own, own)
        for uid in cards.keys() & ours.keys():
            file, card = cards[uid].file, ours[uid]
            digest = card.digest if self._says_all(cards[uid], card) else ""
            self._steps[uid] = Step(file, own[uid], self.folder.files[file], digest)

    def _says_all(self, one: Incoming, card: OurCard) -> bool:
        """Tell whether a card that came in says all that the book has of somebody."""
        if one.step:
            return one.step.digest != ""
        is_new = card.id > self._last_before
        return is_new or says_the_same(card.content, self.folder.path / one.file)

    def _who_is_in(self, session: Session, gathered: Gathered) -> dict[Incoming, str]:
        """Return the uid of the record that each imported card is about."""
        keys: dict[Incoming, int] = {}
        for line in sorted(self._whose):
            # Of several people in one card, the first is the one whom the card is about.
            keys.setdefault(gathered.at(line), self._whose[line])
        uids = self._uids_of(session, set(keys.values()))
        known = {one: one.uid for _line, one in gathered.files if one.uid}
        return {one: uids[key] for one, key in keys.items() if key in uids} | known

    def _uids_of(self, session: Session, keys: set[int]) -> dict[int, str]:
        model = MODELS[self.kind]
        found: dict[int, str] = {}
        for some in batched(sorted(keys)):
            rows = session.execute(select(model.id, model.uid).where(col(model.id).in_(some)))
            found |= {row.id: row.uid for row in rows}
        return found

    def save(self) -> None:
        """Write down what is in step now, if that is anything new."""
        if self._steps != self._stored:
            with whole_file(self.folder.path / STATE, replace=True) as stream:
                stream.write(state_of(self._steps))
