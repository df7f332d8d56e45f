"""What a value must look like to be stored: one function per kind, each raising `Invalid`.

Every function takes any text a person or a file may hold, and returns the one form that is stored;
normalising that form again changes nothing. The libraries that know the rules are heavy, so they
are imported where they are used.
"""

from crm.validation.address import normalise_postal_code
from crm.validation.email import EMAIL_LENGTH, normalise_email
from crm.validation.identity import (
    find_personal_identity_number,
    mask_personal_identity_numbers,
    normalise_orgnr,
    without_personal_identity_number,
)
from crm.validation.link import LINK_LENGTH, normalise_link
from crm.validation.phone import (
    PHONE_LENGTH,
    format_phone,
    normalise_phone,
    phone_search_forms,
)
from crm.validation.phone_cells import is_damaged_phone, repair_phone, split_phones

__all__ = [
    "EMAIL_LENGTH",
    "LINK_LENGTH",
    "PHONE_LENGTH",
    "find_personal_identity_number",
    "format_phone",
    "is_damaged_phone",
    "mask_personal_identity_numbers",
    "normalise_email",
    "normalise_link",
    "normalise_orgnr",
    "normalise_phone",
    "normalise_postal_code",
    "phone_search_forms",
    "repair_phone",
    "split_phones",
    "without_personal_identity_number",
]
