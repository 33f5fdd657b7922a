# Words of the surface: refusal. For every stable code one calm sentence for the person
# concerned, and what to do next.

# Who asks.
refusal-role-not-allowed = This device may not do that.
hint-role-not-allowed = Use a device with the right role, or ask the hall manager.
refusal-other-window = This device belongs to window { $window }.
hint-other-window = Work at the device of window { $window }.
refusal-device-revoked = This device has been switched off.
hint-device-revoked = Ask the administrator to enrol it again.

# What is asked for.
refusal-unknown-item = There is no item “{ $item }”.
hint-unknown-item = Choose from the list of items, or ask at the help desk.
refusal-unknown-queue = There is no queue “{ $queue }”.
hint-unknown-queue = Choose from the list of queues.
refusal-unknown-window = There is no window { $window }.
hint-unknown-window = Check the number of the window.
refusal-unknown-ticket = There is no such ticket today.
hint-unknown-ticket = Check the number and the date on the paper; take a new number if it is an old one.
refusal-unknown-class = There is no visitor class “{ $class }”.
hint-unknown-class = Choose from the list of classes.
refusal-unknown-series = There is no series “{ $series }”.
hint-unknown-series = Check the letters on the paper.
refusal-unknown-clerk = There is no staff code “{ $clerk }”.
hint-unknown-clerk = Check the code; the administrator adds new colleagues to the plan.
refusal-unknown-device = This device is not known.
hint-unknown-device = Ask the administrator to enrol it.
refusal-unknown-case = There is no such case, or it is over.
hint-unknown-case = Check the number of the case; a case that is over leaves this list the next day.
refusal-unknown-department = There is no department “{ $department }”.
hint-unknown-department = Choose from the list of departments.
refusal-unknown-zone = There is no zone “{ $zone }”.
hint-unknown-zone = Choose from the list of zones, or none for the whole hall.
refusal-unknown-notice = There is no such notice, or it was taken back.
hint-unknown-notice = Reload the page to see what is on the boards now.
refusal-notice-end = A notice ends after now and within { $days } days.
hint-notice-end = Change the end, or leave it out: it then stays until it is taken back.
refusal-notice-limit = { $limit } notices are on the boards; nobody reads to the end of more.
hint-notice-limit = Take an old one back first.
refusal-item-or-queue = Name one item or one queue, and not two that contradict each other.
hint-item-or-queue = The item alone is enough; it knows its queue.

# Taking a number.
refusal-queue-paused = No numbers are given here for the moment.
hint-queue-paused = Please come back a little later, or ask at the help desk.
refusal-outside-hours = Numbers are given from { $from } to { $until }.
hint-outside-hours = Please come between { $from } and { $until }.
refusal-hall-closed-today = The hall is closed today.
hint-hall-closed-today = Please come back on a working day.
refusal-day-not-open = The day has not begun yet.
hint-day-not-open = Please wait until numbers are given.
refusal-day-closing = No more numbers today; everyone who holds one will be served.
hint-day-closing = Please come back on the next working day; if you hold a number, please keep waiting.
refusal-day-closed = The day is over.
hint-day-closed = Please come back on the next working day.
refusal-item-not-yet = This item can be had from { $date } on.
hint-item-not-yet = Please come on { $date } or later.
refusal-too-young = The applicant must be at least { $age } years old for this item.
hint-too-young = Please ask at the help desk what else is possible.
refusal-age-not-confirmed = Please confirm first that the applicant is at least { $age } years old.
hint-age-not-confirmed = Confirm on the screen, or ask at the help desk.
refusal-no-agents = Only the applicant in person can do this.
hint-no-agents = Please let the applicant come with an identity document.
refusal-quota-used = All { $quota } numbers for this item have been given today.
hint-quota-used = Please come earlier on the next working day, or ask at the help desk.
refusal-person-limit = You have already taken the { $limit } numbers one person may take in a day.
hint-person-limit = Please finish with the numbers you hold, or ask at the help desk.
refusal-series-full = Series { $series } has no number left today.
hint-series-full = Please ask at the help desk; the staff have been told.
refusal-booking-other-day = This booking is for another day.
hint-booking-other-day = Please come on the booked day, or take an ordinary number.
refusal-booking-too-early = It is too early to check in for this booking.
hint-booking-too-early = Please check in closer to the booked time.
refusal-gathering = The system was restored and waits for { $missing ->
    [one] { $missing } device
   *[other] { $missing } devices
 } before it gives numbers.
