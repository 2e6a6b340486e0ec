"""How the themes of a report were found, in plain words, from the values its method is told in."""

from collections.abc import Mapping

from analysis.exporters.particulars import Words

Method = Mapping[str, object]


def told(tell: Words, method: Method) -> list[str]:
    """The way from words to themes, a sentence for each step."""
    steps = [
        tell("The language of each contribution was recognised, unless the source gave it."),
        _vectors(tell, method),
        *_grouping(tell, method),
        tell(
            "Quotes are exact words of contributions: near the middle of their theme, different from "
            "one another, from different people where that is known. Who did not agree to be quoted "
            "is counted and not shown."
        ),
        _again(tell, method),
    ]
    return [sentence for sentence in steps if sentence]


def way(method: Method) -> str:
    """How contributions were put together: by the codebook, by words alone, or by meaning."""
    grouping = method.get("grouping")
    if isinstance(grouping, Mapping) and grouping.get("way") == "codebook":
        return "codebook"
    return "words" if method.get("embedder", "") is None else "meaning"


def _again(tell: Words, method: Method) -> str:
    if method.get("held"):
        return tell(
            "Themes were held still while words came, so that people could speak of them: read afresh, "
            "the same texts may fall a little differently."
        )
    return tell("The same texts give the same report again.")


def _grouping(tell: Words, method: Method) -> list[str]:
    grouping = method.get("grouping")
    if way(method) == "codebook" and isinstance(grouping, Mapping):
        return [
            tell(
                "There were too few contributions for themes of their own. Each was put under the code "
                "it is likeliest to belong to, by the codebook {codebook}; where no code fits, under "
                "none.",
                codebook=grouping.get("codebook", ""),
            )
        ]
    together = tell(
        "Contributions that share words were put together, each language by itself; a language of which "
        "there is too little stays unsorted."
    )
    if way(method) == "meaning":
        together = tell(
            "Contributions close in meaning were put together; how many themes there are was decided "
            "by how well they hold together. Every contribution that says something went to the theme "
            "nearest to it, which does not mean that it fits well; one far from all went to none."
        )
    return [
        together,
        tell(
            "A theme's name is made of words that its contributions use more than others do, in their "
            "dictionary form."
        ),
    ]


def _vectors(tell: Words, method: Method) -> str:
    embedder = method.get("embedder")
    if not isinstance(embedder, Mapping):
        return ""
    return tell(
        "Each contribution was turned into numbers that stand for its meaning, by the model {name}, on "
        "this computer; nothing was sent anywhere. What only tells languages apart was taken out of "
        "the numbers, so that contributions meet across languages.",
        name=embedder.get("name", ""),
    )
