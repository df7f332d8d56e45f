"""What takes the parts of a record away that stand on lines of its page."""

from collections.abc import Callable
from typing import Any

from crm.actions.contacts import remove_contact_detail
from crm.actions.memberships import delete_membership
from crm.actions.posts import delete_post
from crm.actions.relationships import unlink
from tui.pages.page import Part

REMOVALS: dict[Part, Callable[..., Any]] = {
    Part.CONTACT: remove_contact_detail,
    Part.MEMBERSHIP: delete_membership,
    Part.POST: delete_post,
    Part.LINK: unlink,
}
"""The action for each part; it is given the part's id."""
