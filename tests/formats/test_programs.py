"""A contact as each program writes it, and the whole record that comes of it."""

import pytest

from crm import formats
from crm.formats import MembershipRecord, OrganisationRecord, OtherNameRecord, PersonRecord
from crm.formats.programs import grouped, program_of
from crm.formats.records import RelationRecord
from tests.formats.files import WriteFile, details, read

GOOGLE_NEW = (
    "First Name,Middle Name,Last Name,Phonetic First Name,Phonetic Middle Name,"
    "Phonetic Last Name,Name Prefix,Name Suffix,Nickname,File As,Organization Name,"
    "Organization Title,Organization Department,Birthday,Notes,Photo,Labels,E-mail 1 - Label,"
    "E-mail 1 - Value,E-mail 2 - Label,E-mail 2 - Value,Phone 1 - Label,Phone 1 - Value,"
    "Phone 2 - Label,Phone 2 - Value,Address 1 - Label,Address 1 - Formatted,Address 1 - Street,"
    "Address 1 - City,Address 1 - PO Box,Address 1 - Region,Address 1 - Postal Code,"
    "Address 1 - Country,Address 1 - Extended Address,Website 1 - Label,Website 1 - Value,"
    "Relation 1 - Label,Relation 1 - Value,Event 1 - Label,Event 1 - Value,"
    "Custom Field 1 - Label,Custom Field 1 - Value\n"
)
GOOGLE_OLD = (
    "Name,Given Name,Additional Name,Family Name,Yomi Name,Given Name Yomi,Additional Name Yomi,"
    "Family Name Yomi,Name Prefix,Name Suffix,Initials,Nickname,Short Name,Maiden Name,Birthday,"
    "Gender,Location,Billing Information,Directory Server,Mileage,Occupation,Hobby,Sensitivity,"
    "Priority,Subject,Notes,Language,Photo,Group Membership,E-mail 1 - Type,E-mail 1 - Value,"
    "Phone 1 - Type,Phone 1 - Value,Organization 1 - Type,Organization 1 - Name,"
    "Organization 1 - Yomi Name,Organization 1 - Title,Organization 1 - Department,"
    "Organization 1 - Symbol,Organization 1 - Location,Organization 1 - Job Description,"
    "Organization 2 - Type,Organization 2 - Name,Organization 2 - Title\n"
)
OUTLOOK = (
    "Title,First Name,Middle Name,Last Name,Suffix,Company,Department,Job Title,Business Street,"
    "Business Street 2,Business Street 3,Business City,Business State,Business Postal Code,"
    "Business Country/Region,Home Street,Home Street 2,Home Street 3,Home City,Home State,"
    "Home Postal Code,Home Country/Region,Assistant's Phone,Business Fax,Business Phone,"
    "Business Phone 2,Company Main Phone,Home Fax,Home Phone,Mobile Phone,Other Phone,Pager,"
    "Birthday,Business Address PO Box,Categories,E-mail Address,E-mail Type,E-mail Display Name,"
    "E-mail 2 Address,E-mail 2 Type,E-mail 2 Display Name,Gender,Government ID Number,Notes,"
    "Priority,Private,Sensitivity,Spouse,Web Page\n"
)


def one_person(file: WriteFile, text: str, encoding: str = "utf-8") -> PersonRecord:
    (person,) = read(file(text, encoding=encoding))
    assert isinstance(person, PersonRecord)
    return person


def program(file: WriteFile, text: str) -> str:
    return formats.describe(file(text)).program


