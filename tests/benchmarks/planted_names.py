"""The material of the test sets: names, places and trades, made up or put together by us."""

GIVEN = (
    "Anna", "Lars", "Maria", "Mikael", "Karin", "Anders", "Eva", "Johan", "Kristina", "Per",
    "Margareta", "Erik", "Elisabet", "Karl", "Birgitta", "Peter", "Marie", "Jan", "Lena", "Thomas",
    "Katarina", "Daniel", "Helena", "Fredrik", "Ulla", "Hans", "Sara", "Bengt", "Emma", "Mats",
    "Malin", "Andreas", "Jenny", "Stefan", "Ingrid", "Sven", "Kerstin", "Bo", "Linda", "Nils",
    "Hanna", "Leif", "Ida", "Magnus", "Susanne", "Ulf", "Sofia", "Mattias", "Gunilla", "Robert",
    "Åsa", "Joakim", "Monika", "Alexander", "Charlotta", "Göran", "Åke", "Håkan", "Björn", "Örjan",
    "Märta", "Valborg", "William", "Filip", "Torbjörn", "Rolf", "Gustaf", "Kjell", "Roger",
    "Tobias", "Niklas", "Kristian", "Martin", "Henrik", "David", "Patrik", "Linnea", "Elin",
    "Therese", "Johanna", "Ulrika", "Camilla", "Pia", "Anneli", "Annika", "Yvonne", "Barbro",
    "Siv", "Astrid", "Britt", "Jörgen", "Sören", "Günther", "Tuva", "Signe", "Saga", "Folke",
    "Sixten", "Yusuf", "Amina", "Ali", "Fatima", "Mustafa", "Leila", "Elena", "Ivan", "Piotr",
    "Agnieszka", "Juha", "Päivi",
)  # fmt: skip
_PATRONYMICS = (
    "Anders", "Johan", "Karl", "Nils", "Erik", "Lars", "Ols", "Pers", "Svens", "Gustafs", "Petters",
    "Jons", "Jans", "Hans", "Bengts", "Jöns", "Mattis", "Håkans", "Eliass", "Göranss", "Matts",
)  # fmt: skip
_FIRST_PARTS = (
    "Lind", "Berg", "Sjö", "Ek", "Alm", "Björk", "Hög", "Ny", "Sand", "Ström", "Lund", "Sund",
    "Dal", "Äng", "Öst", "Norr", "Wall", "Lager", "Hed", "Åker", "Sten", "Rosen", "Ceder", "Ahl",
    "Blom", "Hall", "Holm", "Fors", "Gran", "Löf", "Mård", "Skog", "Vik", "Öhr",
)  # fmt: skip
_LAST_PARTS = (
    "berg", "ström", "gren", "kvist", "man", "lund", "dahl", "holm", "mark", "blad", "stedt", "ner",
    "vall", "fors", "borg", "bäck", "ell", "in", "stam", "qvist",
)  # fmt: skip
FAMILY = (
    *(f"{part}son" if part.endswith("s") else f"{part}sson" for part in _PATRONYMICS),
    *(f"{first}{last}" for last in _LAST_PARTS for first in _FIRST_PARTS),
)
"""Patronymics first, then names of nature put together as Swedish names are."""
PLACES = (
    "Avesta", "Sandviken", "Hofors", "Gnosjö", "Älmhult", "Degerfors", "Olofström", "Finspång",
    "Oxelösund", "Ludvika", "Smedjebacken", "Fagersta", "Hallstahammar", "Karlskoga", "Hagfors",
    "Trollhättan", "Vaggeryd", "Tranås", "Värnamo", "Gislaved", "Perstorp", "Bromölla", "Timrå",
    "Örnsköldsvik", "Skellefteå", "Luleå", "Kiruna", "Gällivare", "Söderhamn", "Ovanåker",
    "Munkfors", "Storfors", "Arboga", "Köping", "Surahammar", "Motala", "Mjölby", "Oskarshamn",
    "Emmaboda", "Nybro", "Lessebo", "Markaryd", "Östra Göinge", "Svenljunga", "Tidaholm", "Skövde",
    "Mariestad", "Lidköping", "Åmål", "Bengtsfors", "Filipstad", "Hällefors", "Lindesberg", "Nora",
)  # fmt: skip
TRADES = (
    "Bygg", "Mekaniska", "Plåt", "El", "Åkeri", "Verktyg", "Gjuteri", "Måleri", "Rör", "Trä",
    "Fastigheter", "Svets", "Transport", "Industri", "Konsult", "Redovisning", "Bil", "Skog",
    "Maskin", "Plast", "Ventilation", "Automation", "Kyl", "Tryckeri", "Snickeri", "Glas", "Städ",
    "Livs", "Kök", "Lack", "Hydraulik", "Kabel", "Papper", "Textil", "Värme", "Teknik",
)  # fmt: skip
MAILBOXES = ("gmail.com", "hotmail.com", "telia.com", "outlook.com")
SHORT_FORMS = {
    "Anders": ("Ante",), "Katarina": ("Kattis", "Kajsa"), "Margareta": ("Greta", "Maggan"),
    "William": ("Bill", "Wille"), "Robert": ("Bob", "Robban"), "Lars": ("Lasse",),
    "Jan": ("Janne",), "Bo": ("Bosse",), "Karl": ("Kalle",), "Per": ("Pelle",),
    "Hans": ("Hasse",), "Nils": ("Nisse",), "Mikael": ("Micke",), "Kristina": ("Kicki", "Stina"),
    "Elisabet": ("Lisa", "Bettan"), "Birgitta": ("Gittan",), "Fredrik": ("Fredde",),
    "Stefan": ("Steffe",), "Ulf": ("Uffe",), "Charlotta": ("Lotta",), "Joakim": ("Jocke",),
    "Susanne": ("Sussie",), "Tobias": ("Tobbe",), "Torbjörn": ("Tobbe",), "Alexander": ("Alex",),
    "Thomas": ("Tom",), "Daniel": ("Danne",), "Gunilla": ("Nilla",), "Kristian": ("Krille",),
    "Rolf": ("Roffe",), "Gustaf": ("Gurra",), "Håkan": ("Håkke",), "Björn": ("Nalle",),
    "Leif": ("Leffe",), "Mattias": ("Matte",), "Patrik": ("Putte", "Patte"),
}  # fmt: skip
"""What people are called, as anybody would write it: some that no table of ours need hold."""
