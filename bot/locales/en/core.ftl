# What the core itself says: errors and help.

wrong-usage-bare = That is not how I read it. Usage: { $usage }
wrong-usage = That is not how I read it. Usage: { $usage }
    For example: { $example }
unknown-command = I know no command “{ $command }”. /help shows all.
unknown-command-nearest = I know no command “{ $command }”. The nearest is { $nearest }; /help shows all.
question-too-long = That is too long for one question: please send at most { $limit } characters.
for-operators = /{ $command } is for this bot’s operators.
for-chat-admins = /{ $command } is for this chat’s administrators.
switched-off = /{ $command } is switched off in this chat.
not-here = In this chat only its administrators, or some roles, may ask me.
too-much = That is more than I can answer right now. Please ask again in { $seconds ->
    [one] one second
   *[other] { $seconds } seconds
}.
no-build = There is no record to answer from yet. Its operator can make one with: onrecord build
internal-error = Something went wrong on our side (error { $code }). Please try again; the operator can find the reason under that code.

help-chat-admins = For this chat’s administrators:
help-operators = For this bot’s operators:
help-head = I answer from a record of news articles, in their own words. Ask me:
help-tail = Or just ask in plain words. Every answer shows its source; where the record is silent, I say so.
examples = Try:

command-help = what can be asked
argument-help-command = the command to explain

terminal-welcome = Ask in plain words, or type /help. End with “exit” or Ctrl-D.
terminal-page = Page { $page } of { $pages } — type “more” for the next.