def test_the_new_google_contacts(file: WriteFile) -> None:
    row = (
        "Anna,Maria,Berg,,,,Dr,PhD,Anki,Berg Anna,ALMI,Rådgivare,Innovation,1970-05-04,"
        '"Mötte oss, Falun",https://x.example/photo.jpg,* myContacts ::: Dalarna ::: * friends,'
        "* Work,anna@almi.se ::: a.berg@almi.se,Home,anna@hem.se,Mobile,070-123 45 67,"
        'Work Fax,08-1,* Work,"Box 1\n103 15 Stockholm",Storgatan 2,Stockholm,Box 1,Uppland,'
        "103 15,Sverige,2 tr,Profile,https://anna.se,Assistant,Bo Alm,Anniversary,2001-06-07,"
        "Skostorlek,38\n"
    )
    anna = one_person(file, GOOGLE_NEW + row)
    assert program(file, GOOGLE_NEW) == "Google Contacts"
    assert anna.name == "Anna Maria Berg"
    assert (anna.given_name, anna.family_name, anna.honorific_prefix) == ("Anna", "Berg", "Dr")
    assert anna.memberships == [MembershipRecord("ALMI", role="Rådgivare")]
    assert anna.tags == ["Dalarna", "friends"]
    assert [one.name for one in anna.other_names] == ["Anki", "Berg Anna"]
    assert anna.note == "Mötte oss, Falun"
    assert anna.relations == [RelationRecord("Assistant", name="Bo Alm")]
    assert anna.custom == {
        "honorific_suffix": "PhD",
        "department": "Innovation",
        "birthday": "1970-05-04",
        "Anniversary": "2001-06-07",
        "Skostorlek": "38",
    }
    assert details(anna) == [
        ("email", "anna@almi.se", "work"),
        ("email", "a.berg@almi.se", "work"),
        ("email", "anna@hem.se", "home"),
        ("phone", "070-123 45 67", "mobile"),
        ("phone", "08-1", "fax"),
        ("link", "https://anna.se", "profile"),
        ("address", "Storgatan 2, Box 1, 2 tr, 103 15 Stockholm, Uppland, Sverige", "work"),
    ]
    assert (anna.unmapped, anna.problems) == ({}, [])


def test_a_google_contact_that_is_an_organisation(file: WriteFile) -> None:
    columns = GOOGLE_NEW.strip().split(",")
    cells = {"Organization Name": "ALMI AB", "File As": "ALMI AB", "Labels": "* myContacts"}
    row = ",".join(cells.get(column, "") for column in columns)
    (almi,) = read(file(GOOGLE_NEW + row))
    assert isinstance(almi, OrganisationRecord)
    assert (almi.name, almi.tags, almi.other_names) == ("ALMI AB", [], [])


def test_a_formatted_address_is_taken_where_its_parts_are_missing(file: WriteFile) -> None:
    text = (
        "First Name,Last Name,Organization Name,Labels,Address 1 - Label,Address 1 - Formatted,"
        'Address 1 - Street\nAnna,Berg,,,Home,"Storgatan 2\n111 22 Solna",\n'
    )
    assert details(one_person(file, text)) == [("address", "Storgatan 2, 111 22 Solna", "home")]


def test_several_addresses_in_the_same_google_columns(file: WriteFile) -> None:
    text = (
        "First Name,Last Name,Organization Name,Labels,Address 1 - Label,Address 1 - Street,"
        "Address 1 - City\nAnna,Berg,,,Work,A 1 ::: B 2,Solna ::: Åre\n"
    )
    assert [one.value for one in one_person(file, text).contact_details] == [
        "A 1, Solna",
        "B 2, Åre",
    ]


def test_the_old_google_contacts_in_utf_16(file: WriteFile) -> None:
    cells = dict.fromkeys(GOOGLE_OLD.strip().split(","), "") | {
        "Name": "Anna Maria Berg",
        "Given Name": "Anna",
        "Additional Name": "Maria",
        "Family Name": "Berg",
        "Nickname": "Anki",
        "Maiden Name": "Öst",
        "Notes": "x",
        "Group Membership": "* My Contacts ::: Falun",
        "E-mail 1 - Type": "* Work",
        "E-mail 1 - Value": "anna@almi.se",
        "Phone 1 - Type": "Mobile",
        "Phone 1 - Value": "+46 70 123 45 67",
        "Organization 1 - Name": "ALMI",
        "Organization 1 - Title": "VD",
        "Organization 2 - Name": "SCB",
        "Organization 2 - Title": "Ledamot",
    }
    anna = one_person(file, GOOGLE_OLD + ",".join(cells.values()), encoding="utf-16")
    assert (anna.name, anna.given_name, anna.family_name) == ("Anna Maria Berg", "Anna", "Berg")
    assert anna.memberships == [
        MembershipRecord("ALMI", role="VD"),
        MembershipRecord("SCB", role="Ledamot"),
    ]
    assert anna.other_names == [OtherNameRecord("Anki"), OtherNameRecord("Öst")]
    assert anna.tags == ["Falun"]
    assert details(anna) == [
        ("email", "anna@almi.se", "work"),
        ("phone", "+46 70 123 45 67", "mobile"),
    ]
    assert (anna.unmapped, anna.problems) == ({}, [])


