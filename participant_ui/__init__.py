"""The face a participant sees on a phone."""

from participant_ui.port import Circle, Consent, NotNow, Seat

__all__ = ["Circle", "Consent", "NotNow", "Seat"]
