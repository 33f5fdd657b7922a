# Words of the clerk's terminal. Key words are short: the bottom line has 80 columns.

# Keys: short words.
window-key-call-next = Next
window-key-recall = Recall
window-key-start = Start
window-key-finish = Finish
window-key-missed = Missed
window-key-hold = Hold
window-key-transfer = Send on
window-key-pause = Pause
window-key-back = Back
window-key-resume = Resume
window-key-release = Put back
window-key-reopen = Undo
window-key-restore = Restore
window-key-outcome = Other end
window-key-call-chosen = Call one
window-key-withdraw = Gives up
window-key-put-right = Put right
window-key-go-on = Next matter
window-key-quick-finish = Hand over
window-key-serve-now = No paper
window-key-stop-queue = Stop queue
window-key-alarm = Alarm
window-key-ask-guide = Guide
window-key-go-and-help = Go
window-key-open = Open
window-key-close = Close
window-key-lock-screen = Lock
window-key-sign-out = Sign out
window-key-sign-in = Sign in
window-key-quit = Quit
window-key-help = All
window-space = Space

# Keys: sentences, on the page of all keys.
window-help-call-next = Call the next person to this window
window-help-recall = Announce the number in hand again
window-help-start = The person is here: start serving
window-help-finish = Done: let the citizen rate
window-help-missed = Nobody came after the call
window-help-hold = The person is away for a moment; the number stays here
window-help-transfer = Send to another queue or window, same number, with a reason
window-help-pause = Pause this window (reason and minutes); when paused, come back
window-help-resume = A person on hold is back: serve on
window-help-release = Put a called or held number back into its queue at its place
window-help-reopen = Undo the last finish or miss (within 2 minutes)
window-help-restore = A missed person has come: let them wait again, once
window-help-outcome = End without being done: something is missing, or refused
window-help-call-chosen = Call somebody before their turn, with a reason
window-help-withdraw = Somebody who waits gives up their number
window-help-put-right = Note the real item, pieces or a case number; told at the end
window-help-go-on = End this one; the same number goes on to the next or to the cashier
window-help-quick-finish = End a called number at once: something was only picked up
window-help-serve-now = Somebody without a number is here: serve them now, with a reason
window-help-stop-queue = Stop giving numbers for a queue of this window, or start again
window-help-alarm = Danger: tell all windows and managers quietly; again to end it
window-help-ask-guide = Ask a guide to come to this window; again to take it back
window-help-go-and-help = Go to a window that asks for help; again when that is done
window-help-open = Open the window, or end the pause
window-help-close = Close the window
window-help-lock-screen = Lock the screen; a card or PIN opens it again
window-help-sign-out = Sign out and go; the window closes
window-help-quit = Leave the program; the window's state stays on the server
window-help-help = Open or close this page
window-help-title = All keys
window-help-lists = In lists: ↑ ↓ or a digit, Enter chooses, Esc leaves. Digits tick off papers
window-help-back = Any key to go back
window-help-pages = ↓ ↑ page { $page } of { $pages }; any other key to go back

# Top line.
window-state-open = open
window-state-paused = paused
window-state-closed = closed
window-state-unknown = reading
window-count-waiting = wait { $count }
window-count-finished = done { $count }
window-count-missed = missed { $count }
window-practice = Practice / 练习: nothing here is real
window-link-up = online
window-link-connecting = connecting
window-link-lost = lost { $seconds } s
window-link-refused = refused
window-silent = The server does not hear this window

# The number in hand.
window-called = Called
window-serving = Serving
window-calls = announced { $count }×
window-usual = usually { $minutes } min
window-waited = waited { $minutes } min
window-leg = leg { $leg }
window-visit = This visit
window-visit-leg = { $time } window { $window } { $matter } · { $end }
window-leg-finished = done
window-leg-went-on = went on
window-leg-transferred = sent on
window-leg-missed = missed
window-leg-withdrawn = gave up
window-leg-expired = not served
window-leg-incomplete = something was missing
window-leg-refused = refused
window-bound = for this window only
window-suggest-missed = Announced { $count }×: missed? ({ $key })
window-recall-in = recall or missed in { $seconds } s
window-materials = Papers (digits tick them off)
window-arrived = arrived { $time }
window-taken = taken { $time }
window-ahead-by-class = Priority: { $number } arrived { $time } − { $minutes } min
window-last-calls = Last calls of this window
window-call-line = { $time } { $number } call { $times }

