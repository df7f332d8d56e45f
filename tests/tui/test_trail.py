"""The way back and forward, without a screen."""

from crm.vocabulary import RecordKind
from tui.trail import MOST_STOPS, Spot, Stop, Trail

PEOPLE = Stop("people", None, "People")
ANNA = Stop("people", (RecordKind.PERSON, 1), "Anna")
LENDER = Stop("people", (RecordKind.ORGANISATION, 2), "Lender")
TOPICS = Stop("topics", None, "Topics")


def walked(*stops: Stop) -> Trail:
    trail = Trail()
    for stop in stops:
        trail.arrived(stop)
    return trail


def test_one_goes_back_and_forward_over_the_same_stops() -> None:
    trail = walked(PEOPLE, ANNA, LENDER)
    with trail.going(-1) as stop:
        assert stop == ANNA
        trail.arrived(TOPICS)  # shows up on the way, and is no stop
    assert trail.here == ANNA
    with trail.going(1) as stop:
        assert stop == LENDER
    with trail.going(1) as stop:
        assert stop is None
    assert trail.here == LENDER


def test_what_was_ahead_is_forgotten_where_one_turns_off() -> None:
    trail = walked(PEOPLE, ANNA, LENDER)
    with trail.going(-2):
        pass
    trail.arrived(TOPICS)
    assert (trail.here, trail.peek(-1), trail.peek(1)) == (TOPICS, PEOPLE, None)


def test_arriving_where_one_is_takes_the_name_and_keeps_the_spot() -> None:
    trail = walked(PEOPLE, Stop("people", ANNA.subject))
    trail.note(Stop("people", ANNA.subject, spot=Spot(7)))
    trail.arrived(ANNA)
    assert trail.here == Stop("people", ANNA.subject, "Anna", Spot(7))
    trail.note(Stop("topics", spot=Spot(3)))
    assert trail.here.spot == Spot(7)


def test_the_crumbs_begin_with_the_room() -> None:
    trail = walked(TOPICS, PEOPLE, ANNA, LENDER)
    assert [stop.title for stop in trail.crumbs] == ["People", "Anna", "Lender"]
    assert Trail().crumbs == []


def test_a_record_that_is_no_more_is_no_stop() -> None:
    trail = walked(PEOPLE, ANNA, LENDER, ANNA)
    trail.forget((RecordKind.PERSON, 1))
    assert (trail.here, trail.peek(-1)) == (LENDER, PEOPLE)
    alone = walked(ANNA)
    alone.forget((RecordKind.PERSON, 1))
    assert alone.here is None


def test_a_long_way_is_remembered_in_part() -> None:
    trail = walked(*(Stop("people", (RecordKind.PERSON, number)) for number in range(150)))
    assert trail.peek(1 - MOST_STOPS) == Stop("people", (RecordKind.PERSON, 50))
    assert trail.peek(-MOST_STOPS) is None
