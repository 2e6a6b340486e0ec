"""Why something did not go, for the people at desks: what happened, and what to do now."""

from dataclasses import dataclass

from facilitator.saying import N_


@dataclass(frozen=True)
class Reason:
    what: str
    now: str


SAFE = N_("Nothing is lost. Go back and look at the page as it is now.")
AGAIN = N_("Nothing is lost. Wait a moment, then try again.")
MEND = N_("Go back: what you typed is still there. Mend it and try again.")

REASONS: dict[str, Reason] = {
    "promised": Reason(
        N_("People were already told until when their words are kept."),
        N_("The date can come earlier, not later. Choose the same number of days or fewer."),
    ),
    "not_open": Reason(
        N_("The circle is not open yet."), N_("Open the circle on the facilitator's desk first.")
    ),
    "paused": Reason(
        N_("The circle is paused."), N_("Nothing is lost. Choose “Go on” on the desk, then try again.")
    ),
    "closed": Reason(
        N_("The circle is closed."),
        N_("What was said is kept. To add something, open the circle again on the desk."),
    ),
    "joining_closed": Reason(
        N_("Joining is closed, so no seat can be given."),
        N_("Open joining on the page with the join address, then try again."),
    ),
    "full": Reason(
        N_("All seats are taken."),
        N_("Look at the seats on the desk: is one of them somebody who is not in the room?"),
    ),
    "seated": Reason(
        N_("More people sit here already than there would be seats."),
        N_("Nothing was changed. Choose as many seats as there are people, or more."),
    ),
    "marks_in_use": Reason(
        N_("There are lines under a higher speaker mark already."),
        N_("Nothing was changed. Choose as many marks as are used, or 0 for none."),
    ),
    "not_writing": Reason(N_("Nothing is written in this round."), SAFE),
    "too_many_tries": Reason(
        N_("There were too many wrong codes in a short time."), N_("Wait a minute, then try again.")
    ),
    "too_fast": Reason(N_("That was too much at once."), AGAIN),
    "storage_full": Reason(
        N_("This laptop's disk is full, so nothing more can be kept."),
        N_("What was kept before is safe. Make room on the disk, then try again."),
    ),
    "busy": Reason(
        N_("Another program is holding the file."),
        N_("Nothing is lost. Close other programs that may have it open, then try again."),
    ),
    "no_such_round": Reason(N_("The script has no such round."), SAFE),
    "not_agreed": Reason(
        N_("Nobody has agreed aloud yet to being written down."),
        N_("Ask the circle, then fill in on the desk how many agreed. After that the recorder can write."),
    ),
    "not_quotable": Reason(
        N_("Whoever wrote these words did not agree to being quoted."),
        N_("They stay on this desk and are read for themes, but cannot be shown to the room."),
    ),
    "not_for_room": Reason(
        N_("People were told that the words of this round stay with the facilitator."),
        N_("They stay on this desk and are read for themes. Words of another round can be shown."),
    ),
    "not_shown": Reason(N_("This theme is no longer before the room."), SAFE),
    "not_released": Reason(N_("These words are not shown, so there is nothing to hide."), SAFE),
    "reveal_together": Reason(
        N_("The words of this round are shown on the phones all together."),
        N_("Hold back what should not be shown, then reveal the rest in one step."),
    ),
    "nothing_to_reveal": Reason(
        N_("There are no words here that wait to be shown."),
        N_("Words that come later can be revealed then; they are added at the end."),
    ),
    "not_alike": Reason(
        N_("Only words of one round that may be shown can be joined."),
        N_("Nothing is lost. Choose two or more that are not hidden."),
    ),
    "sealed": Reason(
        N_("The record of this circle is finished: words can be taken back, but no longer corrected."),
        N_("To go on talking, prepare a new evening for the circle."),
    ),
    "not_closed": Reason(
        N_("The circle is not closed yet."), N_("Close it on the desk first. What was said stays.")
    ),
    "withdrawn": Reason(
        N_("These words were taken back by whoever wrote them."),
        N_("They are gone, as they should be. There is nothing to do."),
    ),
    "not_asked": Reason(
        N_("These questions are not asked at the moment."),
        N_("If you still want to answer, ask the facilitator for a paper form."),
    ),
    "handed_in": Reason(
        N_("A form was already handed in from this seat."),
        N_("If somebody else here wants to answer, ask the facilitator for a paper form."),
    ),
    "still_open": Reason(
        N_("The circle is not closed yet, so answers may still come."),
        N_("Close the circle on the desk first, then count."),
    ),
    "counted": Reason(
        N_("The answers have been counted."),
        N_("Nothing more can be added, so that nobody's answers can be worked out from two results."),
    ),
    "wrong_slip": Reason(
        N_("This slip code is not known here."),
        N_("Compare it with the paper, letter by letter. What you typed is still there."),
    ),
    "no_themes": Reason(
        N_("No themes have been found yet."),
        N_("There must be some words first, and a little time to read them. Try again in a minute."),
    ),
    "not_in_it": Reason(
        N_("These words do not stand in the text."),
        N_("Nothing was changed. Type them exactly as they stand there."),
    ),
    "spans": Reason(
        N_("What was to be replaced does not fit these words."),
        N_("Nothing was changed. Load the page again and choose once more."),
    ),
    "quotes_unreviewed": Reason(
        N_("The report shows words that nobody has looked through yet for what tells of a person."),
        N_("Nothing was written. Go through them, or take a working copy that stays with the team."),
    ),
    "free_text_unseen": Reason(
        N_("What was typed about the circles could say who somebody is."),
        N_("Nothing was written. Change these texts where they were typed, or leave them as they are."),
    ),
    "address": Reason(
        N_("A region, not an address: reports show it to everybody."),
        N_("Nothing was changed. Leave out street and number."),
    ),
    "not_a_rehearsal": Reason(
        N_("This was a real evening, and only rehearsals can be deleted here."), N_("Nothing was deleted.")
    ),
    "gathering": Reason(
        N_("Circles are being brought together at this moment."),
        N_("Wait until they are in, then try again. Nothing is lost."),
    ),
    "no_bundles": Reason(
        N_("The bundles are no longer here as you looked at them."),
        N_("Nothing was changed. Choose the files again and look at them once more."),
    ),
    "too_many_bundles": Reason(
        N_("Those are more files than can be looked at together."),
        N_("Nothing was changed. Bring them in several times: the order makes no difference."),
    ),
    "stale": Reason(
        N_("Another screen changed this just now, so your step was not taken."),
        N_("Nothing is lost. Look where the circle is, then go on from there."),
    ),
    "not_there": Reason(
        N_("This is not here, or no longer."), N_("Go back to the list of circles and choose from there.")
    ),
    "not_found": Reason(
        N_("There is no such page."), N_("Go back to the list of circles and choose from there.")
    ),
    "form": Reason(
        N_("The page sent something that is not understood, so nothing was changed."),
        N_("Go back, load the page again and try once more."),
    ),
    "not_in_use": Reason(
        N_("That cannot be done in this way, so nothing was changed."),
        N_("Go back to the list of circles and choose from there."),
    ),
    "too_large": Reason(N_("That was more than can be sent at once."), MEND),
    "empty": Reason(N_("A field is empty that needs some words."), MEND),
    "too_long": Reason(
        N_("The text is too long. A name, a title or a question may have 300 letters; other texts, 2000."),
        MEND,
    ),
    "no_day": Reason(N_("A day or an hour is not written as one."), MEND),
    "no_address": Reason(
        N_("The address cannot be opened: it begins with https:// and has no spaces."), MEND
    ),
    "unreadable": Reason(N_("The text holds signs that cannot be kept."), MEND),
    "other_words_same_key": Reason(N_("Other words were already kept from this page."), SAFE),
    "agreed_of_present": Reason(
        N_("More people agreed than are present: one of the numbers is wrong."), MEND
    ),
    "in_use": Reason(
        N_("This series is open in another aplis on this laptop."),
        N_("Close that one first, then open the series here."),
    ),
    "under_way": Reason(
        N_("A circle of this series is open or paused, so no other series can be opened now."),
        N_("Close the circle on its desk first. Everything in it stays."),
    ),
    "not_ours": Reason(
        N_("This file is not a series of aplis, or it is damaged. It was not touched."),
        N_("Choose another file. If it should be a series, open a saved copy of it."),
    ),
    "too_new": Reason(
        N_("This file was made by a newer aplis. It was not touched."),
        N_("Install the newest aplis, then open it again."),
    ),
    "unsafe_folder": Reason(
        N_("This file lies in a folder that cannot keep words safely."),
        N_("Copy it to a folder that lies on this laptop alone, and open it there."),
    ),
    "brackets": Reason(N_("The text holds curly brackets."), MEND),
    "rules_stay": Reason(
        N_("Without this round the circle would not go through its ground rules."),
        N_("Nothing was changed. The round can be short, but it stays."),
    ),
    "rounds_full": Reason(N_("The script has as many rounds as it can have."), SAFE),
    "lines_full": Reason(N_("The round has as many questions as it can have."), SAFE),
    "day_full": Reason(
        N_("The rounds would take more than eight hours together."),
        N_("Nothing was changed. Take minutes from a round first."),
    ),
    "shelf_full": Reason(
        N_("There are a hundred scripts of your own here already."),
        N_("Nothing was changed. Take one you no longer need off the list first."),
    ),
    "no_act": Reason(
        N_("That cannot be decided about what is there now."),
        N_("Nothing was changed. Look at the page as it is now, then decide again."),
    ),
    "no_who": Reason(
        N_("It was not said who decides."),
        N_("Nothing was changed. Go back, write your name and decide again."),
    ),
    "nothing_read": Reason(
        N_("Nothing was read over the whole series yet, so there are no themes to decide about."),
        N_("Let the series be read first, with the button on the reading desk."),
    ),
    "nothing_to_undo": Reason(N_("There is nothing to undo."), SAFE),
    "nothing_to_redo": Reason(N_("There is nothing to do again."), SAFE),
    "who_taken": Reason(
        N_("Somebody with this name codes here already."),
        N_("If it is you, go back and choose “Go on”. Otherwise write your name another way."),
    ),
    "no_circles": Reason(
        N_("No circle was chosen."), N_("Go back and choose at least one circle that has contributions.")
    ),
    "coding_done": Reason(
        N_("This coding is finished, so nothing in it changes any more."),
        N_("Nothing is lost. It can be opened again on the coder's page while nobody has compared it."),
    ),
    "coding_open": Reason(
        N_("Not everybody who was chosen is done with coding."),
        N_("Wait for them, or tick that you compare early, and say why."),
    ),
    "no_why": Reason(
        N_("It was not said why."), N_("Nothing was changed. Go back and write the reason in a few words.")
    ),
    "two_coders": Reason(
        N_("A comparison needs two coders or more."), N_("Go back and choose at least two.")
    ),
    "nothing_coded": Reason(
        N_("In this file nothing is coded by the codes of this series."),
        N_("Nothing was changed. Look whether it is the right file, and whether its texts are as they were."),
    ),
    "unsourced": Reason(
        N_("The report was not written: something in it has no source among what was said."),
        N_("Nothing is lost. Mend the insight or name that says more than was said, then try again."),
    ),
    "not_here": Reason(
        N_("This browser has not been let in."),
        N_("Open the console from the address that aplis printed when it started."),
    ),
    "broken": Reason(
        N_("Something went wrong inside aplis."),
        N_("What was kept is safe. Load the page again; if it happens once more, start aplis anew."),
    ),
}
STATUS = {401: "not_here", 404: "not_found", 405: "not_in_use", 413: "too_large", 415: "form", 422: "form"}


def reason(code: str) -> Reason:
    return REASONS.get(code, REASONS["broken"])
