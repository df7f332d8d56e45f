"""A contact as each program writes it, and the whole record that comes of it."""

from crm.formats import MembershipRecord, OrganisationRecord, OtherNameRecord
from crm.formats.records import RelationRecord
from tests.formats.files import WriteFile, details, one_person, program, read

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
