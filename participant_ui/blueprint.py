"""The phone face's blueprint: its templates and static files under names of their own."""

from flask import Blueprint

phone = Blueprint(
    "phone",
    __name__,
    template_folder="templates",
    static_folder="static",
    static_url_path="/phone/static",
)
