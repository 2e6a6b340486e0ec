"""Which wording of the consent page people agreed to."""

CONSENT_VERSION = "2026-11-1"
"""Goes up whenever a sentence of templates/phone/_layers.html changes, in English or a translation."""
