"""The words that people write above their columns, in Swedish, English and German, by field.

Each is written as `crm.text.words` folds it: small letters, no accents, single spaces.
"""

from collections.abc import Mapping

HEADINGS: dict[str, str] = {
    "name": "name|namn|full name|fullname|fullstandigt namn|vollstandiger name",
    "display_name": ("display name|displayname|visningsnamn|anzeigename|file as|arkivera som"),
    "person_name": (
        "person name|person|personnamn|kontakt|kontaktperson|kontaktnamn|contact|contact name"
        "|contact person"
    ),
    "given_name": (
        "given name|givenname|first name|firstname|first|fornamn|tilltalsnamn|vorname|fname"
    ),
    "middle_name": (
        "middle name|middlename|additional name|additional names|mellannamn|weitere vornamen"
        "|zweiter vorname"
    ),
    "family_name": (
        "family name|familyname|last name|lastname|last|surname|efternamn|nachname|lname"
    ),
    "honorific_prefix": "honorific prefix|name prefix|prefix|salutation|anrede",
    "custom:honorific_suffix": "honorific suffix|name suffix|suffix|suffixe|namnsuffix",
    "custom:department": "department|avdelning|abteilung|organization department|enhet",
    "custom:birthday": "birthday|fodelsedag|geburtstag|birth date|date of birth|fodelsedatum",
    "organisation": (
        "organisation|organization|organisation name|organization name|organisationsnamn|foretag"
        "|foretagsnamn|company|company name|arbetsgivare|employer|firma|bolag|arbetsplats"
        "|myndighet|associated company"
    ),
    "role": (
        "role|roll|befattning|position|job title|jobtitle|tjanst|tjanstetitel|yrkestitel|uppdrag"
        "|funktion|arbetstitel|organization title|organisation title|berufsbezeichnung"
    ),
    "title": "title|titel",
    "post": "post",
    "start_date": (
        "start date|startdate|start|since|sedan|startdatum|from|fran|fran och med|fr o m|tilltrade"
        "|tilltradde"
    ),
    "end_date": "end date|enddate|end|until|slutdatum|till|till och med|t o m",
    "language": "language|sprak",
    "alias": (
        "alias|aliases|other name|other names|annat namn|andra namn|tidigare namn|previous name"
        "|previous names|kortnamn|short name|forkortning|abbreviation|nickname|smeknamn|spitzname"
        "|maiden name|flicknamn"
    ),
    "classification": (
        "classification|klassificering|organisationstyp|organization type|organisation type"
        "|organisation kind|typ av organisation|kategori|category"
    ),
    "kind": "kind|typ|type|slag|record type",
    "parent": (
        "parent|parent organisation|parent organization|moderorganisation|overordnad|huvudman"
        "|moderbolag|koncern|tillhor|ingar i"
    ),
    "identifier:orgnr": (
        "orgnr|org nr|organisationsnummer|organisationsnr|organisation number|organization number"
        "|org number|org no|orgnummer|org nummer"
    ),
    "identifier:kommunkod": "kommunkod|municipality code|kommunkoden|kommunnr|kommunnummer",
    "area": "area|omrade|kommun|municipality|kommunnamn|municipality name",
    "county": "county|lan|lansnamn|county name|region",
    "founding_date": "founding date|founded|bildad|bildat|grundad|grundat|inrattad|established",
    "dissolution_date": "dissolution date|dissolved|upplost|avvecklad|nedlagd",
    "uid": "uid|uuid",
    "id": "id|ref|referens|reference",
    "email": (
        "email|e mail|e post|epost|epostadress|e postadress|epost adress|e post adress|mejl"
        "|mejladress|mail|mailadress|email address|e mail address|emailaddress|mail address"
        "|e mail adresse|primary email|secondary email|email value|e mail value|work email"
        "|primare e mail adresse|sekundare e mail adresse"
    ),
    "phone": (
        "phone|telephone|telefon|tel|tfn|telefonnummer|telefonnr|telnr|phone number"
        "|telephone number|phone value"
    ),
    "phone:mobile": (
        "mobile|mobil|mobilnr|mobilnummer|mobiltelefon|mobiltelefonnummer|mobile phone"
        "|mobile number|cell|cell phone|cellphone|handy"
    ),
    "phone:fax": (
        "fax|fax number|faxnummer|faxnr|telefax|business fax|work fax|home fax|other fax"
        "|fax arbete|fax hem|fax geschaftlich|fax privat|weiteres fax|annan fax|ovrig fax"
    ),
    "phone:pager": "pager|pager number|personsokare|pager nummer",
    "phone:main": "primary phone|main phone|primar telefon|haupttelefon|telefon primar",
    "phone:assistant": "assistant s phone|assistents telefon|telefon assistent",
    "phone:car": "car phone|biltelefon|autotelefon|telefon bil",
    "phone:callback": "callback|motringning|ruckmeldung",
    "phone:radio": "radio phone|radiotelefon",
    "phone:switchboard": (
        "vaxel|vaxelnummer|switchboard|telefonvaxel|company main phone|telefon firma"
        "|foretagets huvudtelefon|foretagets telefon|huvudtelefon foretag"
    ),
    "phone:direct": "direkttelefon|direktnummer|direct phone|direct line|direktnr",
    "phone:work": "arbetstelefon|jobbtelefon",
    "phone:home": "hemtelefon|home phone",
    "address": (
        "address|adress|postadress|postal address|mailing address|street|street address|gata"
        "|gatuadress|utdelningsadress|box|po box|address po box|postbox|postfach|strasse|anschrift"
        "|extended address"
    ),
    "address:visit": "besoksadress|visiting address|visit address|office address",
    "address:home": "hemadress|home address|bostadsadress",
    "postal_code": (
        "postal code|postalcode|postcode|post code|zip|zip code|zipcode|postnummer|postnr"
        "|postleitzahl|plz"
    ),
    "city": "city|town|ort|postort|stad|locality|stadt",
    "state": "state|province|delstat|bundesland|state province|region delstat|state region",
    "country": "country|land|land region|country region",
    "website": (
        "website|webbplats|webb|web|hemsida|webbsida|webbadress|url|web page|webpage|homepage"
        "|home page|lank|link|site|www|webseite|website value|website url"
    ),
    "website:linkedin": (
        "linkedin|linkedin url|linkedin profile|linkedin profile url|linkedin bio"
    ),
    "note": (
        "note|notes|anteckning|anteckningar|notering|noteringar|kommentar|kommentarer|comment"
        "|comments|remark|remarks|ovrigt|notizen"
    ),
    "tags": (
        "tags|tag|taggar|tagg|etikett|etiketter|labels|categories|kategorier|keywords|nyckelord"
        "|kategorien|group membership|groups|grupper|gruppen"
    ),
    "personal_identity_number": (
        "personnummer|personnr|pnr|samordningsnummer|personal identity number|ssn"
        "|social security number|government id number|national id"
    ),
}

