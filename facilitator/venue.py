"""What a room needs for a circle: the checklist, in the order in which one walks through it."""

from collections.abc import Mapping

from facilitator.saying import N_

CHECKLIST: Mapping[str, Mapping[str, str]] = {
    N_("The room"): {
        "circle": N_("Chairs in a circle, facing each other, no tables in the middle"),
        "chairs": N_("Six to twelve chairs: one for each who comes, and two to spare"),
        "quiet": N_("Nobody walks through, and one hears each other without raising the voice"),
        "air": N_("Fresh air, warmth, and light that does not dazzle"),
        "coats": N_("A place for coats and bags"),
    },
    N_("For everybody to get in and take part"): {
        "steps": N_("A way in without steps; a lift that works; a toilet near and wide enough"),
        "signs": N_("Signs from the street to the room"),
        "hearing": N_("A good chair for those who hear or see badly; a microphone or a hearing loop"),
        "help": N_("Somebody who helps in each language that is needed"),
        "children": N_("A corner for children, and somebody to be with them"),
    },
    N_("Laptop, projector, phones"): {
        "projector": N_("A projector or large screen that all see from their chairs, and its cable"),
        "sockets": N_("Sockets, an extension lead, and no cable to trip over"),
        "wifi": N_("Wi-Fi of our own or the laptop's hotspot, with a password; guest isolation is off"),
        "tried": N_("Tried with a phone, in this very room"),
        "laptop": N_("The laptop is charged, its power lead is here, a copy of the series is saved"),
    },
    N_("Paper and people"): {
        "slips": N_("Paper slips and pens for everybody"),
        "rules": N_("The ground rules, printed large"),
        "door": N_("The sheet with the join code, for the door"),
        "recorder": N_("Somebody who writes down, at a small table to the side"),
        "welcome": N_("Somebody who welcomes people and helps with phones"),
        "water": N_("Water, glasses, something small to eat"),
    },
}

ITEMS = [item for part in CHECKLIST.values() for item in part]