# With empty hands.
window-next = Next { $number }
window-press-next = Press { $key } to call
window-nobody = Nobody is waiting
window-nobody-hint = A sound tells when somebody takes a number
window-closed-title = This window is closed
window-closed-hint = Press { $key } to open
window-paused-title = Paused: { $reason }
window-paused-until = back at { $time }
window-paused-hint = Press { $open } or { $pause } to come back
window-day-closing = No new numbers today; those given are served
window-day-closed = The day is closed
window-may-reopen = { $number } just left; { $key } takes it back
window-day-before = The day has not begun; no numbers are given yet
window-message = Hall { $time }: { $text }
window-waiting-for-server = Waiting for news from the server…

# Lists.
window-list-waiting = Waiting
window-list-counts = { $own } · help { $helped }
window-list-counts-own = { $own }
window-list-missed = Missed
window-list-held = On hold
window-list-until = by { $time }
window-list-more = { $count } more
window-list-empty = nobody
window-list-hall = Queues of the hall
window-hall-queue = { $waiting } waiting · { $windows } open
window-minutes = { $minutes } min
window-held = { $count } on hold

# The pad.
window-pad-offline = The pad does not answer
window-pad-ready = The pad is ready
window-pad-asking = The pad is asking the citizen
window-pad-rated = The last service was rated
window-pad-not-rated = The last service was not rated
window-pad-not-asked = The pad could not ask
window-pad-failed = The rating was not stored
window-pad-unstated = No reason was chosen on the pad
window-pad-unfit = The pad asks nobody
window-pad-levels = it offers { $offered } answers, { $asked } are asked for: set the pad to { $asked }, or name its driver file (--pad-driver)
window-device-failed = this part of the program has failed: leave and start the terminal again

# The call box.
window-box-offline = The call box does not answer
window-box-ready = The call box is ready
window-box-list-open = The key of the call box did nothing: a list is open
window-box-locked = The call box does nothing here: sign in first
window-box-list-open-hint = Choose from the list or press Esc, then press the key again

# The line above the keys.
window-sent = Sent: { $act }, waiting for the answer
window-lost = No connection since { $time } ({ $seconds } s), reconnecting
window-lost-from-start = Not connected yet ({ $seconds } s), trying again
window-not-sent = Not sent: no connection for { $seconds } s
window-not-sent-hint = serve on: finish and missed are noted; press other keys again when it is back
window-not-connected-yet = Not connected yet
window-not-connected-yet-hint = press again when it is
window-no-answer = No answer: it is not known whether that happened
window-no-answer-hint = trust the number on the screen before pressing again
window-misunderstood = The server's answer is not understood
window-misunderstood-hint = tell the manager: the programs may differ in version
window-not-a-window = This token does not belong to a window
window-nobody-missed = No missed number can be restored
window-nobody-waits = Nobody is waiting for this window
window-nothing-to-finish = No number in hand to finish
window-nothing-to-finish-hint = call and start first
window-nothing-to-reopen = Nothing to undo
window-nothing-to-reopen-hint = only what this window has just finished or missed
window-nothing-to-transfer = No number in hand to send on
window-nothing-to-transfer-hint = call and start first
window-pause-in-hand = A number is in hand: no pause now
window-pause-in-hand-hint = finish it, hold it or put it back first
window-no-other-queue = There is no other queue
window-list-closed = That number is no longer in hand; the list is closed

# Choosing.
window-ask-resume = Who is back?
window-ask-release = Which number goes back into its queue?
window-ask-restore = Which missed number waits again?
window-ask-transfer = Where does { $number } go?
window-ask-transfer-why = Why?
window-ask-transfer-words = The reason in your own words:
window-ask-pause = Why a pause?
window-ask-minutes = For how long?
window-ask-close = { $count } people are waiting. Close?
window-ask-outcome = How does { $number } end?
window-outcome-incomplete = Something is missing; comes again
window-outcome-refused = Cannot be done; told why
window-ask-call = Who is called before their turn?
window-ask-call-why = Why before their turn?
window-ask-call-words = The reason in your own words:
window-ask-withdraw = Who gives up?
window-call-back-again = Came back with what was missing
window-call-passed = Was passed over by mistake
window-call-frail = Cannot wait long: age, illness, a small child
window-call-urgent = Something that ends today
window-call-appointed = Was asked to come at this time
window-transfer-window = Window { $window } only ({ $name })
window-ask-keys = ↑ ↓ or a digit, Enter to choose, Esc to leave
window-ask-keys-words = Enter to send, Esc to leave
window-transfer-queue = { $name } ({ $waiting } waiting, { $windows } open)
window-transfer-next-step = The next step is done there
window-transfer-wrong-queue = Took the wrong number
window-transfer-other-department = Another department answers for it
window-transfer-second-matter = Has a second matter there
window-transfer-equipment = This window's equipment fails
window-own-words = Something else, in own words
window-pause-break = Short break
window-pause-meal = Meal
window-pause-meeting = Meeting
window-pause-supplies = Fetching supplies
window-pause-system = System failure
window-pause-minutes = { $minutes } minutes
window-close-no = Stay open
window-close-yes = Close; other windows serve those who wait

