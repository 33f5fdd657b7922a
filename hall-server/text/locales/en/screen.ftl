# Words of the surface: screen, the touch page of the kiosk.

screen-title = Take a number · { $hall }
screen-welcome = Touch what you came for
screen-frequent = Frequent services
screen-zones = By service area
screen-search = Search
screen-search-what = Type part of the name, such as BUS
screen-search-none = Nothing matches “{ $text }”. Try another word, or ask at the { $desk }.
screen-find = Where is my number?
screen-find-what = Type the number on your ticket
screen-find-nothing = { $number } is not waiting: it was served, or it was mistyped. Please ask at the { $desk }.
screen-find-waiting = { $number } is waiting, { $ahead } ahead of you
screen-find-called = { $number } is called: go to window { $window } now
screen-find-at-window = { $number } is being served at window { $window }
screen-find-missed = { $number } was missed: go to the { $desk } before { $time }
screen-find-too-late = { $number } was missed too long ago; please take a new number
screen-home = Start
screen-back = Back
screen-anew = Start over
screen-erase = Delete
screen-size-0 = Large text
screen-size-1 = Largest text
screen-size-2 = Usual text
screen-open = Open
screen-hours = Numbers from { $from } to { $until }
screen-shut = No numbers now
screen-paused = Paused: { $reason }
screen-waiting = { $count ->
    [0] nobody waiting
   *[other] { $count } waiting
}
screen-wait = about { $low }–{ $high } minutes
screen-where = Where
screen-where-what = Window { $windows }, { $floor }, { $zone }
screen-queue = Queue
screen-bring = Please bring
screen-days = Time needed
screen-days-what = { $days ->
    [0] done at once
    [one] { $days } working day
   *[other] { $days } working days
}
screen-fee = Fee
screen-fee-none = none
screen-fee-what = { $yuan } yuan
screen-online = This can also be done online, without waiting
screen-self-service = A self-service machine can do this as well
screen-enquiry-only = This machine only answers questions; take your number at a ticket machine
screen-booked = You booked { $time }: take the number to check in
screen-code-read = Your code was read. Choose a service
screen-class = You are
screen-take = Take a number
screen-age = This is for people aged { $age } and over. Please choose:
screen-age-own = I am { $age } or older: take a number
screen-age-agent = For a relative of { $age } or older: take a number
screen-taking = One moment, your number is coming
screen-your-number = Your number
screen-printing = Your ticket is being printed
screen-printed = Please take your ticket
screen-printed-copy = Please take the copy of your ticket
screen-paper-unknown = The ticket may not have come out. If it did not, touch below for another one; number { $number } is valid.
screen-paper-failed = The ticket did not come out: { $cause }. Number { $number } is valid: remember it, or get a copy at the { $desk }.
screen-again = Print again
screen-sorry = No number now
screen-busy = Others are being served; please try again in a moment
screen-no-copy = It was printed again already; please go to the { $desk }
screen-not-stored = This machine is out of order; please use another one or go to the { $desk }
screen-offline-no-number = The network is down and there is no number for this now; please go to the { $desk }
screen-offline-hours = Numbers are given from { $from } to { $until }
screen-offline-day-over = No more numbers today
screen-offline-paused = This service is paused; please ask at the { $desk }
screen-offline-age = This is for people aged { $age } and over
screen-offline-no-agents = The applicant must come in person
screen-strip-offline = The network is down; numbers are valid as usual
screen-strip-refused = This machine is not enrolled; please tell the staff
screen-strip-starting = Connecting, please wait
screen-printer = This machine has a fault ({ $cause }); please use another one or go to the { $desk }
screen-still-there = Still there? This page closes soon
screen-stay = Stay
screen-places = Facilities
screen-print = Print this
screen-slip-printing = Printing, one moment
screen-slip-printed = Please take your paper
screen-slip-unknown = We cannot tell whether the paper came out; if not, go to the { $desk }
screen-slip-failed = It did not come out: { $cause }. Please go to the { $desk }
screen-aloud = Read aloud
screen-pause = { ". " }
screen-print-found = Print the answer
screen-card-read = Your card was read; please take it back
screen-looking = Looking it up, one moment
screen-look-away = It cannot be looked up now; please try again, or ask at the { $desk }
screen-code-unknown = This code is no ticket of this hall; please ask at the { $desk }
screen-card-bad = This card cannot be read; lay it down again, or ask at the { $desk }
screen-card-offer = Or lay your ID card on the reader
screen-restore = Join the queue again
