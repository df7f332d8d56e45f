"""Lines as people write them, in both languages, and what each is taken for on 2 May 2019."""

import pytest

from tests.quick.said import said

SWEDISH = [
    (
        "möte igår med Günther Mårder @Företagarna #kompetensförsörjning uppföljning: skicka"
        " underlag senast 2 juli",
        "meeting 2019-05-01 | with Günther Mårder | @Företagarna | #kompetensförsörjning"
        " | -> skicka underlag (2019-07-02)",
    ),
    (
        "mote igar med Gunther Marder @Foretagarna #kompetensforsorjning uppfoljning: skicka"
        " underlag senast 2 juli",
        "meeting 2019-05-01 | with Gunther Marder | @Foretagarna | #kompetensforsorjning"
        " | -> skicka underlag (2019-07-02)",
    ),
    ("ringde marder igår om lån", "call 2019-05-01 | “lån” | with marder"),
    ("Telefonmöte med Göran idag", "call 2019-05-02 | “Telefonmöte” | with Göran"),
    ("ringde lundwal igår", "call 2019-05-01 | with lundwal"),
    ("brev till Emil Högberg med bilagan", "letter | “med bilagan” | with Emil Högberg"),
    ("mejlade inbjudan till Emil Högberg", "email | “inbjudan” | with Emil Högberg"),
    (
        "möte 11-12 april i Örnsköldsvik med Emil Högberg, Günther Mårder och Göran Lundwall om"
        " industrins villkor",
        "meeting 2019-04-11..2019-04-12 | “industrins villkor” | in Örnsköldsvik"
        " | with Emil Högberg, Günther Mårder, Göran Lundwall",
    ),
    (
        "Göran Lundwall ringde i fredags kl 14 #tillväxtkapital",
        "call 2019-04-26T14:00 | with Göran Lundwall | #tillväxtkapital",
    ),
    (
        'lunch med Marita Sjödin @"Nordic Flanges" idag om svetsare',
        "meeting 2019-05-02 | “lunch om svetsare” | with Marita Sjödin | @Nordic Flanges",
    ),
    (
        "mejl till Emil Högberg @Näringsdepartementet om #grön omställning -> ring nästa fredag",
        "email | “grön omställning” | with Emil Högberg | @Näringsdepartementet"
        " | #grön omställning | -> ring (2019-05-10)",
    ),
    (
        "besök hos Nordic Flanges i Örnsköldsvik i fredags med Marita Sjödin, Leif Lundgren",
        "visit 2019-04-26 | in Örnsköldsvik | with Marita Sjödin, Leif Lundgren | @Nordic Flanges",
    ),
    (
        "styrelsemöte 3 maj 9.30-12 @ALMI Invest väntar på: protokoll",
        "meeting 2019-05-03T09:30..2019-05-03T12:00 | “styrelsemöte” | @ALMI Invest | <- protokoll",
    ),
    (
        "seminarium i Almedalen 2 juli @Företagarna om #infrastruktur todo: boka lokal senast"
        " 15 juni; bjud in @ALMI",
        "seminar 2019-07-02 | “infrastruktur” | in Almedalen | @Företagarna | #infrastruktur"
        " | -> boka lokal (2019-06-15) | -> bjud in ALMI @ALMI",
    ),
    (
        "anteckning: samarbete med industrin om kompetens i Sverige",
        "note | “samarbete med industrin om kompetens i Sverige”",
    ),
    (
        "vi träffade statssekreterare Emil Högberg igår",
        "meeting 2019-05-01 | with Emil Högberg",
    ),
    (
        'brev från Leif Lundgren om "Agenda 2030 och 2 juli"',
        "letter | “Agenda 2030 och 2 juli” | with Leif Lundgren",
    ),
    (
        "möte med @ALMI och Göran Lundwall igår, kapital",
        "meeting 2019-05-01 | “kapital” | with Göran Lundwall | @ALMI",
    ),
    (
        "möte igår med Göran Lundwall om samarbete med Företagarna",
        "meeting 2019-05-01 | “samarbete med Företagarna” | with Göran Lundwall",
    ),
    (
        "ringde Göran 2 juli om lånet",
        "call 2018-07-02 | “lånet” | with Göran",
    ),
    (
        "bokat möte 2 juli med Göran Lundwall",
        "meeting 2019-07-02 | with Göran Lundwall",
    ),
    (
        "samtal med Kalle Kula @Nytt Bolag <- de återkommer i juni <-> ordna seminarium",
        "call | with Kalle Kula | @Nytt Bolag | <- de återkommer (2019-06) | <-> ordna seminarium",
    ),
    (
        "studiebesök i Sandviken för två veckor sedan med marita sjödin, leif lundgren om robotar",
        "visit 2019-04-18 | “studiebesök om robotar” | in Sandviken"
        " | with marita sjödin, leif lundgren",
    ),
    (
        "Mejlade Emil Högberg: inbjudan till Industridagen -> påminn om två veckor",
        "email | “inbjudan till Industridagen” | with Emil Högberg | -> påminn (2019-05-16)",
    ),
    (
        "seminarium om budget 2020 och Agenda 2030 i tisdags @Svenska industrikommuner",
        "seminar 2019-04-30 | “budget 2020 och Agenda 2030” | @Svenska industrikommuner",
    ),
    (
        "Besök på Nordic Flanges 15 april med Marita Sjödin #automation",
        "visit 2019-04-15 | with Marita Sjödin | @Nordic Flanges | #automation",
    ),
    (
        "frukostmöte på midsommarafton med goran@almi.se och p12",
        "meeting 2019-06-21 | “frukostmöte” | with goran@almi.se, p12",
    ),
    (
        "möte med kommunen om skolan imorgon kl. 13–14.30",
        "meeting 2019-05-03T13:00..2019-05-03T14:30 | “skolan” | with kommunen",
    ),
]