def test_outlook_in_english_with_its_code_page(file: WriteFile) -> None:
    cells = dict.fromkeys(OUTLOOK.strip().split(","), "") | {
        "Title": "Fil. dr",
        "First Name": "Åsa",
        "Middle Name": "Maria",
        "Last Name": "Öst",
        "Company": "ALMI",
        "Department": "Innovation",
        "Job Title": "Rådgivare",
        "Business Street": "Storgatan 1",
        "Business Street 2": "2 tr",
        "Business City": "Falun",
        "Business Postal Code": "791 71",
        "Business Country/Region": "Sverige",
        "Home Street": "Lillgatan 3",
        "Home City": "Åre",
        "Business Fax": "023-1",
        "Business Phone": "023-2",
        "Business Phone 2": "023-3",
        "Company Main Phone": "023-4",
        "Mobile Phone": "070-1",
        "Birthday": "0/0/00",
        "Business Address PO Box": "Box 7",
        "Categories": "Dalarna;Innovation",
        "E-mail Address": "asa@almi.se",
        "E-mail Type": "SMTP",
        "E-mail Display Name": "Åsa Öst (asa@almi.se)",
        "E-mail 2 Address": "asa@hem.se",
        "Gender": "Unspecified",
        "Government ID Number": "640823-3234",
        "Notes": "Mötte oss",
        "Priority": "Normal",
        "Private": "False",
        "Sensitivity": "Normal",
        "Spouse": "Bo",
        "Web Page": "almi.se",
    }
    text = OUTLOOK + ",".join(cells.values())
    asa = one_person(file, text, encoding="cp1252")
    assert program(file, OUTLOOK) == "Outlook"
    assert (asa.name, asa.honorific_prefix, asa.note) == ("Åsa Maria Öst", "Fil. dr", "Mötte oss")
    assert asa.memberships == [MembershipRecord("ALMI", role="Rådgivare")]
    assert asa.custom == {"department": "Innovation"}
    assert asa.tags == ["Dalarna", "Innovation"]
    assert details(asa) == [
        ("phone", "023-1", "fax"),
        ("phone", "023-2", "work"),
        ("phone", "023-3", "work"),
        ("phone", "023-4", "switchboard"),
        ("phone", "070-1", "mobile"),
        ("email", "asa@almi.se", ""),
        ("email", "asa@hem.se", ""),
        ("link", "almi.se", ""),
        ("address", "Storgatan 1, 2 tr, Box 7, 791 71 Falun, Sverige", "work"),
        ("address", "Lillgatan 3, Åre", "home"),
    ]
    assert asa.unmapped == {"Spouse": "Bo"}
    assert asa.problems == []


