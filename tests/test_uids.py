"""The names by which rows are known outside their book: one each, in the order they were made."""

from uuid import RFC_4122, UUID

from crm.models.base import UIDS_OF_A_MOMENT, new_uid, new_uids


def test_uids_stand_in_the_order_in_which_they_were_made() -> None:
    uids = [new_uid() for _ in range(1000)]
    assert all(str(UUID(uid)) == uid and UUID(uid).version == 7 for uid in uids)
    assert len(set(uids)) == len(uids)
    # Of the time, 12 digits are milliseconds and three the parts of one.
    starts = [uid.replace("-", "")[:16] for uid in uids]
    assert starts[0] < starts[-1]


def test_uids_that_are_made_together_stand_in_order_too() -> None:
    uids = new_uids(UIDS_OF_A_MOMENT + 1)
    assert len(uids) == UIDS_OF_A_MOMENT + 1
    assert sorted(set(uids)) == uids
    assert all(UUID(uid).variant == RFC_4122 for uid in uids)
    assert new_uids(0) == []