ENGLISH = [
    (
        "meeting yesterday with Günther Mårder @Företagarna #skills follow-up: send the material"
        " by 2 July",
        "meeting 2019-05-01 | with Günther Mårder | @Företagarna | #skills"
        " | -> send the material (2019-07-02)",
    ),
    (
        "called Göran Lundwall yesterday about growth capital -> send the figures by 28 June; book"
        " a room; <- they invite us",
        "call 2019-05-01 | “growth capital” | with Göran Lundwall"
        " | -> send the figures (2019-06-28) | -> book a room | <- they invite us",
    ),
    (
        "meeting tomorrow at 2 pm with Anna Svensson and Bo Ek in Stockholm about funding they:"
        " send the agenda before Monday",
        "meeting 2019-05-03T14:00 | “funding” | in Stockholm | with Anna Svensson, Bo Ek"
        " | <- send the agenda (2019-05-05)",
    ),
    ("Göran called two weeks ago", "call 2019-04-18 | with Göran"),
    ("spoke to Göran yesterday about loans", "meeting 2019-05-01 | “loans” | with Göran"),
    ("had a phone call with Emil Högberg", "call | with Emil Högberg"),
    ("met up with Göran today", "meeting 2019-05-02 | “up” | with Göran"),
    (
        "had a short call with Emil Högberg last Friday regarding the ministry",
        "call 2019-04-26 | “the ministry” | with Emil Högberg",
    ),
    (
        "I met Marita Sjödin and Leif Lundgren in Sandviken on 11 April",
        "meeting 2019-04-11 | in Sandviken | with Marita Sjödin, Leif Lundgren",
    ),
    (
        "visit at Nordic Flanges yesterday, welders",
        "visit 2019-05-01 | “welders” | @Nordic Flanges",
    ),
    (
        'note: "May" is a bad month -> tell @Företagarna by Friday',
        "note | “May is a bad month” | -> tell Företagarna (2019-05-03) @Företagarna",
    ),
    (
        "email from Emil Högberg re the 3rd meeting",
        "email | “the 3rd meeting” | with Emil Högberg",
    ),
    (
        "letter to Günther Mårder, Göran Lundwall and Emil Högberg today about #capital",
        "letter 2019-05-02 | “capital” | with Günther Mårder, Göran Lundwall, Emil Högberg"
        " | #capital",
    ),
    (
        "seminar on 2 July with Företagarna we: book the hall; they: pay; together: invite them no"
        " later than 28 May",
        "seminar 2019-07-02 | with Företagarna | -> book the hall | <- pay"
        " | <-> invite them (2019-05-28)",
    ),
    (
        "had coffee with Göran this morning, he is tired; -> together: rest",
        "meeting 2019-05-02 | “coffee, he is tired” | with Göran | <-> rest",
    ),
    (
        "coffee with Göran Lundwall this morning",
        "meeting 2019-05-02 | “coffee” | with Göran Lundwall",
    ),
    (
        "discussed loans with Göran Lundwall on 3 April #capital #growth",
        "2019-04-03 | “discussed loans” | with Göran Lundwall | #capital, growth",
    ),
    (
        "call with Jan van der Berg and Siv O'Neil, next steps",
        "call | “next steps” | with Jan van der Berg, Siv O'Neil",
    ),
    (
        "meeting with the county next Tuesday at 9:30",
        "meeting 2019-05-07T09:30 | “with the county”",
    ),
]

