"""Why something did not go, in numbers for a script and in words for a person."""

from dataclasses import dataclass

from participant_ui.i18n import N_


@dataclass(frozen=True)
class Reason:
    """`what` happened and what to do `now`; `wait` is for how many seconds, where trying again may help."""

    status: int
    what: str
    now: str
    wait: int = 0


_COME_BACK = N_("Your words are safe. Bring your seat back with your slip code, or ask the facilitator.")
_STAYS = N_("Nothing is lost: your text is still here. Try again in a moment.")
_ASK_FOR_CODE = N_("Look at the screen in the room for the code, or ask the facilitator.")
_HAVE_SLIP = N_("If you have a slip code, you can bring your seat back. Otherwise ask the facilitator.")
_NOT_UNDERSTOOD = N_("The page sent something that is not understood.")
_LOAD_AGAIN = N_("Go back, load the page again and try once more.")

REASONS: dict[str, Reason] = {
    "no_such_circle": Reason(
        404,
        N_("This link or code is not known here."),
        _ASK_FOR_CODE,
    ),
    "not_found": Reason(404, N_("There is no such page."), _ASK_FOR_CODE),
    "no_seat": Reason(401, N_("This phone has no seat here, or its seat has moved to another."), _COME_BACK),
    "wrong_slip": Reason(
        422,
        N_("This slip code is not known here."),
        N_("Compare it with your picture or paper, letter by letter. The facilitator can help."),
    ),
    "not_yours": Reason(404, N_("These words are not among yours."), N_("Go back and look at your words.")),
    "not_open": Reason(
        409,
        N_("The conversation has not begun yet."),
        N_("Nothing is lost: your text is still here. Try again when it has begun."),
    ),
    "paused": Reason(
        409,
        N_("The conversation is paused."),
        N_("Nothing is lost: your text is still here. Try again when it goes on."),
    ),
    "closed": Reason(
        409,
        N_("The conversation is closed, so new words are no longer kept."),
        N_("Your text is still here: copy it if you want to keep it."),
    ),
    "sealed": Reason(
        409,
        N_("The record of this circle is finished, so words are no longer corrected."),
        N_("They stay as they were. You can still take them back."),
    ),
    "joining_closed": Reason(
        409,
        N_("No more seats are given at the moment."),
        _HAVE_SLIP,
    ),
    "full": Reason(
        409,
        N_("All seats are taken."),
        _HAVE_SLIP,
    ),
    "not_writing": Reason(
        409,
        N_("Nothing is written in this round."),
        N_("Your text is still here: copy it if you want to keep it for later."),
    ),
    "not_shown": Reason(
        410,
        N_("This theme is no longer shown."),
        N_("Say it aloud, or write it down as words of your own."),
    ),
    "too_many_tries": Reason(
        429,
        N_("There were too many wrong codes in a short time."),
        N_(
            "Wait a minute, then try again. You can also point the camera of the phone at the square picture."
        ),
        wait=60,
    ),
    "too_fast": Reason(429, N_("That was too much at once."), _STAYS, wait=3),
    "storage_full": Reason(
        503,
        N_("The organiser's computer has no more room."),
        N_("Nothing is lost: your text is still here. Please tell the facilitator."),
        wait=15,
    ),
    "busy": Reason(503, N_("The organiser's computer is busy."), _STAYS, wait=2),
    "empty": Reason(422, N_("There are no words to keep."), N_("Write something first.")),
    "too_long": Reason(
        422,
        N_("The text is too long."),
        N_("Nothing is lost: shorten it, or keep it in two parts."),
    ),
    "unreadable": Reason(
        422,
        N_("The text holds signs that cannot be kept."),
        N_("Nothing is lost: take out the unusual signs and try again."),
    ),
    "other_words_same_key": Reason(
        422,
        N_("Other words were already kept from this page."),
        N_("Nothing is lost: keep this text as new words."),
    ),
    "withdrawn": Reason(
        410,
        N_("You took these words back before, so they are not kept again."),
        N_("If you do want them kept, keep them as new words."),
    ),
    "not_asked": Reason(
        409,
        N_("These questions are not asked at the moment."),
        N_("If you still want to answer, ask the facilitator for a paper form."),
    ),
    "handed_in": Reason(
        409,
        N_("A form was already handed in from this seat."),
        N_("If somebody else here wants to answer, ask the facilitator for a paper form."),
    ),
    "form": Reason(422, _NOT_UNDERSTOOD, _LOAD_AGAIN),
    "too_large": Reason(413, N_("That was more than can be sent at once."), N_("Shorten it and try again.")),
    "not_a_form": Reason(415, _NOT_UNDERSTOOD, _LOAD_AGAIN),
}