def test_outlook_in_german(file: WriteFile) -> None:
    text = (
        "Anrede;Vorname;Weitere Vornamen;Nachname;Suffix;Firma;Abteilung;Position;"
        "Straße geschäftlich;Ort geschäftlich;Postleitzahl geschäftlich;"
        "Land/Region geschäftlich;Straße privat;Ort privat;Fax geschäftlich;"
        "Telefon geschäftlich;Telefon privat;Mobiltelefon;Weiteres Telefon;Geburtstag;"
        "E-Mail-Adresse;E-Mail-Typ;E-Mail 2: Adresse;Notizen;Webseite;Kategorien;Priorität\n"
        "Frau;Jürgen;;Groß;;Müller GmbH;Vertrieb;Leiter;Hauptstr. 1;Köln;50667;Deutschland;"
        "Ring 2;Bonn;0221-1;0221-2;0228-3;0170-4;0221-5;04.05.1970;j@mueller.de;SMTP;"
        "g@hem.de;Notiz;mueller.de;Kunde;Normal\n"
    )
    person = one_person(file, text, encoding="cp1252")
    assert program(file, text) == "Outlook"
    assert (person.given_name, person.family_name) == ("Jürgen", "Groß")
    assert person.honorific_prefix == "Frau"
    assert person.memberships == [MembershipRecord("Müller GmbH", role="Leiter")]
    assert person.custom == {"department": "Vertrieb", "birthday": "1970-05-04"}
    assert details(person) == [
        ("phone", "0221-1", "fax"),
        ("phone", "0221-2", "work"),
        ("phone", "0228-3", "home"),
        ("phone", "0170-4", "mobile"),
        ("phone", "0221-5", "other"),
        ("email", "j@mueller.de", ""),
        ("email", "g@hem.de", ""),
        ("link", "mueller.de", ""),
        ("address", "Hauptstr. 1, 50667 Köln, Deutschland", "work"),
        ("address", "Ring 2, Bonn", "home"),
    ]
    assert (person.unmapped, person.problems) == ({}, [])


def test_outlook_in_swedish(file: WriteFile) -> None:
    text = (
        'Titel,Förnamn,Mellannamn,Efternamn,Företag,Avdelning,Befattning,"Gatuadress, arbete",'
        '"Ort, arbete","Postnummer, arbete","Land/region, arbete","Gata, hem","Ort, hem",'
        '"Telefon, arbete","Telefon, hem","Fax, arbete",Mobiltelefon,E-postadress,E-posttyp,'
        '"E-post, visningsnamn","E-post 2, adress",Anteckningar,Kategorier,Webbsida,Födelsedag\n'
        "Fru,Åsa,Maria,Öst,ALMI,Stab,VD,Storgatan 1,Falun,791 71,Sverige,Lillgatan 3,Åre,023-1,"
        "023-2,023-3,070-1,a@almi.se,SMTP,Åsa Öst,a@hem.se,Ring,A;B,almi.se,0.0.00\n"
    )
    asa = one_person(file, text, encoding="cp1252")
    assert program(file, text) == "Outlook"
    assert (asa.name, asa.honorific_prefix) == ("Åsa Maria Öst", "Fru")
    assert asa.memberships == [MembershipRecord("ALMI", role="VD")]
    assert asa.custom == {"department": "Stab"}
    assert details(asa) == [
        ("phone", "023-1", "work"),
        ("phone", "023-2", "home"),
        ("phone", "023-3", "fax"),
        ("phone", "070-1", "mobile"),
        ("email", "a@almi.se", ""),
        ("email", "a@hem.se", ""),
        ("link", "almi.se", ""),
        ("address", "Storgatan 1, 791 71 Falun, Sverige", "work"),
        ("address", "Lillgatan 3, Åre", "home"),
    ]
    assert (asa.tags, asa.unmapped, asa.problems) == (["A", "B"], {}, [])


def test_linkedin(file: WriteFile) -> None:
    text = (
        'Notes:\n"When exporting your connection data, some addresses are missing."\n\n'
        "First Name,Last Name,URL,Email Address,Company,Position,Connected On\n"
        "Anna,Berg,https://www.linkedin.com/in/anna,a@b.se,ALMI,VD,05 Mar 2024\n"
    )
    anna = one_person(file, text)
    assert program(file, text) == "LinkedIn"
    assert anna.line == 5
    assert anna.custom == {"linkedin_since": "2024-03-05"}
    assert details(anna) == [
        ("link", "https://www.linkedin.com/in/anna", "linkedin"),
        ("email", "a@b.se", ""),
    ]


