"""Datasets as bytes that a stranger sends: read under limits, hashed by content, stored in one form."""

from models.uploads.limits import Limits
from models.uploads.read import read_upload
from models.uploads.stored import content_id, read_stored, stored_form

__all__ = ["Limits", "content_id", "read_stored", "read_upload", "stored_form"]
