"""What several bundles of one circle say together: the newest words, less what anybody took back. Pure."""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace

from facilitator import theme_names
from facilitator.bundle import Bundle, Content
from facilitator.told import Checked, Gone, Said, Span


@dataclass(frozen=True)
class Known:
    """All that is known of a circle: its newest edition, and what any bundle of it says was taken back.

    `content` is None where only the file holds it. `gone` are contributions by id.
    """

    issue: int
    digest: str
    content: Content | None
    gone: Mapping[str, Gone] = field(default_factory=dict)

    @property
    def edition(self) -> tuple[int, str]:
        """The higher issue is the newer; of two of one issue the digest decides, the same everywhere."""
        return self.issue, self.digest


def of(bundle: Bundle) -> Known:
    """What one bundle says."""
    content = renamed(bundle.content)
    redacted = (
        Gone(id=c.id, session=c.session, number=c.number) for c in content.contributions if c.redacted
    )
    return Known(bundle.issue, bundle.digest, content, by_id([*content.withdrawn, *redacted]))


def joined(one: Known, other: Known) -> Known:
    """What both say together: the same in whatever order and grouping, and however often they are joined."""
    newer = max(one, other, key=lambda known: (known.edition, known.content is not None))
    return replace(newer, gone=by_id([*one.gone.values(), *other.gone.values()]))


def standing(known: Known) -> Content:
    """The newest edition as it stands: no word in it that any bundle says was taken back."""
    content = known.content
    assert content is not None
    gone = {c.id for c in content.contributions if c.text and c.id in known.gone}
    taken = [known.gone[id] for id in sorted(gone)]
    there = {sitting.id for sitting in content.sittings}
    more = by_id([*content.withdrawn, *taken, *known.gone.values()])
    empty = {c.id for c in content.contributions if c.redacted}
    return replace(
        content,
        contributions=tuple(_said(c, gone) for c in content.contributions if c.id not in gone),
        withdrawn=tuple(one for id, one in more.items() if one.session in there and id not in empty),
        checked=tuple(_draft(draft, gone) for draft in content.checked),
    )


def renamed(content: Content) -> Content:
    """The same under ids that no other circle's bundle can have: whoever forges ids meets only their own."""

    def id(given: str) -> str:
        return hashlib.sha256(f"{content.circle.id}/{given}".encode()).hexdigest()[:32]

    def ids(given: Iterable[str]) -> tuple[str, ...]:
        return tuple(id(one) for one in given)

    def said(one: Said) -> Said:
        card = id(one.joined_to) if one.joined_to else None
        return one.model_copy(update={"id": id(one.id), "session": id(one.session), "joined_to": card})

    def draft(one: Checked) -> Checked:
        changed = {
            "session": id(one.session),
            "members": ids(one.members),
            "said_by": {word: ids(those) for word, those in one.said_by.items()},
            "quotes": tuple(q.model_copy(update={"contribution": id(q.contribution)}) for q in one.quotes),
        }
        return one.model_copy(update=changed)

    return Content(
        circle=content.circle,
        sittings=tuple(one.model_copy(update={"id": id(one.id)}) for one in content.sittings),
        contributions=tuple(said(one) for one in content.contributions),
        withdrawn=tuple(Gone(id=id(g.id), session=id(g.session), number=g.number) for g in content.withdrawn),
        checked=tuple(draft(one) for one in content.checked),
        counted=tuple(one.model_copy(update={"session": id(one.session)}) for one in content.counted),
    )


def by_id(gone: Iterable[Gone]) -> dict[str, Gone]:
    """By id, in that order; where two say different things of one, the lesser, the same everywhere."""
    ordered = sorted(gone, key=lambda one: (one.id, one.session, one.number), reverse=True)
    return dict(sorted({one.id: one for one in ordered}.items()))


def _said(one: Said, gone: set[str]) -> Said:
    return one.model_copy(update={"joined_to": None}) if one.joined_to in gone else one


def _draft(draft: Checked, gone: set[str]) -> Checked:
    """As work.erase leaves a draft: no member, no quote, no name that came of these words alone."""
    said_by = draft.model_dump(include={"label", "labels", "said_by", "given"})
    left = (
        theme_names.without(said_by, gone) if theme_names.touched(said_by, draft.members, gone) else said_by
    )
    quotes: tuple[Span, ...] = tuple(q for q in draft.quotes if q.contribution not in gone)
    return draft.model_copy(
        update={
            **{name: left[name] for name in ("label", "labels")},
            "said_by": {word: tuple(ids) for word, ids in left["said_by"].items()},
            "members": tuple(id for id in draft.members if id not in gone),
            "quotes": quotes,
        }
    )
