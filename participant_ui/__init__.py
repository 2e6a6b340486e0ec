"""The face a participant sees on a phone."""

from participant_ui import afterwards
from participant_ui.consent import CONSENT_VERSION
from participant_ui.port import Circle, Consent, NotNow, Seat
from participant_ui.views import install

__all__ = ["CONSENT_VERSION", "Circle", "Consent", "NotNow", "Seat", "afterwards", "install"]
