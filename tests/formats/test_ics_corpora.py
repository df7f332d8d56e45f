"""Real calendars of others, where they are at hand: what each holds, and that it comes out right.

Columns: meetings, tasks, what is rejected (nearly always an entry without a beginning), the file.
"""

from collections import Counter

import pytest

from crm import formats
from crm.errors import FormatError
from tests.formats.calendars import dates, interactions
from tests.formats.files import SHARED, read

CALENDARS = SHARED / "corpora" / "ics"
ICALENDAR = """
1 0 0 calendars__alarm_etar_future
1 0 0 calendars__alarm_etar_notification
1 0 0 calendars__alarm_etar_notification_clicked
1 0 0 calendars__alarm_google_acknowledged
1 0 0 calendars__alarm_google_future
1 0 0 calendars__america_new_york
1 0 0 calendars__america_new_york_forward_reference
0 0 20 calendars__big_bad_calendar
0 0 0 calendars__bom_calendar
0 0 1 calendars__broken_dtstart
1 0 0 calendars__broken_ical
0 0 0 calendars__calendar_with_unicode
2 0 1 calendars__created_calendar_with_unicode_fields
0 0 0 calendars__empty
0 0 0 calendars__empty_RDATE
3 0 0 calendars__example
0 0 0 calendars__fuzz_testcase_0_char_in_component_name
0 0 0 calendars__fuzz_testcase_invalid_month
0 0 0 calendars__fuzz_testcase_vtimezone_lone_cr
1 0 0 calendars__invalid_duration
1 0 0 calendars__issue_104_broken_calendar
1 1 0 calendars__issue_1050_all_components
2 1 0 calendars__issue_1050_calendar_with_events_and_todos
0 0 0 calendars__issue_1050_empty_calendar
1 0 0 calendars__issue_1050_forward_timezone_reference
0 0 2 calendars__issue_1050_multiple_calendars
1 0 0 calendars__issue_1050_simple_calendar
0 0 0 calendars__issue_1050_timezone_only_calendar
0 0 2 calendars__issue_1050_uid_in_description
1 0 0 calendars__issue_1081_empty_rdate
1 0 0 calendars__issue_1081_event_with_rrule
0 0 0 calendars__issue_1081_freebusy_comma_separated
1 0 0 calendars__issue_1081_invalid_rrule_freq
0 0 1 calendars__issue_1081_invalid_start_and_end
0 0 1 calendars__issue_1081_invalid_start_valid_end
1 0 0 calendars__issue_1081_list_of_properties
1 0 0 calendars__issue_1081_tzid_param
0 0 1 calendars__issue_1081_with_summary
1 0 0 calendars__issue_1231_recurrence
0 0 0 calendars__issue_1238
1 0 0 calendars__issue_127_categories_with_commas
3 0 0 calendars__issue_1426
1 0 0 calendars__issue_1426_value_parameters
0 0 1 calendars__issue_1549_binary_attachment
0 0 4 calendars__issue_1561_image_value
1 0 0 calendars__issue_156_RDATE_with_PERIOD_TZID_khal
1 0 0 calendars__issue_156_RDATE_with_PERIOD_TZID_khal_2
0 0 0 calendars__issue_1633_freebusy_with_dates
2 0 0 calendars__issue_1633_rdate_with_dates
2 0 0 calendars__issue_1633_rdate_with_dates_and_tzid
14 0 0 calendars__issue_165_missing_event
1 0 0 calendars__issue_168_expected_output
1 0 0 calendars__issue_168_input
0 0 0 calendars__issue_178_component_with_invalid_name_represented
1 0 0 calendars__issue_178_custom_component_contains_other
0 0 0 calendars__issue_178_custom_component_inside_other
1 0 0 calendars__issue_218_bad_tzid
1 0 0 calendars__issue_237_fail_to_parse_timezone_with_non_ascii_tzid
0 0 0 calendars__issue_27_multiple_periods_in_freebusy_multiple_freebusies
0 0 0 calendars__issue_27_multiple_periods_in_freebusy_one_freebusy
3 0 0 calendars__issue_313_globally_unique_tzid
1 0 0 calendars__issue_321_assert_dst_offset_is_not_false
0 0 1 calendars__issue_322_expected_calendar
1 0 0 calendars__issue_348_exception_parsing_value
1 0 0 calendars__issue_350
1 0 0 calendars__issue_351_whitespace_in_property_and_params
1 0 0 calendars__issue_466_convert_tzid_with_slash
1 0 0 calendars__issue_466_respect_unique_timezone
2 0 0 calendars__issue_526_calendar_with_different_events
1 0 0 calendars__issue_526_calendar_with_event_subset
2 0 0 calendars__issue_526_calendar_with_events
2 0 0 calendars__issue_526_calendar_with_shuffeled_events
1 0 0 calendars__issue_722_missing_VTIMEZONE_custom
1 0 3 calendars__issue_722_missing_timezones
4 0 0 calendars__issue_722_timezone_transition_ambiguity
0 0 1 events__event_with_escaped_character1
0 0 1 events__event_with_escaped_character2
0 0 1 events__event_with_escaped_character3
0 0 1 events__event_with_escaped_character4
0 0 1 events__event_with_escaped_characters
97 0 0 events__event_with_recurrence
10 0 0 events__event_with_recurrence_exdates_on_different_lines
0 0 1 events__event_with_rsvp
1 0 0 events__event_with_unicode_fields
0 0 1 events__event_with_unicode_organizer
0 0 1 events__issue_100_transformed_doctests_into_unittests
1 0 0 events__issue_101_icalendar_chokes_on_umlauts_in_organizer
1 0 0 events__issue_104_mark_events_broken
11 0 0 events__issue_112_missing_tzinfo_on_exdate
2 0 0 events__issue_156_RDATE_with_PERIOD
3 0 0 events__issue_156_RDATE_with_PERIOD_list
6 0 0 events__issue_157_removes_trailing_semicolon
1 0 0 events__issue_184_broken_representation_of_period
1 0 0 events__issue_355_url_escaping
0 0 1 events__issue_355_url_escaping_empty_param
1 0 0 events__issue_464_invalid_rdate
1 0 0 events__issue_53_description_parsed_properly
0 0 1 events__issue_64_event_with_ascii_summary
0 0 1 events__issue_64_event_with_non_ascii_summary
18 0 0 events__issue_70_rrule_causes_attribute_error
0 0 1 events__issue_82_expected_output
1 0 0 events__rfc_7265_example_4
0 0 1 events__rfc_7265_request_status
1 0 0 events__rfc_9074_example_1
1 0 0 events__rfc_9074_example_2
1 0 0 events__rfc_9074_example_3
1 0 0 events__rfc_9074_example_4
0 0 1 events__rfc_9074_example_proximity
"""
NODE_ICAL = """
1 0 0 examples__example-rrule-basic
8 0 0 examples__example-rrule
4 0 0 fixtures__Office-2012-owa
0 0 1 fixtures__attendee-with-url
3 0 0 fixtures__badRRULE
3 0 0 fixtures__bad_custom_ms_tz
3 0 0 fixtures__bad_custom_ms_tz2
1 0 0 fixtures__bad_ms_tz
163 0 0 fixtures__biweekly-exdate-until
8 0 0 fixtures__daily-count-exdate-recurrence-id
1 0 0 fixtures__dst-transition-rules
1 0 0 fixtures__duplicate-rrule-sequence
2 0 0 fixtures__duplicate-uid-sequence
1 0 0 fixtures__event-organizer-cn
0 0 5 fixtures__event-with-category
1 0 0 fixtures__event-with-valarm
1 0 0 fixtures__exchange-custom-tz
2 0 0 fixtures__exchange_whole_day_moved_recurrence
2 0 0 fixtures__exchange_whole_day_moved_recurrence_offset_tz
1 0 0 fixtures__floating-dtstart-custom-vtimezone
1 0 0 fixtures__germany_at_end_of_day_repeating
4 0 0 fixtures__google-calendar-kiev-tz
2 0 0 fixtures__google-recurrence-order
1 0 0 fixtures__meetup-timed-tz
5 0 0 fixtures__mixed-timezone-handling
4 0 0 fixtures__ms_timezones
2 0 0 fixtures__multi-era-vtimezone
8 0 1 fixtures__multi-event-basic
1 0 0 fixtures__music-school-weekly-until
1 0 0 fixtures__non-utc-until-ny
1 0 0 fixtures__non-utc-until
5 0 0 fixtures__recurrence-sequence
1 0 0 fixtures__sabredav-school-holidays
4 0 0 fixtures__tentative-apple-calendar
1 0 0 fixtures__test_daily_recurring
1 0 0 fixtures__test_date_duration
1 0 0 fixtures__test_date_time_duration
1 0 0 fixtures__test_with_forward_TZ
2 0 0 fixtures__test_with_int_tzid
1 0 0 fixtures__test_with_multiple_tzids_in_vtimezone
0 0 0 fixtures__test_with_tz_list
26 0 0 fixtures__tv-show-episode
0 2 0 fixtures__utf8-french-calendar
0 0 0 fixtures__vfreebusy-zimbra
1 0 0 fixtures__vtimezone-year-0001-dtstart
3 1 0 fixtures__vtodo-vfreebusy
2 0 0 fixtures__whole_day_moved_over_dst_change_berlin
10 0 0 fixtures__windows-quoted-tz-rrule
2 0 0 fixtures__yearly-party
8 0 0 fixtures__yearly-recurring-unicode
"""

