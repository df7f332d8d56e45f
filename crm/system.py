"""What the operating system says of itself, in the language in use."""

from crm.i18n import N_, _

TEXTS = (
    N_("No such file or directory"),
    N_("Permission denied"),
    N_("Operation not permitted"),
    N_("Is a directory"),
    N_("Not a directory"),
    N_("Directory not empty"),
    N_("File exists"),
    N_("File name too long"),
    N_("Too many levels of symbolic links"),
    N_("Read-only file system"),
    N_("No space left on device"),
    N_("Disk quota exceeded"),
    N_("File too large"),
    N_("Input/output error"),
    N_("Device or resource busy"),
    N_("Address already in use"),
    N_("Cannot assign requested address"),
)
"""Its words (strerror(3)) for what a user of this program can meet."""


def reason_of(error: Exception) -> str:
    """Return why the system refused something, the error's own words where it has none."""
    if isinstance(error, ValueError):
        # What Python says of NUL and half characters in a path differs from version to version.
        return _("no file can have such a name")
    said = getattr(error, "strerror", None)
    return _(said) if said else str(error) or type(error).__name__