window-no-sign-in = This hall asks nobody to sign in
window-sign-in-who = Who is here? Choose your post, or scan your card
window-sign-in-code = Your staff code, please
window-sign-in-unknown = Choose a post or code of this window
window-sign-in-pin = PIN of { $clerk }
window-sign-in-hand = In hand: { $number }
window-sign-in-keys = ↑↓ or a digit, then Enter · or scan your card · Ctrl+C leaves
window-sign-in-keys-pin = Enter confirms · Esc starts over
window-signed-in = Signed in
window-signed-in-closed = Signed in; { $key } opens the window
window-scanner-offline = The card scanner is gone
window-card-comes = Waiting for the card scanner
window-card-unread = No card was read
window-card-unread-hint = Hold it before the scanner again
window-card-known = You are signed in already
window-card-known-hint = { $lock } locks the screen, { $out } signs you out

# Services: put right, next matter, without paper, stopping a queue.
window-nothing-to-go-on = No service is under way
window-nothing-to-go-on-hint = call and start first
window-hands-full = A number is in hand
window-hands-full-hint = finish it, hold it or put it back first
window-open-first = The window is not open
window-open-first-hint = press { $key } first
window-no-items = This window has no item to serve at once
window-no-queue = This window has no queue of its own
window-bad-quantity = Pieces are a number from 1 to { $max }
window-bad-case = That is no case number
window-bad-case-hint = 4 to 40 letters, digits, - / . and nobody's document or telephone number
window-goes-on = { $number } goes on to { $place } (window { $window }), { $ahead } ahead
window-queue-stopped = { $name } gives no more numbers
window-queue-started = { $name } gives numbers again
window-queue-stop = Stop giving numbers: { $name }
window-queue-start = Give numbers again: { $name } (stopped: { $reason })
window-go-on-here = { $name } · here, at once
window-go-on-there = { $name } · { $waiting } waiting
window-noted = Noted
window-pieces = { $count } pieces
window-case = case { $case }
window-right-item = The item that is really served
window-right-quantity = How many pieces
window-right-case = The case number
window-ask-right = Put what right?
window-ask-served-item = Which item is really served?
window-ask-quantity = How many pieces in one go?
window-ask-case = The case number of the department's system:
window-ask-go-on = What is next for { $number }?
window-ask-serve = Served at once for what?
window-ask-serve-why = Why without a number?
window-ask-serve-words = The reason in your own words:
window-ask-stop = Which queue stops or goes on?
window-ask-stop-why = Why does it stop?
window-ask-stop-words = The reason in your own words:
window-ask-keys-search = Type to find, ↑ ↓ or a digit, Enter or Esc
window-ask-typed = Find: { $typed }_  ↑ ↓, Enter or Esc
window-serve-question = Asks one thing only
window-serve-back = Came back with what was missing
window-serve-collect = Picks up what is ready
window-serve-no-kiosk = Cannot use the kiosk
window-serve-frail = Cannot wait long: age, illness, a small child

# Help: asked for here, and by other windows.
window-aid-alarm = Window { $window } in danger: go there (J or F11)
window-aid-guide = Window { $window } asks for help (J or F11)
window-aid-accepted = Help for window { $window }: { $who } is going
window-aid-to-alarm = Window { $window }: danger
window-aid-to-guide = Window { $window }: asks for a guide
window-own-alarm-asked = sent
window-own-alarm-comes = sent, { $who } is coming
window-own-guide-asked = a guide was asked for
window-own-guide-comes = { $who } is coming to help
window-nobody-asks = No window asks for help now
window-ask-alarm-over = Is it over?
window-ask-help-whom = To which window?
window-alarm-still = No, go on
window-alarm-over = Yes, end it

