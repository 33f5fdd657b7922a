# Words of the guide's desk. Key words are short: the bottom line has 80 columns.

guide-title = Guide desk
guide-items = Matters
guide-tickets = Numbers
guide-find-items = type pinyin initials, a word or a code
guide-find-tickets = type a number
guide-no-item = No such matter
guide-no-ticket = No such number
guide-hint = Find a matter and press Enter to give a number. To restore, print again, mark priority or void, press Tab and find the number.

# How something stands.
guide-rests = paused: { $reason }
guide-waiting = { $count } waiting
guide-wait = about { $low }–{ $high } min
guide-ahead = { $count } ahead
guide-called = called to window { $window }
guide-serving = at window { $window }
guide-held = on hold at window { $window }
guide-missed = missed, may come until { $time }
guide-missed-too-late = missed too long ago
guide-paper-doubt = paper?

# The number given last.
guide-go-to = Window { $windows }
guide-existing = This person has this number already
guide-no-printer = No printer here: write the number down
guide-printing = Printing the ticket
guide-printed = The ticket is printed
guide-printed-copy = The copy is printed
guide-failed = The ticket did not come out: { $cause }. Press Tab, find the number, print again.
guide-unknown = Nobody can say whether the ticket came out. If not, press Tab and print again.

# What can be done.
guide-do-go = Go and help a window
guide-do-take = Give a number
guide-do-restore = Let the person wait again
guide-do-copy = Print again (marked as a copy)
guide-do-seen = The paper came out, I saw it
guide-do-class = Change the class (priority)
guide-do-void = Void this number
guide-done-restore = { $number } waits again
guide-done-seen = The paper of { $number } is on record as printed
guide-done-class = { $number } has another class
guide-done-void = { $number } is void
guide-nothing-to-do = Nothing can be done with this number now
guide-nothing-to-do-hint = A number at a window is the window's; printing needs a printer
guide-list-closed = This number is over, the list was closed

# What is asked.
guide-ask-age = This matter asks for { $age } years. Did you ask?
guide-age-own = The person is { $age } or older
guide-age-agent = Comes for somebody of { $age } or older
guide-ask-class = { $item }: which class?
guide-ask-deed = { $number }: do what?
guide-ask-reclass = { $number }: which class instead?
guide-ask-why-class = { $number }: why another class? (goes on record)
guide-ask-why-void = { $number }: why void? (goes on record)
guide-why-elder = Old, cannot stand long
guide-why-disabled = Disabled or hard of walking
guide-why-pregnant = Pregnant
guide-why-child = With a small child
guide-why-soldier = Soldier or firefighter
guide-why-mistake = Wrong class was chosen
guide-why-no-paper = No paper came, another number was given
guide-why-wrong-item = Number for the wrong matter
guide-why-twice = One number too many
guide-why-leaves = The person gives up

# Keys.
guide-enter = Enter
guide-key-take = Number
guide-key-choose = Choose
guide-key-list = Other list
guide-key-clear = Clear
guide-key-language = Paper { $language }
guide-key-go = Go and help
guide-key-help = All
guide-key-quit = Quit
guide-help-choose = Give a number for the marked matter, or do something with the marked number
guide-help-list = Turn between matters and numbers
guide-help-clear = Clear what is typed and the number on the right; leave a question
guide-help-language = Change the language of the next ticket
guide-help-go = Go to a window that asks for help; again when that is done
guide-help-help = Open or close this page
guide-help-quit = Leave the program
guide-help-move = Move the mark; PageUp, PageDown, Home and End work too
guide-help-find = Typing finds: gjk finds 公交卡, a23 or 23 finds A023.
guide-help-doubt = "paper?": the printer did not say that it came out. Ask, print again or void.

# At the command line.
guide-demo-old = The running demo has no guide's desk
guide-demo-old-hint = Run the demo anew: hall-server demo
guide-doctor-token = The token is a guide's