def test_thunderbird_with_its_trailing_comma(file: WriteFile) -> None:
    text = (
        "First Name,Last Name,Display Name,Nickname,Primary Email,Secondary Email,Screen Name,"
        "Work Phone,Home Phone,Fax Number,Pager Number,Mobile Number,Home Address,"
        "Home Address 2,Home City,Home State,Home ZipCode,Home Country,Work Address,"
        "Work Address 2,Work City,Work State,Work ZipCode,Work Country,Job Title,Department,"
        "Organization,Web Page 1,Web Page 2,Birth Year,Birth Month,Birth Day,Custom 1,Custom 2,"
        "Custom 3,Custom 4,Notes,\n"
        "Anna,Berg,Anna Berg,Anki,a@b.se,a@c.se,,08-1,08-2,08-3,,070-1,A 1,,Solna,,171 41,,"
        "B 2,c/o X,Åre,Jämtland,837 52,Sverige,VD,Stab,ALMI,almi.se,,1970,5,4,,,,,Hej,\n"
    )
    anna = one_person(file, text)
    assert program(file, text) == "Thunderbird"
    assert (anna.given_name, anna.family_name) == ("Anna", "Berg")
    assert anna.other_names == [OtherNameRecord("Anki")]
    assert anna.custom == {"department": "Stab", "birthday": "1970-05-04"}
    assert details(anna) == [
        ("email", "a@b.se", ""),
        ("email", "a@c.se", ""),
        ("phone", "08-1", "work"),
        ("phone", "08-2", "home"),
        ("phone", "08-3", "fax"),
        ("phone", "070-1", "mobile"),
        ("link", "almi.se", ""),
        ("address", "A 1, 171 41 Solna", "home"),
        ("address", "B 2, c/o X, 837 52 Åre, Jämtland, Sverige", "work"),
    ]
    assert (anna.unmapped, anna.problems) == ({}, [])
    reported = [one.field for one in formats.describe(file(text)).problems]
    assert reported == ["Custom 1", "Custom 2", "Custom 3", "Custom 4"]


@pytest.mark.parametrize(
    ("parts", "birthday"),
    [("1970,5,4", "1970-05-04"), (",5,4", "--05-04"), ("1970,,", "1970"), (",,", None)],
)
def test_a_birthday_in_three_columns(file: WriteFile, parts: str, birthday: str | None) -> None:
    headers = "First Name,Last Name,Display Name,Primary Email,Secondary Email,"
    text = f"{headers}Birth Year,Birth Month,Birth Day\nAnna,Berg,,,,{parts}\n"
    assert one_person(file, text).custom.get("birthday") == birthday


def test_hubspot(file: WriteFile) -> None:
    text = (
        "Record ID,First Name,Last Name,Email,Phone Number,Contact owner,Associated Company,"
        "Job Title,City,State/Region,Country/Region,Lifecycle Stage\n"
        "4711,Anna,Berg,a@b.se,+46701234567,Bo,ALMI,VD,Falun,Dalarna,Sweden,Lead\n"
    )
    anna = one_person(file, text)
    assert program(file, text) == "HubSpot"
    assert anna.memberships == [MembershipRecord("ALMI", role="VD")]
    assert anna.custom == {"hubspot_id": "4711"}
    assert details(anna)[-1] == ("address", "Falun, Dalarna, Sweden", "")
    assert anna.unmapped == {"Contact owner": "Bo", "Lifecycle Stage": "Lead"}


def test_hubspot_companies(file: WriteFile) -> None:
    text = "Record ID,Company name,Phone Number,City,Company Domain Name\n1,ALMI,08-1,Falun,almi.se"
    (almi,) = read(file(text))
    assert isinstance(almi, OrganisationRecord)
    assert (almi.name, almi.website, almi.custom) == ("ALMI", "almi.se", {"hubspot_id": "1"})


def test_mailchimp(file: WriteFile) -> None:
    text = (
        "Email Address,First Name,Last Name,Address,Phone Number,Birthday,MEMBER_RATING,"
        "OPTIN_TIME,OPTIN_IP,LATITUDE,LONGITUDE,CC,REGION,LAST_CHANGED,LEID,EUID,NOTES,TAGS\n"
        "a@b.se,Anna,Berg,,08-1,05/04,2,2024-01-01 10:00:00,10.0.0.1,1,2,SE,W,x,1,y,Hej,"
        '"""stål, järn"",""kommun"""\n'
    )
    anna = one_person(file, text)
    assert program(file, text) == "Mailchimp"
    assert anna.tags == ["stål, järn", "kommun"]
    assert (anna.note, anna.custom, anna.unmapped) == ("Hej", {"birthday": "05/04"}, {})


