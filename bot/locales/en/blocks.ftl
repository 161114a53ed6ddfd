# What stands around the slices of a reply.

date-unknown = date unknown
speaker-unknown = Nobody named
corrected = Corrected by this record's keepers.

# How a quotation was reported.
quote-kind-direct = in these words
quote-kind-mixed = partly in these words
quote-kind-indirect = reported, not word for word
via = via
said-when = said
also-reported = { $count ->
    [one] Also reported in
   *[other] Also reported in { $count } places:
}

figure-subject = of
figure-claimant = according to
figure-as-of = as of
claimant-article = the article itself

person-counts = { $quotes ->
    [0] no quotes
    [one] 1 quote
   *[other] { $quotes } quotes
}, named in { $articles ->
    [one] 1 article
   *[other] { $articles } articles
}
article-counts = { $quotes ->
    [one] 1 quote
   *[other] { $quotes } quotes
}, { $figures ->
    [one] 1 figure
   *[other] { $figures } figures
}

# Why two spellings are one person.
alias-full_name = the full name
alias-same = the same name
alias-spelling = another spelling of the same name
alias-short_form = short for the full name in the same article
alias-title = with a title
alias-acronym = the letters of its name
alias-operator = joined by this record's keepers
