"""The field for a picture that staff upload."""

import logging
from typing import Any

from django.db.models import Model
from imagefield.fields import ImageField, ImageFieldFile

from ciwo_site.picture_formats import FORMATS
from ciwo_site.storages.problems import StorageProblem
from ciwo_site.uploads import UnguessablePath, tidy_picture, validate_picture

logger = logging.getLogger(__name__)

# Of a row: has it a picture that is being stored, and of which files it holds the measures.
NEW, MEASURED = "_has_a_new_picture", "_measured_pictures"


class PictureFile(ImageFieldFile):
    """A stored picture and its measures as the row has them: the file itself would be opened for every page."""

    @property
    def stored_width(self) -> int:
        return getattr(self.instance, self.field.width_field) or self.width

    @property
    def stored_height(self) -> int:
        return getattr(self.instance, self.field.height_field) or self.height


class PictureField(ImageField):
    """A picture that was verified, turned upright, bounded in size, and freed of what a camera wrote into it."""

    attr_class = PictureFile

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
            model_instance.__dict__[NEW] = True
        return super().pre_save(model_instance, add)

    def update_dimension_fields(self, instance: Model, force: bool = False, *args: Any, **kwargs: Any) -> None:
        """Django measures a picture whenever it is assigned, as forms do with one that stays; once is enough."""
        if self.attname not in instance.__dict__:
            return
        file = getattr(instance, self.attname)
        measured = instance.__dict__.setdefault(MEASURED, {})
        has_measures = getattr(instance, self.width_field) and getattr(instance, self.height_field)
        is_known = not force or measured.get(self.name) == file.name
        if not (file and file._committed and has_measures and is_known):
            super().update_dimension_fields(instance, force, *args, **kwargs)
        measured[self.name] = file.name

    def save_form_data(self, instance: Model, data: Any) -> None:
        """A picture that nobody touched is not measured again, for which its file would have to be fetched."""
        if isinstance(data, PictureFile) and data._committed and data == getattr(instance, self.attname):
            return
        super().save_form_data(instance, data)

    def _generate_files(self, instance: Model, **kwargs: Any) -> None:
        """The smaller copies. Those of an older picture are there already; texts are saved without the store, or the file."""
        is_new = instance.__dict__.pop(NEW, False)
        try:
            super()._generate_files(instance, **kwargs)
        except (StorageProblem, FileNotFoundError) as problem:
            if is_new:
                raise
            logger.warning("The copies of a picture were not looked at (%s).", type(problem).__name__)