hint-gathering = Please wait a moment; a manager can end the waiting on the management page.
refusal-disk-low = The server's disk is almost full, so no new numbers are given.
hint-disk-low = Calling and serving go on; please tell the administrator to free some space.
refusal-hall-full = The system's limit of { $limit } tickets a day is reached.
hint-hall-full = Please ask at the help desk.

# Blocks and papers of hours without the server.
refusal-blocks-full = Series { $series } has no block of numbers left to lend.
hint-blocks-full = The kiosk works on while it is online; the administrator can widen the range in the plan.
refusal-number-outside-block = This number is in no block of this kiosk.
hint-number-outside-block = Check the paper and tell the administrator.
refusal-number-used = This number already belongs to another ticket.
hint-number-used = Check the paper and tell the administrator.
refusal-day-too-old = The day on the paper is too long ago.
hint-day-too-old = Tell the administrator; whoever holds the paper takes a new number.

# Windows.
refusal-window-not-open = The window is not open.
hint-window-not-open = Open the window first.
refusal-window-paused = The window is paused.
hint-window-paused = End the pause first.
refusal-window-busy = The window still has a ticket in hand.
hint-window-busy = Finish, miss or release that ticket first.
refusal-ticket-in-hand = Not with a ticket in hand or on hold.
hint-ticket-in-hand = Finish, miss or release it first, held tickets included.
refusal-nobody-waiting = Nobody is waiting to be called.
hint-nobody-waiting = Wait a moment; the screen shows when somebody comes.
refusal-clerk-elsewhere = This clerk works at window { $window }.
hint-clerk-elsewhere = Close window { $window } first.
refusal-clerk-not-here = This clerk has no post at this window.
hint-clerk-not-here = Sign in with the A or B post of this window.
refusal-not-signed-in = Nobody is signed in at this window.
hint-not-signed-in = Sign in first, then open it.
refusal-sign-in-wrong = The PIN is wrong, or the card is not of this window.
hint-sign-in-wrong = Try again; five wrong ones lock for fifteen minutes.
refusal-window-taken = { $clerk } has somebody in hand at this window.
hint-window-taken = { $clerk } finishes first; if they are gone, a manager holds or releases the number.
refusal-card-needs-post = This window names no posts, so a card finds nobody.
hint-card-needs-post = Type your staff code and PIN.
refusal-sign-in-locked = Too many wrong tries; { $minutes ->
    [one] 1 more minute
   *[other] { $minutes } more minutes
} to wait.
hint-sign-in-locked = Wait, or ask a manager to unlock it or to set a new PIN.
refusal-no-pin = Clerk { $clerk } has no PIN yet.
hint-no-pin = A manager sets one with hall-server clerk pin.
refusal-bad-credential = Signing in takes a staff code with its PIN, or a card.
hint-bad-credential = A PIN has 6 digits or more; scan a card once more.
refusal-queue-not-served = This window does not serve queue “{ $queue }”.
hint-queue-not-served = Send the person to a window that does.
refusal-reason-required = A reason is needed.
hint-reason-required = Choose one from the list, or write a sentence.
refusal-pause-length = A pause lasts from 1 to { $minutes } minutes.
hint-pause-length = Change the number of minutes.

# A ticket in its states.
refusal-no-help-asked = This window asks for no help, or it is over.
hint-no-help-asked = Nothing to do.
refusal-help-accepted = Somebody else is going already.
hint-help-accepted = Go too if you are near, or serve on.
refusal-own-help = A window cannot answer its own call for help.
hint-own-help = Wait for somebody, or end the call.
refusal-ticket-not-waiting = This ticket is not waiting.
hint-ticket-not-waiting = Look again at what it is doing now.
refusal-person-busy = This person is at another window, or was called a moment ago.
hint-person-busy = Call somebody else, and this person a few minutes later.
refusal-bound-to-window = Only window { $window } may call this ticket.
hint-bound-to-window = Let window { $window } call it.
refusal-nothing-in-hand = There is no ticket in hand.
hint-nothing-in-hand = Call somebody first.
refusal-ticket-not-here = This ticket is not at this window.
hint-ticket-not-here = Act on it at the window that has it.
refusal-not-called = This ticket has not been called.
hint-not-called = Look again at what it is doing now.
refusal-not-serving = This ticket is not being served.
hint-not-serving = Start the service first, once the person is here.
refusal-already-serving = This ticket is already being served.
hint-already-serving = Just go on.
refusal-not-held = This ticket is not on hold.
hint-not-held = Look again at what it is doing now.
refusal-recall-too-soon = It was announced a moment ago; please wait { $seconds } s before the next time.
hint-recall-too-soon = Try again in { $seconds } s.
refusal-recall-limit = It was announced { $calls } times already.
hint-recall-limit = If nobody comes, mark it as missed.
refusal-missed-too-soon = It was called a moment ago and cannot be missed yet.
hint-missed-too-soon = Wait another { $seconds } s.
refusal-not-missed = This ticket was not missed.
hint-not-missed = Please listen for the call.
refusal-restore-too-late = It was missed too long ago to be restored.
hint-restore-too-late = Please take a new number.
refusal-restore-limit = This ticket was already restored once.
hint-restore-limit = Please take a new number, or ask at the help desk.
refusal-hold-limit = A window may hold { $limit ->
    [one] { $limit } ticket
   *[other] { $limit } tickets
 } at most.
hint-hold-limit = Finish or release a held one first.
refusal-not-reopenable = This ticket cannot be reopened.
hint-not-reopenable = Only a ticket that was finished or missed a moment ago can.
refusal-reopen-too-late = It ended too long ago to be reopened.
hint-reopen-too-late = If needed, let the person take a new number.
refusal-stale-version = The ticket changed a moment ago, so nothing was done.
hint-stale-version = Look at its state now and try again.
refusal-same-place = The ticket is already there.
hint-same-place = Choose another queue or window.
refusal-quantity-range = At most { $max } pieces in one service.
hint-quantity-range = Say a count from 1 to { $max }.
refusal-case-number = That is no case number.
hint-case-number = 4 to 40 letters, digits, - / and . please; nobody's document or telephone number.
refusal-transfer-limit = This ticket cannot be sent on more than { $limit } times.
hint-transfer-limit = Finish it here; if needed, let the person take a new number.

# Rating.
refusal-already-rated = This service has already been rated.
hint-already-rated = Thank you for your rating.
refusal-not-ratable = This ticket cannot be rated here now.
hint-not-ratable = Please rate at the window's own pad once the service has ended.
refusal-rating-too-late = The time for rating is over.
hint-rating-too-late = Please tell the help desk what you think, or call the hotline.
refusal-bad-level = Ratings run from 1 to 5.
hint-bad-level = Choose one of the five levels.
refusal-rating-reason = A bad rating needs a reason.
hint-rating-reason = Choose or write one, so that something can be done.

# Cases.
refusal-case-nobody = No clerk is on record at window { $window }, and every step of a case bears a name.
hint-case-nobody = Open the window with your staff code first.
refusal-case-number-taken = Another case has this number.
hint-case-number-taken = Check it, or leave it out: the hall gives one.
refusal-case-limit = The limit of { $limit } open cases is reached.
hint-case-limit = Deliver or close old cases first, and tell the administrator.
refusal-case-part-limit = At most { $limit } other departments have a part in one case.
hint-case-part-limit = Name fewer of them, or open several cases.
refusal-case-over = This case is over.
hint-case-over = Nothing more can be done with it; open a new one if needed.
refusal-case-stage =
    The case is { $stage ->
        *[told] not accepted yet
         [accepted] accepted
         [handled] being handled
         [approved] approved
         [finished] finished
         [delivered] delivered
    }, and this step comes at another stage.
hint-case-stage = The order is accept, handle, approve, finish, deliver.
refusal-case-asked-already = The applicant was told already what is missing.
hint-case-asked-already = Collect what was asked for, then accept.
refusal-case-deemed-accepted = Nobody asked for more within five working days: it counts as accepted since { $date }.
hint-case-deemed-accepted = Accept it; its time runs from { $date }.
refusal-case-own = Whoever accepted a case may not approve it.
hint-case-own = Let another clerk approve it.
refusal-case-parts-open =
    { $count ->
        [one] { $count } department has
       *[other] { $count } departments have
    } not finished their part.
hint-case-parts-open = Approve it once all parts are done.
refusal-case-no-part = This department has no part in the case, or has done it.
hint-case-no-part = Check the department.
refusal-case-suspended = The time of this case stands still.
hint-case-suspended = Let it go on first.
refusal-case-not-suspended = The time of this case runs.
hint-case-not-suspended = There is nothing to continue.
refusal-case-stop-days = The days of this stop cannot be.
hint-case-stop-days = It begins between acceptance and today, and ends between its beginning and today.
refusal-case-stop-limit = The time of this case was stopped { $limit } times, and cannot be stopped again.
hint-case-stop-limit = Finish it in time, or extend it.
refusal-case-extended = This case was extended already, and that is possible once.
hint-case-extended = Finish it in time.
refusal-case-extension-days = An extension is 1 to { $max } working days.
hint-case-extension-days = Correct the days.
refusal-case-overdue = This case is overdue and cannot be extended any more.
hint-case-overdue = Finish it soon, and say in public why it is late.
refusal-case-not-overdue = This case is not overdue, so there is nothing to explain.
hint-case-not-overdue = Finish it in time.
refusal-case-missing = What the applicant promised to bring is still missing.
hint-case-missing = Put on record that it was brought, then finish.
refusal-case-nothing-missing = Nothing is missing in this case.
hint-case-nothing-missing = There is nothing to record.
refusal-case-promise-day = The day of the promise is over already.
hint-case-promise-day = Name today or a later day.

# What follows a service.
refusal-unknown-rectification = There is no such matter to put right, or it is over.
hint-unknown-rectification = Check its number; what was published or excluded leaves this list the next day.
refusal-rectification-limit = The limit of { $limit } open matters is reached.
hint-rectification-limit = Close and publish old ones first, and tell the administrator.
refusal-rectification-not-bad = This number bears no bad rating.
hint-rectification-not-bad = Only levels 1 and 2 are put right by themselves; enter a complaint instead.
refusal-rectification-exists = This rating is being put right already.
hint-rectification-exists = Find it in the list, and go on there.
refusal-rectification-over = This matter is over.
hint-rectification-over = It never opens again; a new complaint is a new matter.
refusal-rectification-not-over = This matter is not over, so nothing can be published yet.
hint-rectification-not-over = Close it first.
refusal-rectification-own = Whoever was rated may neither judge nor close the matter.
hint-rectification-own = Let another colleague look at it.
refusal-rectification-nobody = A patrol found this; nobody waits to be contacted.
hint-rectification-nobody = Put it right by the day the patrol named, then close it.
refusal-rectification-contact-limit = It was tried { $limit } times to reach this person.
hint-rectification-contact-limit = Judge the matter by what is known.
refusal-rectification-not-contacted = Nobody has tried to reach whoever spoke.
hint-rectification-not-contacted = Contact them first, and put on record whether they were reached.
refusal-rectification-judged = It is settled already what this matter is and by when it must be put right.
hint-rectification-judged = Put it right by that day, then close it.
refusal-rectification-not-judged = Nobody has said yet what this matter is.
hint-rectification-not-judged = Judge it first: clear, ordinary, complex or unfounded.
refusal-rectification-reason = This needs a reason.
hint-rectification-reason = Write what was explained, or why the rating does not count.
refusal-rectification-not-rating = Only a rating can be excluded.
hint-rectification-not-rating = Judge this matter, and close it when it was put right.
refusal-rectification-published = This matter was published already.
hint-rectification-published = There is nothing more to do.
refusal-callback-day = There is no list of citizens to call back for this day.
hint-callback-day = Check the date; a list is drawn when the day closes and kept for two weeks.
refusal-callback-not-drawn = This number is not on the day's list.
hint-callback-not-drawn = Call only those who were drawn, in their order.
refusal-callback-reached = This citizen was called back already.
hint-callback-reached = Go on with the next one.
refusal-callback-declined = This citizen does not want to be asked.
hint-callback-declined = Leave them alone, and go on with the next one.
refusal-callback-tries = It was tried { $limit } times to call this citizen.
hint-callback-tries = Go on with the next one.
refusal-callback-nothing-said = Whoever was not reached gave no level and told of no problem.
hint-callback-nothing-said = Leave both out, or put on record that they were reached.
refusal-register-day = The day for putting it right is over already.
hint-register-day = Name today or a later day.
refusal-register-count = A count goes up to { $max }.
hint-register-count = Check the numbers.

