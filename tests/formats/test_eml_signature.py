import pytest
from hypothesis import given
from hypothesis import strategies as st

from crm.formats.eml_signature import proposals

NAME = "Göran Lundwall"


def proposed(below: str, name: str = NAME) -> list[tuple[str, str]]:
    found = proposals(f"Hej.\n\n{below}", name, "goran@almi.example")
    assert all((one.name, one.email) == (name, "goran@almi.example") for one in found)
    return [(one.field, one.value) for one in found]


@pytest.mark.parametrize(
    ("below", "expected"),
    [
        (
            "Vänliga hälsningar\n\nGöran Lundwall\nStatssekreterare\nNäringsdepartementet\n"
            "103 33 Stockholm\nTfn växel 08-405 10 00\nMobil 072-123 45 67\nOrg.nr 202100-3831",
            [
                ("phone", "08-405 10 00"),
                ("phone:mobile", "072-123 45 67"),
                ("role", "Statssekreterare"),
                ("organisation", "Näringsdepartementet"),
            ],
        ),
        (
            "-- \nGöran Lundwall, VD\nALMI\ntel +46 8 709 89 00, fax 08-709 89 01",
            [("phone", "+46 8 709 89 00"), ("role", "VD"), ("organisation", "ALMI")],
        ),
        (
            "Best regards,\nGöran Lundwall\nCEO | ALMI AB\nPhone: +46 (0)8-709 89 00",
            [("phone", "+46 (0)8-709 89 00"), ("role", "CEO"), ("organisation", "ALMI AB")],
        ),
        (
            "Mvh Göran\n\nGöran Lundwall, projektledare\nIndustrikommunerna\n+46 70 123 45 67",
            [
                ("phone:mobile", "+46 70 123 45 67"),
                ("role", "projektledare"),
                ("organisation", "Industrikommunerna"),
            ],
        ),
        ("Hälsningar\nGöran\n026-24 00 00", [("phone", "026-24 00 00")]),
        (
            "GORAN LUNDWALL\nM: 070 123 45 67 T: 08-1234567",
            [("phone:mobile", "070 123 45 67"), ("phone", "08-1234567")],
        ),
        ("Mvh\nGöran", []),
        ("Mvh Göran\n2014-07-03 850101-1234 556000-4615 107 24", []),
        ("Mvh\nFax: 08-709 89 01", []),
        ("Göran skrev att VD:n ringer 08-123 45 67.", []),
        ("Mvh\n" + "Chef " * 30, []),
        ("Mvh\nchef@x.example\nwww.chef.example", []),
    ],
)
def test_what_a_signature_tells(below: str, expected: list[tuple[str, str]]) -> None:
    assert proposed(below) == expected


def test_without_a_name_only_a_farewell_begins_a_signature() -> None:
    assert proposed("Mvh\n08-709 89 00", name="") == [("phone", "08-709 89 00")]
    assert proposed("\n08-709 89 00", name="") == []


def test_nothing_is_proposed_twice() -> None:
    assert proposed("Mvh\nTel 08-709 89 00\nVäxel 08-709 89 00") == [("phone", "08-709 89 00")]


@given(st.text(st.sampled_from("Mvh\n-–tel+:08 7Göran,|VDAB.fax("), max_size=200))
def test_no_signature_breaks_it(below: str) -> None:
    for _field, value in proposed(below):
        assert value in below
