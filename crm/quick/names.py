"""Who took part, as a line names them: `med A, B och C`, `ringde A`, `hos X`, `@org`, `#topic`."""

from crm.quick.claims import Claims
from crm.quick.line import Knows, Name, Role
from crm.quick.words import (
    ADDRESSED,
    ADDRESSING,
    ALSO,
    AT,
    DOERS,
    ENGLISH_I,
    STOPS,
    TITLES,
    VISITED,
    WITH,
)
from crm.vocabulary import NAME_PARTICLES, InteractionKind, RecordKind

LONGEST_NAME = 5
LONGEST_IN_SMALL_LETTERS = 2
MOST_NAMES = 50


def nobody_known(kind: RecordKind, name: str) -> bool:
    """Say of any name that nobody and nothing is known to bear it."""
    del kind, name
    return False


class People:
    """Finds the names of those who took part, and takes their words."""

    def __init__(self, claims: Claims, knows: Knows) -> None:
        self._claims = claims
        self._knows = knows
        self.names: list[Name] = []
        self.places_of_work: list[Name] = []

    def find(self, kind: InteractionKind | None) -> None:
        """Find those after `med`, and after `från` and `till` for what is sent or called."""
        joining = WITH | ADDRESSING if kind in ADDRESSED else WITH
        for index in range(len(self._claims)):
            word = self._claims.folded(index)
            if word in joining:
                self._take_list(index, sure=word in WITH)
            elif word in AT or (kind is InteractionKind.VISIT and self._precedes_host(index)):
                self._take_place_of_work(index)

    def find_after_kind(self, kind: InteractionKind, index: int, *, by_verb: bool) -> None:
        """Find those who stand right after the word for what it was: `ringde Mårder`.

        After a verb whoever is called or met is named, but `mejlade inbjudan` says what was sent.
        """
        word = self._claims.folded(index)
        if word in DOERS or (word and self._claims.tokens[index].text == ENGLISH_I):
            self._claims.take(index, index + 1, Role.JOINING)
            index += 1
        if by_verb and self._claims.folded(index) in ADDRESSING and self._is_known(index + 1):
            self._claims.take(index, index + 1, Role.JOINING)
            index += 1
        if by_verb or self._is_known(index):
            self._take_names(index, sure=by_verb and kind is not InteractionKind.EMAIL)

    def find_doer(self, index: int, verb: int) -> bool:
        """Take what stands before a verb as who did it (`Mårder ringde`), if it is a name."""
        length = self._length(index, sure=False)
        if not length or index + length != verb:
            return False
        self._take(index, length)
        return True

    def _take_list(self, index: int, *, sure: bool) -> None:
        directly = sure and not self.names and not self._claims.says_anything_before(index)
        if self.names and self._claims.says_anything_before(index):
            # Who took part has been said: `om samarbete med ALMI` is what it was about.
            return
        stop = self._take_names(index + 1, sure=directly)
        if stop > index + 1:
            self._claims.take(index, index + 1, Role.JOINING)

    def _take_names(self, index: int, *, sure: bool) -> int:
        """Take the names of a list that begins here; return where it ends."""
        end = index
        while len(self.names) < MOST_NAMES:
            after = self._take_one(index, sure=sure)
            if after == index:
                return end
            self._claims.take(end, index, Role.JOINING)
            end = index = after
            while self._claims.folded(index) in ALSO or self._is_sign(index, ","):
                index += 1
            sure = False
            if index == end and not self._is_marked(index):
                return end
        return end

    def _take_one(self, index: int, *, sure: bool) -> int:
        """Take one name, or pass one that is marked; return where it ends."""
        if self._is_marked(index):
            return index + 1
        title = index
        while self._claims.folded(index) in TITLES and self._claims.is_word(index + 1):
            index += 1
        length = self._length(index, sure=sure and index == title)
        if not length:
            return title
        self._claims.take(title, index, Role.JOINING)
        return self._take(index, length)

    def _take(self, index: int, length: int) -> int:
        self.names.append(self._claims.name(index, index + length))
        self._claims.take(index, index + length, Role.PERSON)
        return index + length

    def _take_place_of_work(self, index: int) -> None:
        if self._is_marked(index + 1):
            self._claims.take(index, index + 1, Role.JOINING)
            return
        length = self._length(index + 1, sure=False)
        if length:
            self._claims.take(index, index + 1, Role.JOINING)
            self._claims.take(index + 1, index + 1 + length, Role.ORGANISATION)
            self.places_of_work.append(self._claims.name(index + 1, index + 1 + length))

    def _precedes_host(self, index: int) -> bool:
        """Tell whether a word stands before an organisation that was visited."""
        length = self._length(index + 1, sure=False)
        if not length or self._claims.folded(index) not in VISITED:
            return False
        name = self._claims.name(index + 1, index + 1 + length).text
        return self._knows(RecordKind.ORGANISATION, name)

    def _is_known(self, index: int) -> bool:
        length = self._length(index, sure=False)
        return length > 0 and self._bears(index, length)

    def _bears(self, index: int, length: int) -> bool:
        """Tell whether a person or an organisation is called what stands here."""
        name = self._claims.name(index, index + length).text
        known = self._knows(RecordKind.PERSON, name)
        # In small letters after other words, a name of an organisation is rather a word.
        is_name = self._claims.tokens[index].is_capitalised or self._stands_apart(index)
        return known or (is_name and self._knows(RecordKind.ORGANISATION, name))

    def _stands_apart(self, index: int) -> bool:
        """Tell whether nothing but what ties it stands before a name."""
        return not self._claims.says_anything_before(index - 1)

    def _is_marked(self, index: int) -> bool:
        roles = self._claims.roles
        return index < len(roles) and roles[index] is Role.ORGANISATION

    def _is_sign(self, index: int, sign: str) -> bool:
        return self._claims.is_free(index) and self._claims.tokens[index].text == sign

    def _length(self, index: int, *, sure: bool) -> int:
        """Return of how many words the name is that begins here; 0 where none does.

        The most words of which somebody is known decide, but never less than two of several: who
        is not known should not be taken for a namesake. Else the capital letters do. In small
        letters, two words at most are a name, and only where they are `sure` to be one.
        """
        claims = self._claims
        if not claims.is_word(index):
            return 0
        first = claims.tokens[index]
        if first.quoted or first.is_address or _is_reference(first.text):
            return 1
        reach = self._reach(index)
        for length in range(reach, min(reach, 2) - 1, -1):
            if length and self._bears(index, length):
                return length
        if first.is_capitalised:
            return self._capitalised(index)
        return min(reach, LONGEST_IN_SMALL_LETTERS) if sure else 0

    def _reach(self, index: int) -> int:
        """Return how many words stand here that could be one name."""
        length = 0
        while length < LONGEST_NAME and self._may_be_in_name(index + length):
            length += 1
            if self._ends_sentence(index + length - 1):
                break
        return length

    def _may_be_in_name(self, index: int) -> bool:
        claims = self._claims
        if not claims.is_word(index) or claims.tokens[index].quoted:
            return False
        folded = claims.folded(index)
        if folded in NAME_PARTICLES and claims.is_word(index + 1):
            return True
        return folded not in STOPS and any(letter.isalpha() for letter in folded)

    def _capitalised(self, index: int) -> int:
        claims = self._claims
        length = 1
        while length < LONGEST_NAME and not self._ends_sentence(index + length - 1):
            following = index + length
            if not claims.is_word(following) or claims.tokens[following].quoted:
                break
            while claims.folded(following) in NAME_PARTICLES and not self._has_capital(following):
                following += 1
            if not self._has_capital(following):
                break
            length = following + 1 - index
        return length

    def _has_capital(self, index: int) -> bool:
        return self._claims.is_word(index) and self._claims.tokens[index].is_capitalised

    def _ends_sentence(self, index: int) -> bool:
        word = self._claims.tokens[index].text
        return word.endswith(".") and len(word) > len("J.")


def _is_reference(word: str) -> bool:
    return word[:1] in ("p", "o") and word[1:].isdecimal()
