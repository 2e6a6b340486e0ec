"""Pictures made for reading: each says one thing, can be read in black and white, and stands on a table."""

from analysis.pictures.gathered import pictures
from analysis.pictures.picture import Picture
from analysis.pictures.raster import png

__all__ = ["Picture", "pictures", "png"]
