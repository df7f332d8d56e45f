"""The words that people write above their columns, in Swedish and English, by field.

Each is written as `crm.text.words` folds it: small letters, no accents, single spaces.
"""

HEADINGS: dict[str, str] = {
    "name": "name|namn|full name|fullname|fullstandigt namn|display name|visningsnamn|file as",
    "person_name": (
        "person name|person|personnamn|kontakt|kontaktperson|kontaktnamn|contact|contact name"
        "|contact person"
    ),
    "given_name": "given name|givenname|first name|firstname|first|fornamn|tilltalsnamn|vorname",
    "family_name": "family name|familyname|last name|lastname|last|surname|efternamn|nachname",
    "honorific_prefix": "honorific prefix|name prefix|prefix|salutation|anrede",
    "organisation": (
        "organisation|organization|organisation name|organization name|organisationsnamn|foretag"
        "|foretagsnamn|company|company name|arbetsgivare|employer|firma|bolag|arbetsplats"
        "|myndighet|associated company"
    ),
    "role": (
        "role|roll|befattning|position|job title|jobtitle|tjanst|tjanstetitel|yrkestitel|uppdrag"
        "|funktion|arbetstitel|organization title|organisation title"
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
        "|previous names|kortnamn|short name|forkortning|abbreviation|nickname|smeknamn"
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
        "|e mail adresse|primary email|secondary email|email value|e mail value"
    ),
    "phone": (
        "phone|telephone|telefon|tel|tfn|telefonnummer|telefonnr|telnr|phone number"
        "|telephone number|phone value"
    ),
    "phone:mobile": (
        "mobile|mobil|mobilnr|mobilnummer|mobiltelefon|mobiltelefonnummer|mobile phone"
        "|mobile number|cell|cell phone|cellphone"
    ),
    "phone:fax": "fax|fax number|faxnummer|faxnr|telefax",
    "phone:switchboard": "vaxel|vaxelnummer|switchboard|telefonvaxel",
    "phone:direct": "direkttelefon|direktnummer|direct phone|direct line|direktnr",
    "phone:work": "arbetstelefon|jobbtelefon",
    "phone:home": "hemtelefon|home phone",
    "address": (
        "address|adress|postadress|postal address|mailing address|street|street address|gata"
        "|gatuadress|utdelningsadress|box"
    ),
    "address:visit": "besoksadress|visiting address|visit address|office address",
    "address:home": "hemadress|home address|bostadsadress",
    "postal_code": (
        "postal code|postalcode|postcode|post code|zip|zip code|zipcode|postnummer|postnr"
    ),
    "city": "city|town|ort|postort|stad|locality",
    "country": "country|land|land region|country region",
    "website": (
        "website|webbplats|webb|web|hemsida|webbsida|webbadress|url|web page|webpage|homepage"
        "|home page|lank|link|site|www|webseite|website value"
    ),
    "website:linkedin": "linkedin|linkedin url|linkedin profile",
    "note": (
        "note|notes|anteckning|anteckningar|notering|noteringar|kommentar|kommentarer|comment"
        "|comments|remark|remarks|ovrigt|notizen"
    ),
    "tags": (
        "tags|tag|taggar|tagg|etikett|etiketter|labels|categories|kategorier|keywords|nyckelord"
    ),
    "personal_identity_number": (
        "personnummer|personnr|pnr|samordningsnummer|personal identity number|ssn"
        "|social security number"
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


def by_word(table: dict[str, str]) -> dict[str, str]:
    """Turn `field: words` around into `word: field`."""
    return {word: field for field, words in table.items() for word in words.split("|")}
