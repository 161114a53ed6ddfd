# What only the Telegram adapter says: buttons, greetings, menus.

telegram-more = More ›
telegram-back = ‹ Back
telegram-source = Source
telegram-source-of = ↗ { $receipt }
telegram-share = Share
telegram-copy = Copy
telegram-asked = Asked:

telegram-changed = The record has changed; here is the fresh answer.
telegram-button-old = I can no longer tell what this button stood for. Please ask again.

telegram-sent-in-private = I have sent it to you in private.
telegram-write-first = That is for you alone: please write /start to @{ $bot } in private first, then ask me there.

telegram-no-file = Telegram did not give me the file “{ $name }”. It hands bots no more than 20 MB; please try again, or put the file into the folder of articles and /reload.

telegram-hello = I answer from a record of news articles, in their own words, each with its source.
    Write a name, a number or a question, or press a button. /help shows all I can do.
telegram-groups = In groups, write /{ $example }@{ $bot }, or reply to one of my messages.
telegram-groups-all = In groups, write /{ $example }@{ $bot }, reply to one of my messages, or mention @{ $bot } with your question.
telegram-anywhere = In any chat: type @{ $bot } and a few words, and choose what to post.
telegram-nothing-inline = Nothing on record for these words: ask me in private
telegram-how-to = How to ask

telegram-description = I answer from the record: quotes and figures from news articles, word for word, each with its source. Ask in plain words or with /quote, /figures, /who.
telegram-short-description = Quotes and figures from the record, word for word, with their source.
