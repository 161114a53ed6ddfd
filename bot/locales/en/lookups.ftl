# What the look-up commands say around what they found.

command-quote = what somebody said, on any topic or one
argument-quote-person = who said it
argument-quote-words = words of the topic
command-who = who somebody is, in the articles’ words
argument-who-name = the name
command-sources = the articles this record is made of
argument-sources-outlet = words of an outlet or title
command-source = the passage a record stands in
argument-source-receipt = the code beside a quote or figure
command-about = what this bot is and what it knows

no-such-page = There is no page { $page }: this answer has { $pages ->
    [one] one page
   *[other] { $pages } pages
}.
name-read-as = I read “{ $typed }” as { $name }.
name-tie = Somebody else?
name-unknown = Nobody called “{ $words }” in the { $articles ->
    [one] one article
   *[other] { $articles } articles
} of this record.
people-on-record = On record:
quote-none-by = { $name } is named, but not quoted, in the { $articles ->
    [one] one article
   *[other] { $articles } articles
} of this record.
quote-not-on-topic = Nothing by { $name } on “{ $words }” in the { $articles ->
    [one] one article
   *[other] { $articles } articles
} of this record.
quote-name-unknown = No quote by or on “{ $words }” in the { $articles ->
    [one] one article
   *[other] { $articles } articles
} of this record.
sources-none = No article from or called “{ $words }” among the { $articles } of this record.
receipt-unknown = No record has the code “{ $receipt }”. Codes stand beside each quote and figure, such as q7f3kab; one from an older record may be gone.
about = Onrecord answers from a record of { $articles ->
    [one] one article
   *[other] { $articles } articles
} (outlets named: { $outlets }): { $quotes } quotes, { $figures } figures, { $people } people and organisations. Every answer is the articles’ own words, each with its source; nothing is made up, and where the record is silent, I say so. Record of { $made }.
about-empty = There is no article in this record yet. Put .txt, .md or .html files into the folder of articles, then /reload.
about-dates = The dated articles are from { $first } to { $last }.
quote-some-words = No quote with all of “{ $words }”; with some of them:
