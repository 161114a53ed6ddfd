# What stands around figures: the measures, why two differ, what was not found.

command-figures = how many, who says so, and where sources differ
argument-figures-measure = what is counted, or other words
argument-figures-of = whose figure
argument-figures-day = only what was published by this day
command-disputes = the figures that sources disagree on
argument-disputes-measure = what is counted
command-confirmed = only figures that independent reports agree on
argument-confirmed-measure = what is counted
command-timeline = what happened when, in the articles’ words
argument-timeline-words = a name or words
argument-timeline-from = the first day (2020-08-14)
argument-timeline-to = the last day

measures-on-record = Figures on record:
figures-none = No figure on “{ $words }” in the { $articles ->
    [one] one article
   *[other] { $articles } articles
} of this record.
figures-none-of = No figure of { $name } on “{ $words }” in the { $articles ->
    [one] one article
   *[other] { $articles } articles
} of this record.
disputes-none = None of the { $figures } figures compared contradicts another, as far as can be told; { $articles ->
    [one] 1 article was
   *[other] { $articles } articles were
} looked through.
confirmed-none = No figure on “{ $words }” is reported by two independent sources without contradiction ({ $articles ->
    [one] 1 article
   *[other] { $articles } articles
} looked through).
timeline-none = No dated passage on “{ $words }” in the { $articles ->
    [one] one article
   *[other] { $articles } articles
} of this record. On record: { $names }.
timeline-undated = No known day

origins = { $outlets ->
    [one] 1 source
   *[other] { $outlets } sources
}, { $origins ->
    [one] 1 origin
   *[other] { $origins } independent origins
}.

# Why two figures differ. $one and $other are the articles’ own words.
relation-agree = These agree.
relation-compatible = “{ $one }” and “{ $other }” can both be true: a bound or a rounding lies between them.
relation-more = “{ $other }” ({ $other-day }) is more than “{ $one }” ({ $one-day }): both can be true, or the number moved.
relation-updated = “{ $other }” ({ $other-day }) is later than “{ $one }” ({ $one-day }): the number moved.
relation-scope = “{ $one }” and “{ $other }” do not count the same thing.
relation-claimants = Conflict: “{ $one }” and “{ $other }” cannot both be true, and different sides say so.
relation-conflict = Conflict: “{ $one }” and “{ $other }” cannot both be true.
