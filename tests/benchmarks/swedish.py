"""Swedish names by how common they are, places, roles, and phones as people spell them.

Given and family names in the order of Statistics Sweden's lists (Namnstatistik, 31 December 2019);
how much rarer each is than the one before follows Zipf's law, as names do closely enough.
"""

from itertools import accumulate
from random import Random
from typing import NamedTuple


def _words(text: str) -> tuple[str, ...]:
    return tuple(text.split())


def _phrases(text: str) -> tuple[str, ...]:
    return tuple(text.split(", "))


GIVEN = _words(
    "Anna Eva Maria Karin Sara Kristina Lena Emma Kerstin Marie Malin Jenny Ingrid Annika Birgitta"
    " Elin Linda Monica Susanne Elisabeth Johanna Hanna Inger Sofia Ulla Carina Helena Katarina"
    " Marianne Åsa Lars Mikael Anders Johan Erik Per Peter Karl Thomas Jan Daniel Fredrik Andreas"
    " Stefan Hans Mats Marcus Bengt Mattias Magnus Niklas Bo Björn Jonas Martin Göran Patrik Sven"
    " Alexander Håkan Günther Örjan Désirée Zoë Françoise Łukasz"
)
FAMILY = _words(
    "Andersson Johansson Karlsson Nilsson Eriksson Larsson Olsson Persson Svensson Gustafsson"
    " Pettersson Jonsson Jansson Hansson Bengtsson Jönsson Lindberg Jakobsson Magnusson Olofsson"
    " Lindström Lindqvist Lindgren Axelsson Berg Bergström Lundberg Lind Lundgren Lundqvist"
    " Mattsson Berglund Fredriksson Sandberg Henriksson Forsberg Sjöberg Wallin Ali"
    " Engström Mohamed Eklund"
    " Danielsson Lundin Håkansson Björk Bergman Gunnarsson Holm Wikström Samuelsson Isaksson"
    " Fransson Bergqvist Nyström Holmberg Arvidsson Löfgren Söderberg Nyberg Blomqvist Claesson"
    " Nordström Mårtensson Lundström Viklund Björklund Eliasson Berggren Sandström Nordin Ström"
    " Åberg Ekström Hermansson Holmgren Hellström Sundberg Mårder Lundwall Sjödin Åkesson Öberg"
)
FIRST_PARTS = _words(
    "Al Ask Berg Björk Blom Dal Ek Fors Gran Hag Hed Hel Holm Kvarn Lind Ljung Lund Lönn Malm"
    " Nord Ny Ros Rönn Sand Sjö Skog Stål Sten Ström Sund Söder Tall Väster Wall Ål Åker Öst"
)
LAST_PARTS = _words(
    "berg blad blom borg dahl fors fält gren gård hag holm kvist lund löf man mark qvist sjö"
    " stedt strand ström svärd vall wall"
)
PLACES = _words(
    "Avesta Sandviken Hofors Gnosjö Älmhult Degerfors Olofström Örnsköldsvik Arboga Borlänge"
    " Eskilstuna Fagersta Finspång Gislaved Gällivare Hagfors Hällefors Karlskoga Kiruna Köping"
    " Laxå Lindesberg Ludvika Luleå Mönsterås Nybro Nynäshamn Oskarshamn Oxelösund Perstorp Piteå"
    " Skellefteå Skövde Smedjebacken Storfors Surahammar Säffle Söderhamn Tibro Tidaholm"
    " Timrå Torsby Tranemo Trollhättan Uddevalla Vaggeryd Vara Vetlanda Värnamo Åmål Örebro"
)
DEPARTMENTS = _phrases(
    "Näringslivsenheten, Kommunledningen, Utbildningsförvaltningen, Kultur och fritid"
)
COMPANIES = _phrases("Verkstads AB, Mekaniska, Stål AB, Plåt, Industri AB, Trä, Energi, Bygg")
ROLES = _words(
    "Handläggare Näringslivschef VD Kommunalråd Platschef Utredare Kommundirektör Rektor"
    " Produktionschef Statssekreterare Ordförande Departementssekreterare Kanslichef"
)
TOPICS = _phrases(
    "Kompetensförsörjning, Grön omställning, Infrastruktur, Riskkapital, Elförsörjning, Bostäder,"
    " Tillstånd, Digitalisering, Export, Forskning, Transporter, Regional utveckling, Bredband,"
    " Yrkeshögskola, Upphandling, Arbetsmarknad, Skatter, Cirkulär ekonomi, Säkerhet, Almedalen"
)
TAGS = _words("styrelse vip nyhetsbrev industriföretag politiker press talare pensionerad")
DEALS = (
    "Samtal om {topic}",
    "Möte om {topic} i {place}",
    "Avstämning, {topic}",
    "Studiebesök i {place}",
    "Fråga om {topic}",
    "Seminarium om {topic}",
)
SPELLINGS = (
    "+46{0}{1}{2}{3}",
    "0{0}-{1} {2} {3}",
    "0{0}{1}{2}{3}",
    "+46 (0){0}-{1} {2} {3}",
    "0046 {0} {1} {2} {3}",
    "0{0} / {1} {2} {3}",
    "tel:+46-{0}-{1}-{2}-{3}",
    "0{0}-{1}{2}{3}",
)


class Name(NamedTuple):
    """What somebody is called."""

    given: str
    family: str

    @property
    def whole(self) -> str:
        """Both names."""
        return f"{self.given} {self.family}"


class Namer:
    """Names people and numbers, the same each time for the same chance."""

    def __init__(self, chance: Random) -> None:
        self._chance = chance
        self._given = _by_frequency(len(GIVEN))
        self._family = _by_frequency(len(FAMILY))

    def name(self) -> Name:
        """Return a name: of four, one family has a name that few bear; some names are double."""
        given, family = self._one(GIVEN, self._given), self._one(FAMILY, self._family)
        drawn = self._chance.random()
        if drawn < 0.25:
            family = self._chance.choice(FIRST_PARTS) + self._chance.choice(LAST_PARTS)
        elif drawn < 0.29:
            family = f"{family}-{self._one(FAMILY, self._family)}"
        elif drawn < 0.33:
            given = f"{given}-{self._one(GIVEN, self._given)}"
        return Name(given, family)

    def _one(self, names: tuple[str, ...], weights: list[float]) -> str:
        return self._chance.choices(names, cum_weights=weights)[0]


def _by_frequency(count: int) -> list[float]:
    return list(accumulate(1 / (place + 2) for place in range(count)))


def mobile(number: int) -> str:
    """Return one of ten million different mobile numbers, as books store it (E.164)."""
    return f"+4670{number % 10_000_000:07d}"


def spelled(phone: str, way: int) -> str:
    """Return a Swedish mobile number as somebody may write it."""
    digits = phone.removeprefix("+46")
    parts = (digits[:2], digits[2:5], digits[5:7], digits[7:])
    return SPELLINGS[way % len(SPELLINGS)].format(*parts)
