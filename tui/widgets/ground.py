"""What other things stand on: of one colour from top to bottom, which is drawn once."""

from textual.containers import Horizontal, Vertical
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget


class Ground(Widget):
    """A container or screen without edges above and below: all its lines are alike.

    Textual draws every line of what lies under something else by itself, as dear as what is seen.
    This stands last among the bases, since Textual takes the look of the first.
    """

    def render_lines(self, crop: Region) -> list[Strip]:
        """Draw one line as often as there are lines."""
        one = Region(crop.x, crop.y, crop.width, min(1, crop.height))
        return super().render_lines(one) * crop.height


class Sides(Horizontal, Ground):
    """Things beside each other."""


class Stack(Vertical, Ground):
    """Things under each other."""
