from crm.queries.records import MonthRecord
from tui.widgets.month_chart import bars, line

COUNTS = (0, 1, 12, 6)


def months() -> list[MonthRecord]:
    return [
        MonthRecord(month=f"2019-{number:02}", interactions=count)
        for number, count in enumerate(COUNTS, start=1)
    ]


def test_bars_have_their_numbers_on_top_and_the_months_beneath() -> None:
    assert [row.plain.rstrip() for row in bars(months(), 20)] == [
        "           12",
        "          ███   6",
        "      1   ███  ▄▄▄",
        " 0   ▂▂▂  ███  ███",
        "Jan  Feb  Mar  Apr",
    ]


def test_in_little_room_the_bars_stand_closer_and_thousands_are_short() -> None:
    many = [MonthRecord(month="2019-01", interactions=1689), *months()[1:]]
    assert next(iter(bars(many, 16))).plain.rstrip() == " 1k"


def test_no_line_is_wider_than_there_is_room_and_the_last_months_are_shown() -> None:
    for width in (15, 11, 3):
        shown = list(bars(months(), width))
        assert max(row.cell_length for row in shown) == width
        assert shown[-1].plain.endswith("Apr")


def test_one_line_says_the_same_in_words() -> None:
    assert line(months()).plain == "▁▁█▄  19 interactions in twelve months, 6 this month"
