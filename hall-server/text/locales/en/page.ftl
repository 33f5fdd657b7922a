# Words of the surface: page. `page-board-*` stands on the boards, in two languages at once.

page-practice = Practice · not real business
page-stale-seconds = As of { $time } · { $age } s ago · reconnecting
page-stale-minutes = As of { $time } · { $age } min ago · reconnecting
page-stale-hours = As of { $time } · { $age } h ago · reconnecting
page-noscript = This page reloads every { $seconds } seconds
page-floor = Floor { $floor ->
    [1] 1
    [2] 2
    [3] 3
    [4] 4
    [5] 5
    [6] 6
   *[other] { $floor }
}
page-minutes-range = { $low }–{ $high } min
page-minutes-one = about { $low } min
page-today = today { $time }
page-tomorrow = tomorrow { $time }
page-on-day = { $month }/{ $day } { $time }

# Home.
page-home-title = Which page is which
page-home-day = { $day }: { $issued } numbers taken, { $waiting } waiting now
page-home-closed = The hall is not open today
page-home-board = Call board
page-home-board-what = For the television in the hall: last calls, waits and missed numbers.
page-home-zone-what = Only the calls of this zone, for its own television.
page-home-outdoor = Outdoor board
page-home-outdoor-what = For the street: what is open, waits by zone, yesterday's public figures; no numbers of tickets.
page-home-phone = Queue on the phone
page-home-phone-what = Opened by the QR code on the ticket; shows how many are ahead, changes colour and rings when called.
page-home-manage = The hall now
page-home-manage-what = For managers: what is wrong, how long people wait, which window needs help.
page-home-pad = Rating tablet
page-home-pad-what = Beside a window: people rate the service when it ends. Opened once with this pad's own token.
page-home-api = Interface
page-home-api-what = For integrators: the OpenAPI document.
page-home-led = The demo's LED bar: the real board program drives it over the protocol of a BX-5K card
page-home-languages = Languages

# Boards.
page-board-title = { $hall } · Calls
page-board-go = please go to
page-board-window = window
page-board-serving = being served
page-board-again = call { $times }
page-board-just = just called
page-board-missed = missed
page-board-missed-until = { $desk } by { $until }
page-board-paused = paused
page-board-paused-until = back { $until }
page-board-queue-waiting = { $count } waiting
page-board-queue-free = nobody waiting
page-board-queue-shut = windows closed
page-board-queue-paused = no numbers now
page-board-no-calls = No calls yet
page-board-no-calls-what = Your number will be shown and spoken here
page-board-closed = Closed for today
page-board-not-open = The hall is not open yet
page-board-closed-what = Thank you for coming
page-board-opens = numbers from { $when }
page-board-closing = No more numbers today; everyone holding one is served
page-board-more = { $count } more to come
page-board-no-zone = There is no zone "{ $zone }"
page-board-no-zone-what = Please change the address of this board to one of these:
page-board-whole = The whole hall
page-board-phone = On your phone

# The outdoor board.
page-outdoor-title = { $hall } · Today
page-outdoor-open = Numbers are given now
page-outdoor-waits = Waits now
page-outdoor-free = no wait
page-outdoor-short = a short wait
page-outdoor-items = Open now
page-outdoor-no-items = Nothing gives numbers now
page-outdoor-yesterday = Yesterday
page-outdoor-on-day = { $month }/{ $day }
page-outdoor-finished = Services
page-outdoor-services = { $count }
page-outdoor-wait = Mean wait
page-outdoor-minutes = { $count } min
page-outdoor-satisfied = Satisfied