# Noted while the link is lost.
window-note = Noted: { $act } { $number }, sent later ({ $key } undoes)
window-note-gone = The note is taken back
window-note-dropped = What was noted for { $number } was not sent: the server lost some of its record
window-note-dropped-hint = trust the number on the screen before pressing again

# Too small.
window-too-small = Terminal too small
window-too-small-hint = At least { $columns } × { $rows }
window-plain = The terminal has no UTF-8 (locale { $locale }): English only
window-plain-hint = LANG=C.UTF-8 before the start brings the other languages

# At the command line.
window-say-server = Where to connect is not known: --server or --token-file is missing
window-say-server-hint = Example: window-tui --server http://192.168.1.10:8080 --token-file /etc/hall/window-14.token; for the demo use --demo
window-pad-needs-token = The pad needs a token of its own: --pad-token-file is missing
window-pad-needs-token-hint = Enrol it at the server: hall-server enrol --role pad --name NAME --window N
window-box-needs-driver = What the call box says is not known: --call-box-driver is missing
window-box-needs-driver-hint = Name its file, such as window-tui/drivers/call-box-21-keys.toml
window-driver-needs-port = A driver file was named, but not the device's port
window-driver-needs-port-hint = Add --pad PORT or --call-box PORT, such as --call-box /dev/ttyUSB1
window-pads-say-server = Where to connect is not known: --server is missing
window-pads-say-server-hint = Example: window-tui pads --server http://192.168.1.10:8080 --line /dev/ttyUSB0 --at 14=pad-14.token --at 15=pad-15.token
window-pads-too-many = A line has room for { $count } pads
window-pads-too-many-hint = Put the others on a second adapter with a program of its own
window-pads-twice = Window { $window } is named twice
window-pads-twice-hint = Name every window once: --at WINDOW=FILE
window-pads-other-window = this token is of window { $window }: name its own file
window-pads-unconnected = Not connected to the server
window-pads-no-driver = Pads on one line speak HSP-1: --pad and --pad-driver mean nothing here
window-pads-no-driver-hint = Leave them out, and HALL_PAD and HALL_PAD_DRIVER too; a pad of another vendor needs a port of its own: window-tui --pad PORT --pad-driver FILE
window-no-terminal = Standard input or output is not a terminal; this program needs one
window-no-terminal-hint = Run it in a terminal or tmux without redirection; to test the hardware only, run window-tui doctor
window-crashed = A part of the program failed: { $what }
window-crashed-hint = The terminal is as it was; start again, and tell the manager the line above
window-demo-none = No demo is running (there is no { $path })
window-demo-none-hint = Start one in another terminal: hall-server demo
window-demo-bad = The demo's file { $path } is not understood: { $what }
window-demo-bad-hint = Start the demo again: hall-server demo
window-doctor-window = The server knows this token: window { $window }
window-doctor-silent = The server does not answer
window-doctor-terminal = { $columns } × { $rows }
window-doctor-narrow = { $columns } × { $rows }: too narrow for the lists, which need 72 columns
window-doctor-no-pad = No pad was named (--pad)
window-doctor-pad-silent = no answer: check power, cable and speed

# The bar above the window: few cells, seen by everybody.
window-bar-please = please
window-bar-serving = serving
window-bar-paused = Paused
window-bar-paused-until = Paused, back { $time }
window-bar-back = Back { $time }
window-bar-closed = Closed
window-bar-test = Test 0123 AB