pytestmark = [
    pytest.mark.skipif(not CALENDARS.is_dir(), reason="the shared corpora are not here"),
    pytest.mark.usefixtures("stockholm"),
]


@pytest.mark.parametrize(
    ("folder", "table"),
    [("collective+icalendar", ICALENDAR), ("jens-maus+node-ical", NODE_ICAL)],
    ids=["icalendar", "node-ical"],
)
def test_every_calendar_is_read_with_its_count(folder: str, table: str) -> None:
    counted = {}
    for path in sorted((CALENDARS / folder).glob("*.ics")):
        found = Counter(record.kind for record in read(path))
        counted[path.stem] = (found["interaction"], found["entry"], found["rejected"])
    assert counted == expected(table)


def expected(table: str) -> dict[str, tuple[int, ...]]:
    rows = (line.split() for line in table.split("\n") if line)
    return {name: tuple(map(int, counts)) for *counts, name in rows}


def test_a_series_of_google_with_a_meeting_that_was_renamed() -> None:
    found = interactions(
        read(CALENDARS / "jens-maus+node-ical/fixtures__google-calendar-kiev-tz.ics")
    )
    assert [(one.subject, one.starts_at) for one in found] == [
        ("repeated", "2016-08-25T13:00"),
        ("bla bla", "2016-08-26T13:00"),
        ("repeated", "2016-08-27T13:00"),
        ("repeated", "2016-08-28T13:00"),
    ]
    assert len({one.thread for one in found}) == 1