def test_mailchimp_by_its_merge_tags(file: WriteFile) -> None:
    anna = one_person(file, "Email Address,FNAME,LNAME\na@b.se,Anna,Berg\n")
    assert (anna.given_name, anna.family_name) == ("Anna", "Berg")
    assert program(file, "Email Address,FNAME,LNAME\n") == "Mailchimp"


def test_roundcube(file: WriteFile) -> None:
    text = (
        "name,firstname,surname,middlename,prefix,nickname,email,email:home,phone:work,"
        "organization,jobtitle,department,groups,notes,birthday\n"
        "Anna Berg,Anna,Berg,,Dr,Anki,a@b.se,a@c.se,08-1,ALMI,VD,Stab,Dalarna,Hej,1970-05-04\n"
    )
    anna = one_person(file, text)
    assert program(file, text) == "Roundcube"
    assert (anna.name, anna.honorific_prefix, anna.tags) == ("Anna Berg", "Dr", ["Dalarna"])
    assert anna.memberships == [MembershipRecord("ALMI", role="VD")]
    assert details(anna) == [
        ("email", "a@b.se", ""),
        ("email", "a@c.se", "home"),
        ("phone", "08-1", "work"),
    ]
    assert (anna.unmapped, anna.problems) == ({}, [])


def test_contacts_from_a_mac(file: WriteFile) -> None:
    text = (
        "First Name,Last Name,Phonetic First Name,Organization,Job Title,Phone : mobile,"
        "Email : work,Email : home,Address : home,Birthday\n"
        "Anna,Berg,,ALMI,VD,070-1,a@b.se,a@c.se,Storgatan 1,1970-05-04\n"
    )
    anna = one_person(file, text)
    assert program(file, text) == "Apple Contacts"
    assert details(anna) == [
        ("phone", "070-1", "mobile"),
        ("email", "a@b.se", "work"),
        ("email", "a@c.se", "home"),
        ("address", "Storgatan 1", "home"),
    ]


def test_our_own_export(file: WriteFile) -> None:
    assert program(file, "id,uid,name,organisation,tags,note\n") == "Samverkan"


@pytest.mark.parametrize(
    "headers",
    [["Namn", "E-post"], ["First Name", "Last Name"], [], [""], ["x" * 100_000], ["\0", "\ud800"]],
)
def test_other_headers_are_of_no_program(headers: list[str]) -> None:
    assert program_of(headers) is None


@pytest.mark.parametrize(
    ("header", "expected"),
    [
        ("E-mail 1 - Value", ("e mail 1", "email")),
        ("Phone 12 - Type", ("phone 12", "label")),
        ("Address 2 - Postal Code", ("address 2", "postal_code")),
        ("Custom Field 1 - Label", ("custom field 1", "label")),
        ("IM 1 - Value", None),
        ("Phone 1 - Colour", None),
        ("Phone 1", None),
        ("x" * 100_000 + " 1 - Value", None),
    ],
)
def test_numbered_headers(header: str, expected: tuple[str, str] | None) -> None:
    assert grouped(header) == expected


def test_a_column_of_labels_says_what_the_next_column_holds(file: WriteFile) -> None:
    path = file("Namn,Sort,Nummer\nAnna,Mobil,070-1\nBo,,08-2\n")
    records = read(path, mapping={"Sort": "label", "Nummer": "phone"})
    assert [details(one) for one in records if isinstance(one, PersonRecord)] == [
        [("phone", "070-1", "mobile")],
        [("phone", "08-2", "")],
    ]


def test_a_shown_name_is_the_name_where_there_is_no_other(file: WriteFile) -> None:
    anna, bo = read(file("Visningsnamn,Förnamn,E-post\nAnna Berg,,a@b.se\nBosse,Bo,b@b.se\n"))
    assert isinstance(anna, PersonRecord)
    assert isinstance(bo, PersonRecord)
    assert (anna.name, anna.other_names) == ("Anna Berg", [])
    assert (bo.given_name, bo.other_names) == ("Bo", [OtherNameRecord("Bosse")])