# The citizen's page.
page-phone-title = { $number } · { $hall }
page-phone-title-called = Go to window { $window } · { $number }
page-phone-state-waiting = Waiting
page-phone-state-called = Called now
page-phone-state-serving = Being served
page-phone-state-held = On hold
page-phone-state-missed = Missed
page-phone-state-finished = Finished
page-phone-state-withdrawn = Withdrawn
page-phone-state-expired = Expired
page-phone-window = Window { $window }
page-phone-ahead = { $count ->
    [0] You are next
    [one] 1 person ahead
   *[other] { $count } people ahead
}
page-phone-wait = About { $low }–{ $high } minutes, between { $from } and { $until }
page-phone-wait-one = About { $low } minutes, around { $until }
page-phone-wait-unknown = Too few calls today to tell the time
page-phone-notify = This page changes colour when you are called; touch the button above and it rings and vibrates too. Be back before that; if you miss it, come to the { $desk } within { $minutes } minutes, once.
page-phone-bell = Ring me
page-phone-bell-on = Will ring
page-phone-go = Please go now to
page-phone-go-what = { $floor }. If nobody comes, the number counts as missed.
page-phone-go-again = Called { $times } times
page-phone-serving-what = You are being served at window { $window }.
page-phone-held-what = When you are ready, go straight back to window { $window }; no new number is needed.
page-phone-missed-until = Come to the { $desk } by { $until }
page-phone-missed-what = You then wait behind a few others, with the same number.
page-phone-missed-over = It cannot come back any more; please take a new number or ask at the { $desk }.
page-phone-finished-what = Thank you. Please take your documents with you.
page-phone-withdrawn-what = This number was given up; take a new one if you need it.
page-phone-expired-what = The hall has ended that day and this number is no longer valid. Please take a new one another day or ask at the { $desk }.
page-phone-bring = Please bring
page-phone-serving-now = Now being served
page-phone-taken = Taken at
page-phone-updated = Updated
page-phone-wifi = Free Wi-Fi
page-phone-paused = No new numbers for this now: { $reason }. Your number stays valid.
page-phone-gone-title = Ticket not found
page-phone-gone = This ticket is not of today, or the address is incomplete.
page-phone-gone-what = Please scan the QR code on the ticket again; if that does not help, take it to the { $desk }.

# The pad's page.
page-pad-title = Rate the service
page-pad-size = Large letters
page-pad-sound = Sound
page-pad-lost = No connection, reconnecting
page-pad-idle = Please rate the service here when it is done
page-pad-ask = How was the service?
page-pad-said = { $number }, your matter is done. Please rate the service.
page-pad-left = { $seconds } s left; you need not rate, silence is never counted as praise
page-pad-level-5 = Very satisfied
page-pad-level-4 = Satisfied
page-pad-level-3 = Fairly satisfied
page-pad-level-2 = Dissatisfied
page-pad-level-1 = Very dissatisfied
page-pad-why = { $level }: what went wrong? Choose what fits, or write it
page-pad-own = Or in your own words
page-pad-back = Back
page-pad-send = Send
page-pad-sending = Sending
page-pad-kept = Your rating is kept
page-pad-kept-what = There is no connection; it is sent as soon as there is one.
page-pad-thanks = Thank you for your rating
page-pad-thanks-what = Please take your papers with you.
page-pad-late = This rating was not recorded
page-pad-noscript = Rating needs scripts; please allow them in this browser
page-pad-unknown = This tablet is not set up as a pad yet
page-pad-unknown-what = A manager enrols a pad on the server and opens its address here once.
page-pad-gone-title = This address opens no pad
page-pad-gone = The address is not complete, or this pad is no longer in use.
page-pad-gone-what = A manager enrols a pad on the server and opens the new address.

# The national list of reasons for a bad rating.
page-reason-207 = No sample of the documents was given
page-reason-208 = No list of the documents was given
page-reason-209 = Not done within the promised time
page-reason-210 = The same proof was asked for several times
page-reason-211 = Promised online, but it does not work online
page-reason-212 = Booked online, but had to queue again in the hall
page-reason-213 = The clerk does not know the matter well
page-reason-214 = The clerk was unfriendly
page-reason-108 = New conditions that the guide does not name
page-reason-109 = Documents asked for that the guide does not name
page-reason-110 = Longer than the law allows, without a reason
page-reason-111 = The sample in the guide is wrong
page-reason-112 = Documents promised to be taken online were not
page-reason-113 = Sent from window to window
page-reason-114 = More visits needed than promised
page-reason-115 = Unfriendly and slow

# The managers' page.
page-manage-title = { $hall } · Now
page-manage-fine = All is well, nothing needs you now
page-manage-trouble = { $count ->
    [one] 1 thing needs you
   *[other] { $count } things need you
}
page-manage-watch = { $count ->
    [one] 1 thing to keep an eye on
   *[other] { $count } things to keep an eye on
}
page-manage-waiting = waiting
page-manage-longest = longest (min)
page-manage-open = windows open / all
page-manage-issued = tickets today
page-manage-finished = finished
page-manage-stage-open = Hall open
page-manage-stage-closing = No more numbers
page-manage-stage-closed = Hall closed
page-manage-stage-none = Hall not open
page-manage-since = since { $time }, { $minutes } min
page-manage-queues = Queues
page-manage-queue = Queue
page-manage-queue-waiting = Waiting
page-manage-queue-oldest = Longest
page-manage-queue-forecast = A newcomer waits
page-manage-queue-windows = Open
page-manage-note = Note
page-manage-paused = Paused: { $reason }
page-manage-help = needs help
page-manage-long = long waits
page-manage-nobody = people wait, no window is open
page-manage-no-queues = Nobody is waiting.
page-manage-windows = Windows
page-manage-window = Window
page-manage-window-state = State
page-manage-window-hand = In hand
page-manage-window-finished = Finished
page-manage-window-missed = Missed
page-manage-window-clerk = Clerk
page-manage-open-state = open
page-manage-paused-state = paused
page-manage-closed-state = closed
page-manage-closed-windows = Closed windows: { $windows }
page-manage-no-windows = No window is open yet.
page-manage-kiosks = Kiosks
page-manage-kiosk = Name
page-manage-kiosk-link = Connection
page-manage-kiosk-online = online
page-manage-kiosk-offline = not connected
page-manage-printer = Printer
page-manage-paper = Paper
page-manage-paper-left = about { $papers } papers left
page-manage-printer-unknown = no word yet
page-manage-printer-fine = fine
page-manage-printer-near-end = paper ends soon
page-manage-printer-paper-out = no paper
page-manage-printer-cover-open = cover open
page-manage-printer-cutter = cutter stuck
page-manage-printer-fatal = failed
page-manage-printer-hot = too hot
page-manage-printer-offline = offline
page-manage-printer-unreachable = not reached
page-manage-printer-silent = does not answer
page-manage-hand-called = { $number } called { $minutes } min ago
page-manage-hand-serving = { $number } served for { $minutes } min
page-manage-until = back { $until }
page-manage-overdue = was due back { $until }
page-manage-silent = not heard from
page-manage-minutes = { $minutes } min

# Alarms and what to do about them.
page-alarm-series-full = Series { $what } has no number left; please check the ranges in the plan
page-alarm-blocks-full = Series { $what } has no block left to lease to a kiosk
page-alarm-held-long = { $what } has been on hold for long; please ask the window
page-alarm-window-silent = Window { $what } is not heard from and has a ticket in hand; please go and look
page-alarm-pause-long = Window { $what } has been paused for too long; please send somebody
page-alarm-post-absent = Neither clerk of window { $what } has come
page-alarm-sign-in-locked = Wrong PINs for clerk { $what }, now locked; look who tried
page-alarm-cards-locked = Wrong cards at window { $what }, now locked; look who tried
page-alarm-help-alarm = Window { $what } is in danger; go there now, two together
page-alarm-help-guide = Window { $what } asks for a guide
page-alarm-accepted = { " — " }{ $who } looks after it
page-alarm-disk-low = The server's disk is almost full and no numbers are given; please free some space
page-alarm-history-lost = The server lost part of its record and has stepped over the lost numbers; please call support
page-alarm-printer-near-end = { $what }: the paper ends soon; have a new roll ready
page-alarm-printer-paper-out = { $what } has no paper; put in a new roll
page-alarm-printer-cover-open = { $what }: the printer's cover is open; close it
page-alarm-printer-cutter = { $what }: the cutter is stuck; switch it off, take the paper out, switch it on
page-alarm-printer-fatal = { $what }: the printer has failed; switch it off and on, or call for repair
page-alarm-printer-hot = { $what }: the print head is too hot; wait a few minutes
page-alarm-printer-offline = { $what }: the printer is offline; press its feed button
page-alarm-printer-unreachable = { $what } cannot reach its printer; check power and cable
page-alarm-printer-silent = { $what }: the printer does not answer; look whether papers come out
page-alarm-other = Alarm: { $what }
page-watch-queue-long = { $queue }: { $count } waiting, { $open } windows open
page-watch-wait-long = { $queue }: the longest has waited { $minutes } minutes
page-watch-nobody = { $queue }: { $count } waiting and no window open
page-watch-silent = Window { $window } is not heard from

