# What only the Discord adapter says.

discord-previous = Previous
discord-next = Next
discord-page = Page { $page } of { $pages }
discord-part = Page { $page } of { $pages }, part { $part } of { $parts }
discord-choose = Ask one of these…

# At the borders of an answer that is longer than one message.
discord-continues = (continues)
discord-continues-word = (continues in the middle of a word)
discord-continued = (continued)

discord-no-pictures = I may not attach files here, so the picture is left out; the words above say the same.
discord-no-files = I may not attach files here. Ask me in a private message, or give me Attach Files.
discord-file-too-large = The file { $name } is larger than this server takes.
discord-nothing = There is nothing to show.
discord-wait = Please wait a little before you ask again.
discord-forgotten = I no longer know which question this was. Please ask it again.
discord-no-words = That message has no words that I could look up.
discord-cannot-read = Discord does not show me the message you reply to. Press and hold it (or right-click), then Apps, “Check against the record”.
discord-changed = My commands have changed. Please try again in a minute, or reload Discord.
discord-missing-permissions = In { $channel } I cannot answer as I should: I lack { $permissions }. Somebody who manages this server can give me that in the channel’s settings. I say this once.

# Shown once to somebody who manages a server, below their first /help.
discord-set-up = You manage this server, so once for you: everybody here can use my commands at once. Whom and where I answer is set under Server Settings, Integrations; Discord keeps it. To answer questions that mention me I need View Channels and Send Messages, for charts also Attach Files. Nothing here is read but the commands given to me and messages that mention me.

discord-menu-check = Check against the record
discord-menu-find = Find this quote