def test_zones_of_windows_in_a_calendar_of_exchange() -> None:
    found = interactions(read(CALENDARS / "jens-maus+node-ical/fixtures__Office-2012-owa.ics"))
    assert dates(found) == [
        ("2020-10-28T03:30", "2020-10-28T05:00"),
        ("2020-10-28T19:30", "2020-10-28T21:00"),
        ("2020-11-02T19:30", "2020-11-02T21:00"),
        ("2020-11-02T19:30", "2020-11-02T21:00"),
    ]
    assert not any(one.problems for one in found)


def test_a_day_that_was_moved_across_the_change_of_clocks() -> None:
    name = "fixtures__whole_day_moved_over_dst_change_berlin.ics"
    found = interactions(read(CALENDARS / "jens-maus+node-ical" / name))
    assert dates(found) == [("2024-10-27", ""), ("2024-10-30", "")]


def test_an_organiser_beyond_ascii_without_quotation_marks() -> None:
    name = "events__issue_101_icalendar_chokes_on_umlauts_in_organizer.ics"
    (one,) = interactions(read(CALENDARS / "collective+icalendar" / name))
    assert [(who.name, who.email, who.function) for who in one.participants] == [
        ("acme, ädmin", "adm-acme@mydomain.de", "organiser")
    ]
    assert (one.starts_at, one.place) == ("2013-04-16T12:00", "im büro")


def test_no_file_of_another_kind_crashes_the_reader() -> None:
    for path in sorted(path for path in CALENDARS.parent.rglob("*") if path.is_file()):
        try:
            found = list(formats.reader("ics").read(path, formats.ReadOptions()))
        except FormatError as error:
            assert error.message.endswith("."), path
        else:
            assert all(record.line > 0 for record in found), path