# Ratings to look at.
page-review-attempt = { $device } may not rate and tried { $count } times up to { $time } ({ $number }); refused
page-review-prompts = { $number } was asked to rate { $count } times at window { $window }, last { $time }
page-review-quick = { $number } at window { $window } was rated "{ $level }" the moment it was asked, { $time }
page-review-run = Window { $window }: { $count } times "{ $level }" in a row, last { $time }

# A manager signs in.
page-sign-in-title = { $hall } · sign in
page-sign-in-token = Manager's token
page-sign-in-how = Whoever runs the server gives it out:
page-sign-in-go = Sign in
page-sign-in-wrong = This is no manager's token, or it was revoked. Check it and try again.
page-sign-out = Sign out
page-manage-reports = Reports
page-manage-week = week
page-manage-month = month
page-manage-half-year = half-year
page-manage-year = year

# The ledger of cases, and one case.
page-manage-cases = Cases
page-manage-notices = Notices
page-notices-title = { $hall } · Notices
page-notices-now = On the boards now
page-notices-none = No notice is on the boards.
page-notices-new = A new notice
page-notices-text = Words
page-notices-text-en = Words in English (optional)
page-notices-text-zh-hant = Words in traditional characters (optional)
page-notices-zone = Shown in
page-notices-everywhere = the whole hall
page-notices-since = Since
page-notices-until = Until
page-notices-until-how = Empty: it stays until it is taken back.
page-notices-open-end = taken back
page-notices-urgent = Urgent: everybody must know now
page-notices-urgent-how = An urgent notice stands large on red, and before any call the voice asks everybody, again and again, to read the screen; also in quiet hours and silent zones.
page-notices-urgent-mark = Urgent
page-notices-post = Post
page-notices-withdraw = Take back
page-notices-withdraw-this = Take back: { $text }
page-notices-no-text = Please write what the notice says.
page-notices-line = “{ $field }” has one line of at most { $max } characters.
page-notices-bad-until = The end cannot be read. Choose the date and the time again.
page-cases-title = { $hall } · Cases
page-cases-provisional = { $count ->
    [one] The last day of { $count } case is provisional: next year's holidays are not in the plan yet; it is counted again when they are
   *[other] The last days of { $count } cases are provisional: next year's holidays are not in the plan yet; they are counted again when they are
}
page-cases-standing = By standing
page-cases-all = All open
page-cases-late = Late
page-cases-soon = Due soon
page-cases-in-time = In time
page-cases-stopped = Clock stopped
page-cases-told = Not accepted yet
page-cases-ready = To be delivered
page-cases-department = Department
page-cases-all-departments = All departments
page-cases-show = Show
page-cases-none = There are no such cases.
page-cases-number = Number
page-cases-item = Item
page-cases-stage = Stage
page-cases-clock = Clock
page-cases-due = Last day
page-cases-hand = Clerk
page-cases-hidden = Only { $shown } are listed, { $count } more are not; choose a department or a standing.
page-cases-cut = There are more open cases than are looked at; the newest are left out here. The API lists all of them.
page-cases-back = Back to the hall
page-case-title = Case { $number }
page-case-due-provisional = { $day } (provisional)
page-case-at-once = done at once
page-case-days = { $count ->
    [one] { $count } working day
   *[other] { $count } working days
}
page-case-first-due = Last day as first counted
page-case-accepted = Accepted on
page-case-finished = Finished on
page-case-promised = Promised
page-case-legal = The law's limit
page-case-steps = Steps
page-case-day = Day
page-case-clock = Time
page-case-step = Step
page-case-more = More
page-case-by-law = by rule
page-case-from = from { $day }
page-case-to = until { $day }
page-case-due = last day { $day }
page-case-texts = Texts
page-case-missing = What is missing
page-case-document = Document ({ $kind })
page-case-text-gone = the text is no longer kept
page-case-back = Back to the cases
