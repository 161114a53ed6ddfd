"""Generated news articles for measuring: our own sentences, drawn anew from a seed."""

import random

ARTICLES = 40
_NAMES = "Ada Fenn,Boris Kray,Celia Moore,Dmitri Orlov,Edda Lund,Farid Haddad,Greta Voss,Hanna Petrova".split(
    ","
)
_BODIES = (
    "the Harbour Office,the Ministry of Works,the dockers' union,the city council,the Coast Guard".split(",")
)
_PLACES = "Ostrey,Port Calder,Linden,Vale,the old quarter,the north pier".split(",")
_SAID = "said,told reporters,insisted,warned,added,explained,announced,claimed".split(",")
_CLAIMS = (
    "the bridge would stay closed until the spring",
    "nobody had been told about the second leak",
    "the repairs were going better than expected",
    "every family would be paid for its losses",
    "the vote had been fair and open to all",
    "workers were still waiting for an answer",
)
_PLAIN = (
    "Rain fell on {place} for most of the week, and the streets near the market stayed empty.",
    "The road between {place} and the coast was opened again late on {day}.",
    "{body} has been under pressure since the storm of March 3.",
    "Shops in {place} reported more visitors than a year ago.",
    "A crowd of about {n} people gathered in front of the town hall on {day}.",
    "More than {n} homes were without power, according to {body}.",
    "{name}, {age}, has led the council for {few} years.",
    "The damage is put at ${few}.5 million, up from {pct}% of the budget last year.",
)
_DAYS = "Monday,Tuesday,Wednesday,Thursday,Friday,Saturday,Sunday".split(",")


def article(seed: int) -> str:
    """About 750 words with quotes, reported speech, figures and dates."""
    draw = random.Random(seed)
    paragraphs = [f"{draw.choice(_BODIES)} answers questions in {draw.choice(_PLACES)}".capitalize()]
    words = 0
    while words < 750:
        paragraph = " ".join(_sentence(draw) for _ in range(draw.randint(1, 4)))
        paragraphs.append(paragraph)
        words += len(paragraph.split())
    return "\n\n".join(paragraphs)


def _sentence(draw: random.Random) -> str:
    name, said, claim = draw.choice(_NAMES), draw.choice(_SAID), draw.choice(_CLAIMS)
    form = draw.random()
    if form < 0.2:
        return f"“{claim.capitalize()},” {draw.choice(['he', 'she', name, name.split()[1]])} {said}."
    if form < 0.27:
        return f"“{claim.capitalize()},” {said.split()[0]} {name}. “And {draw.choice(_CLAIMS)}.”"
    if form < 0.4:
        return f"{name} {said} that {claim}."
    if form < 0.45:
        return f"According to {draw.choice(_BODIES)}, {claim}."
    return draw.choice(_PLAIN).format(
        place=draw.choice(_PLACES),
        body=draw.choice(_BODIES).capitalize(),
        name=name,
        day=draw.choice(_DAYS),
        n=f"{draw.randrange(20, 90) * 100:,}",
        age=draw.randrange(30, 80),
        few=draw.randrange(2, 9),
        pct=draw.randrange(3, 40),
    )
