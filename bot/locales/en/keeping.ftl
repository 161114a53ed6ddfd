# What operators are told when they change the record, and everybody about their data.

command-reload = read the articles again and answer from them
argument-reload-step = “preview” to see the changes first
command-add = put an article into the record
argument-add-text = attach the file, or write lines like “title: …”, then the text
command-remove = take an article out of the record
argument-remove-article = its name, or the code of anything in it
command-undo = take back the last reload
command-builds = the builds that are kept
command-log = who changed what
argument-log-count = how many acts
command-correct = put a record right
argument-correct-receipt = the code beside it
argument-correct-field = what of it
argument-correct-value = what is right; leave out for nobody
command-hide = leave a record out
argument-hide-receipt = the code beside it
argument-hide-reason = why
command-alias = two names are one person
argument-alias-names = NAME = NAME
command-notsame = two names are two people
argument-notsame-names = NAME ≠ NAME
command-corrections = the corrections in force
argument-corrections-undo = number of the one to take back
command-verify = whether a record is still what its file says
argument-verify-receipt = the code beside it
command-audit = look at random records and say which are right
argument-audit-count = how many records
command-stats = precision, usage, speed
command-status = how the bot is
command-settings = how I behave in this chat
argument-settings-name = which setting
argument-settings-value = what it is to be
command-privacy = what is kept about you
command-mydata = what is kept about you, as a file
command-forgetme = erase what is kept about you

changes = Articles: +{ $articles_added } −{ $articles_removed }. Quotes: +{ $quotes_added } −{ $quotes_removed }. Figures: +{ $figures_added } −{ $figures_removed }, { $moved } moved. { $merged ->
    [0] Nobody was joined.
    [one] One person was joined.
   *[other] { $merged } people were joined.
} { $skipped ->
    [0] Every file was read.
    [one] One file was left out.
   *[other] { $skipped } files were left out.
}
no-change = Nothing changes: the same questions get the same answers.
changes-answers = Answers that change ({ $shown } of { $count }):
changes-moved = Figures that moved ({ $shown } of { $count }):
changes-respoken = Quotes with another speaker ({ $shown } of { $count }):
changes-merged = People joined ({ $shown } of { $count }):
changes-skipped = Files left out ({ $shown } of { $count }):
changes-stale = Corrections whose text is gone: { $numbers }. See /corrections.
heading-question = question
heading-change = what came and went
heading-measure = what
heading-article = article
heading-quote = quote
heading-old = was
heading-new = is
heading-name = name
heading-before = were
heading-file = file
heading-reason = why
heading-build = build
heading-made = made
heading-state = state
heading-when = when
heading-who = who
heading-what = what
heading-outcome = outcome
heading-number = number
heading-words = words
heading-value = right is

reload-apply = Build { $build } answers now. /undo takes it back.
reload-discard = Build { $build } was thrown away; nothing changed.
reload-preview = Nothing changed yet.
reload-option-apply = Answer from it
reload-option-discard = Throw it away
reload-now = Reload now
reload-progress = { $stage ->
    [reading] Reading: { $done } of { $total } articles
    [joining] Joining people and reports
   *[other] Writing
}
build-failed = The build failed, and nothing changed: { $reason }
build-running = { $who } is building already; please wait for it to end.
no-such-build = There is no build { $build } any more; /builds lists those that are kept.
nothing-to-undo = There is no earlier build to go back to.
undone = Build { $build } answers again. What that changes:
builds = Builds that are kept:
build-answers = answers now
build-kept = kept
log = The last acts:
log-empty = Nobody changed anything yet.

correction-kept = Kept as correction { $number }. It counts from the next reload, and outlives every later one.
correction-contradicts = That contradicts correction { $number }: { $one } and { $other } are { $kind ->
    [same] one person
   *[different] two people
}. Take that back first: /corrections undo { $number }
correction-next = To make it count:
correction-unfit = { $receipt } has no { $field } to correct. Quotes have a speaker; figures a claimant and a measure; articles a date.
correction-taken-back = Correction { $number } is taken back from the next reload on.
correction-in-force = in force
correction-undone = taken back
correction-speaker = speaker
correction-claimant = claimant
correction-measure = measure
correction-date = date
correction-hide = left out
correction-same = one person
correction-different = two people
corrections = Corrections, latest first:
corrections-none = Nobody corrected anything yet.
no-such-correction = No correction in force has the number “{ $number }”; /corrections lists them.
name-not-in-article = “{ $name }” does not stand in { $article }. A name that is shown must be the article’s own word.
not-a-day = “{ $value }” is no day. Write it as 2020-08-16.

