"""Headers of LinkedIn, Thunderbird, HubSpot, Mailchimp, Roundcube, a Mac and our own export."""

import pytest

from crm import formats
from crm.formats import MembershipRecord, OrganisationRecord, OtherNameRecord, PersonRecord
from crm.formats.programs import grouped, program_of
from tests.formats.files import WriteFile, details, one_person, program, read


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