# Managing.
refusal-plan-in-use = The plan takes away queues, windows or items that people are still waiting for.
hint-plan-in-use = Wait until those are done, or load it after the day is closed.
refusal-plan-invalid = The plan contradicts itself and was not loaded.
hint-plan-invalid = Run hall-server check; it names the line and what to change.
refusal-not-paused = This is not paused.
hint-not-paused = There is nothing to resume.
refusal-window-for-role = A window terminal or pad needs a window; other devices have none.
hint-window-for-role = Correct the window and enrol it again.
refusal-department-for-role = A department's lead needs a department; others have none.
hint-department-for-role = Correct the department and enrol it again.
refusal-device-limit = The limit of { $limit } devices is reached.
hint-device-limit = Ask the administrator.

# Speaking with the server.
refusal-unauthorized = The request carries no device token.
hint-unauthorized = Connect with the token from the enrolment.
refusal-token-unknown = The device token is unknown or no longer valid.
hint-token-unknown = Ask the administrator to enrol this device again.
refusal-malformed = The request cannot be read.
hint-malformed = Correct it by the description of the interface.
refusal-body-too-large = The request is too large.
hint-body-too-large = Shorten it and try again.
refusal-request-id-required = The request has no request_id.
hint-request-id-required = Send a new UUID with every intent.
refusal-request-id-malformed = The request_id is not a UUID.
hint-request-id-malformed = Send a UUID.
refusal-request-id-reused = This request_id was used for another request.
hint-request-id-reused = Send a new UUID for a new intent.
refusal-not-found = There is nothing here.
hint-not-found = Check the address.
refusal-method-not-allowed = This address does not take that method.
hint-method-not-allowed = Correct it by the description of the interface.
refusal-raw-identity-refused = Names, document numbers and telephone numbers are not accepted.
hint-raw-identity-refused = Send the keyed hash of the document only.
refusal-bad-code = A code in the request is malformed.
hint-bad-code = A code has 1 to 15 ASCII letters, digits, “-” or “_”.
refusal-protocol-version = The program and the server do not speak the same version.
hint-protocol-version = Update the program to the server's version.
refusal-other-epoch = The server's record changed: look at the screen, then do it again.
hint-other-epoch = The program is connecting again.
refusal-board-commands = Boards only listen.
hint-board-commands = Give commands at a window, a kiosk or the management page.
refusal-server-stopping = The server is restarting.
hint-server-stopping = It will be back within seconds; please wait.
refusal-storage-failed = The server could not save, so nothing was done.
hint-storage-failed = Try again shortly; if it fails again, tell the administrator.
refusal-internal = Something went wrong in the server, and nothing was done.
hint-internal = Try again shortly; if it fails again, tell the administrator.
refusal-not-a-hall = There is no hall server at this address.
hint-not-a-hall = Check the server's address and port.
