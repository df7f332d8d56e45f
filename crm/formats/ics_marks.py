"""What Samverkan writes into a calendar beside what calendars know (RFC 5545 3.8.8.2).

Other programs pass these properties and parameters over. Each counts only as long as what it
explains is as we wrote it, so that a change made on a phone is never undone by an old mark.
"""

# Of a meeting: what kind of interaction it is, and its dates where a calendar cannot say them.
KIND = "X-SAMVERKAN-KIND"
DATES = "X-SAMVERKAN-DATES"

# Of a task: the fields of a follow-up.
DIRECTION = "X-SAMVERKAN-DIRECTION"
OWNER = "X-SAMVERKAN-OWNER"
QUOTE = "X-SAMVERKAN-QUOTE"
REPEATS = "X-SAMVERKAN-REPEATS"
STATUS = "X-SAMVERKAN-STATUS"
DUE_DATE = "X-SAMVERKAN-DUE-DATE"
DONE_ON = "X-SAMVERKAN-DONE-ON"

# Of an attendee: parameters.
ATTENDANCE = "X-SAMVERKAN-ATTENDANCE"
FUNCTION = "X-SAMVERKAN-FUNCTION"
ORGANISATION = "X-SAMVERKAN-ORGANISATION"
ROLE = "X-SAMVERKAN-ROLE"

# What ends the uid of an event that shows when a task is due to those who see no tasks.
DUE_DAY = "/samverkan-due"
# What stands for the address of somebody who has none, as in calendars of Apple.
NO_ADDRESS = "invalid:nomail"

PROPERTIES = frozenset({
    *(KIND, DATES, DIRECTION, OWNER, QUOTE, REPEATS, STATUS, DUE_DATE, DONE_ON),
})  # fmt: skip
