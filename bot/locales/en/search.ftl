# What /search, /fact and /check say around the slices they show.

command-search = passages with words, "phrases", -without; from:outlet by:person after:day before:day
argument-search-words = words to look for
search-corrected = Nothing has “{ $typed }”; searched for “{ $word }”.
search-unknown = Not in any article: { $words }.
search-any = No passage has all of these words; these have some.
search-latest = Very many passages have these words; these are the latest.
search-nothing = No passage of { $articles ->
    [one] the one article
   *[other] the { $articles } articles
} has this.
search-nothing-by = Searched what is on record by { $name }.
search-nobody = Nobody on record is called “{ $name }”. People on record: { $names }.

command-check = is a quotation or number in a message on record
argument-check-text = the text to check; or reply /check to a message
check-exact = The record has these words, as quoted here:
check-shortened = The quotation on record is longer:
check-altered = The record differs from this:
check-negation = A “not” was lost or added; the record says the opposite of this:
check-stitched = These words are on record in two separate quotations:
check-misattributed = The record has these words, but from somebody else:
check-paraphrase = The record reports this, though not as a quotation in these words:
check-supported = The record has this number:
check-disputed = The record has this number, and others that disagree:
check-contradicted = The record has another number for this:
check-not_found = { $articles ->
    [one] Nothing in the one article
   *[other] Nothing in the { $articles } articles
} of this record matches this closely enough to be meant:
check-nearest = What tells most of it:
check-absence = Looked through { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}. What is not in this record may still be true.

command-fact = an answer to a question, in the articles’ own words
argument-fact-question = a question in plain words
fact-corrected = Nothing has “{ $typed }”; read as “{ $word }”.
fact-counted = No count of “{ $word }” is on record for this. The nearest that is:
fact-counts-none = No count of “{ $word }” is on record for this. Looked through { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}.
fact-more = More:
fact-people = People on record:
fact-unknown = Not on record: { $words }. Looked through { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}.
fact-not-said-about = { $name } is on record, but said nothing with { $words } in the { $articles ->
    [one] one article
   *[other] { $articles } articles
} here.
fact-nothing-said = { $name } is on record, but without any words.
fact-not-in-year = Nothing of this is on record for { $year }.
fact-nothing = These words are on record, but nothing in the { $articles ->
    [one] one article
   *[other] { $articles } articles
} answers this.
