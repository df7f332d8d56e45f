"""What people are called and what stands in the register, in Swedish and in English."""

from collections.abc import Iterator
from functools import lru_cache
from itertools import islice, product

from crm.matching.spelling import Words, spelling, spelt
from crm.text import fold

# A name, then its short forms. One short form may be of several names: Kajsa of Karin and Katarina.
_TABLE = """
Alexander: Alex Sascha Xander
Alexandra: Alex Sandra
Alf: Affe
Anders: Ante Andy
Andreas: Ante Andy Adde
Ann-Kristin: Anki
Ann-Katrin: Anki
Anna: Annie
Anton: Ante Tony
Axel: Acke
Barbro: Babs
Bengt: Benke Bengan
Benjamin: Benne Ben Benny
Bertil: Berra
Birgitta: Gittan Biggan Britta Birgit
Bo: Bosse
Camilla: Milla
Carolina: Lina Karro
Charles: Charlie Chuck
Charlotta: Lotta Lotten Charlotte Lollo
Christopher: Chris Kit
Daniel: Danne Dan Danny
David: Dadde Dave
Edward: Eddie Ted Ed
Eleonora: Nora
Elisabet: Lisa Bettan Lisbet Elsa Betty Liz Beth
Emanuel: Manne
Erik: Jerker
Filip: Fille Frippe Phil
Francis: Frank
Frans: Frasse
Fredrik: Fredde Figge Fred Freddie
Fredrika: Rika
Gabriel: Gabbe
Gabriella: Gabbi Ella
Georg: Jojje
Gunilla: Nilla Gullan
Gunnar: Gurra
Gustaf: Gurra Gusten Gösta Gustav
Hans: Hasse
Harald: Harry
Helena: Lena Helen
Henrik: Henke
Henry: Harry Hank
Ingemar: Inge
Ingrid: Inga Ninni
Ingvar: Inge
Isabella: Bella
Jakob: Jacke Kobbe Jack
James: Jim Jimmy Jamie
Jan: Janne
Jennifer: Jenny
Joakim: Jocke Kim
Johan: Jojje Johnny Janne Johannes
Johanna: Hanna Jossan
Johannes: Hannes
John: Johnny Jonny Jack
Jonas: Jonte
Jonatan: Jonte Jon
Josef: Joffe Joe
Josefin: Jossan Fina
Karin: Kajsa Carin
Karl: Kalle Charlie Calle
Katarina: Kattis Kajsa Katja Rina Cattis Kate Cathy
Kenneth: Kenta Ken Kenny
Kerstin: Kickan Stina
Klas: Klasse
Konrad: Konny
Kristian: Krille Chris
Kristina: Kicki Kikki Stina Kickan Nina
Kristoffer: Kricke Stoffe Toffe Chris
Kurt: Kurre
Lars: Lasse
Lawrence: Larry
Leif: Leffe
Lennart: Lelle Lenn
Linnea: Linn Linkan
Louise: Lollo Lisa Lo
Ludvig: Ludde
Magdalena: Lena Magda Malin
Magnus: Mange
Margareta: Greta Maggan Margit Meta Rita Maggie Margaret
Margaret: Maggie Peggy Meg Greta
Maria: Mia Maja Marie Mimmi
Martin: Matte
Matilda: Tilda
Mats: Matte
Matthew: Matt
Mattias: Matte Matt Tias
Maximilian: Max
Michael: Mike Mick
Mikael: Micke Mike
Mohammed: Muhammad Mohamed Mo
Monika: Mona
Mustafa: Musse
Nicholas: Nick Nicky
Niklas: Nicke Nick
Nils: Nisse
Olof: Olle Ola Olov
Oskar: Ogge Osse
Patricia: Pat Patty
Patrik: Patte Putte Pat
Per: Pelle Perra Pär Peo
Per-Olof: Peo
Peter: Petter Pete Peppe
Petra: Pettan
Ragnar: Ragge
Rebecka: Becka Becky
Richard: Ricke Dick Rick
Rickard: Ricke
Robert: Robban Bob Rob Bobby Robbie
Robin: Robban
Roger: Rogge
Roland: Rolle
Rolf: Roffe
Ronald: Ron Ronnie
Samuel: Sam Samme
Sebastian: Sebbe Basse
Sigfrid: Sigge
Sigurd: Sigge
Sigvard: Sigge
Simon: Simme
Sofia: Fia Soffan
Staffan: Steffe
Stefan: Steffe
Steven: Steve
Susanna: Sanna Sussi Sussie Susan
Susanne: Sussi Sussie Sanna Susan
Sven: Svenne
Teodor: Teo Ted Teddy
Teresa: Tessan Tess
Therese: Tessan Tess Terese
Thomas: Tompa Tom Tommy Tomas
Timothy: Tim
Tobias: Tobbe Toby
Torbjörn: Tobbe
Torsten: Totte
Ulf: Uffe
Ulrika: Ulla Rika
Valdemar: Valle
Valter: Valle Walt
Viktor: Vicke
Viktoria: Vickan Vicky
Vilhelm: Ville Wille Bill
Vilhelmina: Mina Vilma Minna
Vivianne: Vivi
William: Bill Billy Will Wille Ville
Zakarias: Zacke Zack
"""
_MOST_READINGS = 8


def _read(table: str) -> dict[str, tuple[Words, ...]]:
    names: dict[str, tuple[Words, ...]] = {}
    for line in table.split("\n"):
        name, _colon, forms = line.partition(":")
        for form in forms.split():
            [short] = spelt(form)
            names[short] = (*names.get(short, ()), spelt(name))
    return names


_NAMES = _read(_TABLE)


@lru_cache(maxsize=65536)
def readings(word: str) -> tuple[Words, ...]:
    """Return what a folded word may stand for, in one spelling: itself, then whole names."""
    key = spelling(word)
    return ((key,), *_NAMES.get(key, ()))


def has_short_forms(name: Words) -> bool:
    """Say whether a word of a name may stand for another name."""
    return not _NAMES.keys().isdisjoint(map(spelling, name))


def whole_names(name: Words) -> Iterator[Words]:
    """Yield the readings of a name with its short forms written out, at most a few."""
    if not has_short_forms(name):
        yield tuple(map(spelling, name))
        return
    for reading in islice(product(*map(readings, name)), _MOST_READINGS):
        yield tuple(word for words in reading for word in words)


def also_called(word: str) -> frozenset[str]:
    """Return the folded names of one word that somebody of this folded name may go by."""
    return _ALSO_CALLED.get(word, frozenset()) - {word}


def _together(table: str) -> dict[str, frozenset[str]]:
    found: dict[str, frozenset[str]] = {}
    for line in table.split("\n"):
        names = frozenset(fold(name) for name in line.replace(":", " ").split() if "-" not in name)
        for name in names:
            found[name] = found.get(name, frozenset()) | names
    return found


_ALSO_CALLED = _together(_TABLE)