LABEL_WORDS: dict[str, str] = {
    "work": "work",
    "business": "work",
    "office": "work",
    "arbete": "work",
    "arbetet": "work",
    "jobb": "work",
    "jobbet": "work",
    "home": "home",
    "hem": "home",
    "privat": "home",
    "private": "home",
    "personal": "home",
    "geschaftlich": "work",
    "dienstlich": "work",
    "other": "other",
    "annan": "other",
    "annat": "other",
    "ovrig": "other",
    "ovrigt": "other",
    "weitere": "other",
    "weiterer": "other",
    "weiteres": "other",
    "mobil": "mobile",
    "mobile": "mobile",
    "fax": "fax",
    "vaxel": "switchboard",
    "direkt": "direct",
    "visiting": "visit",
    "besok": "visit",
}

CLASSIFICATIONS: dict[str, str] = {
    "ministry": "ministry|departement|government ministry",
    "agency": "agency|myndighet|statlig myndighet|government agency|verk",
    "state_company": "state company|statligt bolag|statligt agt bolag|state owned company",
    "municipality": "municipality|kommun",
    "region": "region|landsting|county council",
    "interest_organisation": (
        "interest organisation|interest organization|intresseorganisation|branschorganisation"
    ),
    "network": "network|natverk",
    "company": "company|foretag|bolag|aktiebolag",
    "education": "education|utbildning|skola|hogskola|universitet|university|school",
    "media": "media|medier",
    "other": "other|annat|ovrigt|ovrig",
}

PERSON_WORDS = frozenset({"person", "people", "personer", "human", "individ"})
ORGANISATION_WORDS = frozenset(
    {"organisation", "organization", "org", "organisationer", "organisations", "organizations"}
)


def by_word(table: Mapping[str, str]) -> dict[str, str]:
    """Turn `field: words` around into `word: field`."""
    return {word: field for field, words in table.items() for word in words.split("|")}