verify-identical = { $receipt }: identical. The file is what it was when it was read.
verify-moved = { $receipt }: the file has changed, but still has these words.
verify-changed = { $receipt }: the file has changed and no longer has these words.
verify-missing = { $receipt }: the file is gone.
verify-unreadable = { $receipt }: the file can no longer be read.

privacy = I keep no message of anybody. To answer each message once, a journal keeps for { $days } days: the chat, the id of the message, your id, which command it was and the codes of the records shown. A chat’s settings and the acts of operators are kept until they are taken back. /mydata sends you what is kept about you, /forgetme erases it; copies made as a backup lose it with the next backup.
mydata = { $count ->
    [0] Nothing is kept about you; the file is empty.
    [one] One entry is kept about you.
   *[other] { $count } entries are kept about you.
}
forgotten = { $count ->
    [0] There was nothing about you to erase.
    [one] Your id was erased from one entry.
   *[other] Your id was erased from { $count } entries.
}

add-nothing = Attach the article as a file, or paste it below lines that say what it is:
    /add title: Bridge closed
    outlet: The Ostrey Courier
    date: 2031-03-04
    url: https://example.org/bridge
    The text of the article …
add-too-many = Please send at most { $limit } files at once.
add-name = I do not take a file named “{ $detail }”: a name must not be a path, be hidden or longer than 120 letters. Please rename it.
add-device = I do not take a file named “{ $detail }”: some systems keep that name for devices. Please rename it.
add-suffix = I have no reader for this kind of file (name; endings that I read): { $detail }
add-taken = There is an article named “{ $detail }” already. /remove it first, or rename the file.
add-large = “{ $detail }” is larger than the operator’s limit for an article.
add-archive = “{ $detail }” is an archive, and I open none. Please send the article itself.
add-unreadable = That is no article I can read: { $detail }
add-sources = The file sources.toml in the folder of articles cannot be added to: { $detail }
add-outside = “{ $detail }” does not lie in the folder of articles any more. /reload reads what is there.

settings = How I behave in this chat:
settings-choose = To change one:
settings-choose-value = { $name } is to be:
settings-set = Set.
settings-unfit = “{ $value }” does not fit there. It can be: { $choices }
settings-nowhere = Here is nothing to set; settings belong to a chat on a platform.
settings-about-who = who may ask me: all, admins, or the ids of roles
settings-about-off = names of commands that are switched off
settings-about-quiet = only commands are answered
settings-about-plain = answers are plain text
settings-about-charts = answers have pictures
settings-about-page_length = how many records a page shows
settings-about-language = my language
heading-setting = setting
heading-now = now
heading-meaning = what it means

audit-question-quote = Are these the words, and is this who said them?
audit-question-figure = Is this the number, of what it counts, and who says so?
audit-right = Right
audit-wrong = Wrong
audit-fix = Wrong, to fix
audit-kept = Kept. /stats shows what that makes.
audit-how = To put it right: { $command } — or /hide { $receipt } with a reason.
audit-nothing = The record holds nothing to look at.

stats-build = The record holds:
stats-precision = Of the records that keepers looked at (95 % interval after Wilson):
stats-unjudged = No record was looked at yet; /audit 10 shows ten.
stats-usage = Answers, by command, in the time the journal is kept:
stats-times = Of the last questions, answered within:
stats-articles = articles
stats-quotes = quotes
stats-quote = quotes
stats-figures = figures
stats-figure = figures
stats-people = people
heading-right = right
heading-interval = precision
heading-share = share
heading-time = time
heading-error = error

status = How I am:
status-version = version
status-started = started
status-build = build
status-articles = articles
status-skipped = files left out
status-disk = room on the disk
status-copy = next copy of the state
status-copy-due = due now
status-errors = The last errors of our own; the log has each under its id:
