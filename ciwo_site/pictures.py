"""The field for a picture that staff upload."""

from typing import Any

from django.db.models import Model
from imagefield.fields import ImageField

from ciwo_site.uploads import UnguessablePath, tidy_picture, validate_picture

# Made when the picture is saved; a page offers them all and a browser takes what fits.
FORMATS = {
    "small": ["default", ("thumbnail", (480, 1200))],
    "medium": ["default", ("thumbnail", (960, 2400))],
}


class PictureField(ImageField):
    """A picture that was verified, turned upright, bounded in size, and freed of what a camera wrote into it."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        kwargs.setdefault("upload_to", UnguessablePath("images"))
        kwargs.setdefault("validators", [validate_picture])
        kwargs.setdefault("blank", True)
        kwargs.setdefault("auto_add_fields", True)
        kwargs.setdefault("formats", FORMATS)
        super().__init__(*args, **kwargs)

    def pre_save(self, model_instance: Model, add: bool) -> Any:
        file = getattr(model_instance, self.attname)
        if file and not file._committed:
            file.save(file.name, tidy_picture(file.file), save=False)
        return super().pre_save(model_instance, add)