# The bar, for the clerk.
window-bar-offline = The bar above the window does not show what it should
window-bar-silent = no answer: check power, cable, speed and unit number
window-bar-busy = it stays busy
window-bar-refused = it refuses (code { $code }): check the --bar-driver file
window-bar-garbled = its answer makes no sense: check the port and the --bar-driver file
window-bar-needs-both = A bar needs both --bar and --bar-driver
window-bar-needs-both-hint = For example --bar tcp:192.168.1.60:502 --bar-driver bar.toml
window-doctor-no-bar = No bar was named (--bar)
window-doctor-bar-shows = it answers; look whether it shows "{ $text }"
window-doctor-bar-sent = "{ $text }" was sent; such a bar never answers, so look whether it shows
window-doctor-bar-keeps = it has no time-out and shows its last text even when the program is gone
window-doctor-pad-press = Press any key of the pad within { $seconds } s
window-doctor-pad-pressed = A key of the pad was heard
window-doctor-pad-unpressed = No key of the pad was heard: check power, cable, speed and the driver file
window-doctor-no-box = No call box was named (--call-box)
window-doctor-box-press = Press any key of the call box within { $seconds } s
window-doctor-box-pressed = A key was heard: { $act }
window-doctor-box-silent = No key was heard: check power, cable, speed and the driver file
window-doctor-no-scanner = No card scanner was named (--scanner)
window-doctor-scan = Hold a staff card before the scanner within { $seconds } s
window-doctor-scanned = A card of { $count } characters was read
window-doctor-scan-silent = No card was read: check power, cable and speed, and that the scanner ends a card with CR or LF
window-doctor-scanner-types = It types (card = { $key } in the key file); scan on the page that asks who is here
window-doctor-small = { $columns } × { $rows }: 80 × 24 shows everything
window-doctor-utf8 = UTF-8
window-doctor-no-utf8 = no UTF-8 (locale { $locale }), so English only: LANG=C.UTF-8 brings the other languages
window-doctor-colour = colour
window-doctor-no-colour = no colour (NO_COLOR)
window-doctor-dumb = TERM={ $term } cannot place words: use another terminal, or set TERM=xterm-256color

# Training: tasks in a practice hall.
window-lesson = Task
window-lesson-open = open the window: { $key }
window-lesson-call-next = call the first person: { $key }
window-lesson-recall = nobody comes; wait a little and announce again: { $key }
window-lesson-start = the person is here, start: { $key }
window-lesson-finish = all done, let the citizen rate: { $key }
window-lesson-missed = call another one ({ $call }); nobody comes, so missed: { $key }
window-lesson-reopen = they have come after all, undo: { $key }
window-lesson-hold = they go to copy something, hold: { $key }
window-lesson-resume = they are back, resume: { $key }
window-lesson-transfer = this is done elsewhere, send on: { $key }, choose where and why
window-lesson-pause = have a rest, pause: { $key }, choose why and how long
window-lesson-over = All { $of } are done. Practise as long as you like; { $key } leaves
window-train-none = The program of the practice hall, hall-server, is not there
window-train-none-hint = Put it beside window-tui, or name it with --hall-server
window-train-failed = The practice hall did not open: { $what }
window-train-failed-hint = Run hall-server practice to see why

# A case begins at the window.
window-right-accept = accept a case; its clock runs from today
window-key-open-case = Accept
window-case-accepted = Accepted { $number }, due on { $due }
window-case-accepted-provisional = Accepted { $number }, due on { $due } (provisional: next year's holidays are not known yet)

# A case is taken a step further.
window-key-case = Case
window-key-move-case = Next step of a case
window-help-case = Next step of a case, by the end of its number
window-ask-case-which = Which case? Type the end of its number:
window-ask-case-of = Which case?
window-no-case = No open case has this number
window-no-case-hint = See the number on the receipt; cases that were delivered or left are not here
window-case-over = Nothing follows: { $case }
window-case-over-hint = This case is over
window-case-moved = { $case }
window-case-act-accept = Accept, the clock runs from today
window-case-act-accept-missing = Accept although something is missing
window-case-act-ask-more = Ask once for all that is missing
window-case-act-not-accept = Do not accept
window-case-act-handle = Begin to work on it
window-case-act-finish-part = A department has done its part
window-case-act-approve = Approve (not by whoever accepted it)
window-case-act-finish = Finish
window-case-act-deliver = Deliver to the applicant
window-case-act-bring-missing = What was missing is here
window-case-act-lapse = What was missing did not come: counts as withdrawn
window-case-act-explain = Say in public why it is late
window-case-act-suspend = Stop the clock from today
window-case-act-continue = The clock goes on tomorrow
window-case-act-extend = Extend (only once)
window-case-act-return = Give it back
window-case-act-withdraw = The applicant takes it back
window-case-act-hand-on = Another department answers for it
window-ask-case-text = Write what is missing, or why:
window-ask-case-until = Until which day? As 2026-01-31:
window-ask-case-part = Which department?
window-ask-case-department = Which department?
window-ask-case-how = How is it delivered?
window-ask-case-kind = What stops it?
window-ask-case-document = Number of the document:
window-ask-case-days = How many working days more?
window-case-bad-until = A day is written as 2026-01-31
window-case-bad-days = Days are a number