BOTH_AT_ONCE = [
    (
        "meeting igår with Günther Mårder om skills todo: send underlag senast 2 juli",
        "meeting 2019-05-01 | “skills” | with Günther Mårder | -> send underlag (2019-07-02)",
    ),
    (
        "samtal yesterday med Göran Lundwall about lån waiting for: siffror by 28 juni",
        "call 2019-05-01 | “lån” | with Göran Lundwall | <- siffror (2019-06-28)",
    ),
]

NOT_WRITTEN_FOR = [
    ("", ""),
    ("hej", "“hej”"),
    ("@ # -> <- :", "! Say what is promised after “-> <-”."),
    ("möte kl 25 med Göran", "meeting | “kl 25” | with Göran | ! There is no time 25:00."),
    (
        "möte 31 april med Göran",
        "meeting | “31 april” | with Göran | ! There is no day 31 in 2019-04: it has 30 days.",
    ),
    (
        "möte fredag 2 juli med Göran",
        "meeting | “fredag 2 juli” | with Göran | ! 2019-07-02 is a Tuesday, not a Friday.",
    ),
    (
        "möte fredag med Göran",
        "meeting | “fredag” | with Göran | ! That may be 2019-04-26 or 2019-05-03: write the date.",
    ),
    (
        "möte igår kl 14-13 med Göran",
        "meeting | “kl 14-13” | with Göran | ! The interaction ends before it starts.",
    ),
    ("möte igår om Black Friday", "meeting 2019-05-01 | “Black Friday”"),
    ("möte -> ring v. 99", "meeting | -> ring v. 99 | ! There is no week 99 in 2019."),
    (
        "möte om 3/4 av kommunerna i Norrland vill ha Q3",
        "meeting | “3/4 av kommunerna i Norrland vill ha Q3”",
    ),
    ('möte med "Anna Maria" om "lån', 'meeting | “"lån” | with Anna Maria'),
    ("nej; ja -> a; ; b;", "“nej; ja” | -> a | -> b"),
    ("möte #2030 @14 med 112", "meeting | “#2030 @14 med 112”"),
    (
        "möte med Anna AND NOT (x OR y) NEAR/2 * ^ : {}",
        "meeting | “(x OR y) NEAR/2 * ^ : {}” | with Anna AND NOT",
    ),
]


@pytest.mark.parametrize(("line", "meant"), [*SWEDISH, *ENGLISH, *BOTH_AT_ONCE, *NOT_WRITTEN_FOR])
def test_a_line_means_what_it_says(line: str, meant: str) -> None:
    assert said(line) == meant
