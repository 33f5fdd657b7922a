# Words of the surface: report.

report-title = { $hall } · Daily report
report-closed = hall closed
report-running = running, as of { $at }
report-version = version { $version }
report-practice = Practice data, not real business
report-hours-early = { $from }–{ $until } (window { $window } from { $open })
report-minutes = { $minutes } min
report-longest-where = { $number }, window { $window }, since { $since }
report-monday = Monday
report-tuesday = Tuesday
report-wednesday = Wednesday
report-thursday = Thursday
report-friday = Friday
report-saturday = Saturday
report-sunday = Sunday

# The headline figures.
report-card-tickets = tickets · { $finished } finished · { $expired } not served ({ $missed } missed and not back) · { $withdrawn } withdrawn · { $visits } visits
report-card-tickets-live = tickets · { $finished } finished · { $live } in the hall · { $expired } not served · { $withdrawn } withdrawn · { $visits } visits
report-card-wait = mean wait · P90 { $p90 } min · longest { $longest } min ({ $where })
report-card-wait-none = mean wait · nobody was served yet
report-card-satisfaction = satisfied · { $participation } took part ({ $ratings }/{ $services }) · { $bad } bad
report-card-long = waited over 20 minutes · { $within } called within the announced wait, { $error } min off on average

# The chart.
report-chart = Tickets and waits by hour
report-chart-tickets = tickets
report-chart-wait = P90 wait (min)
report-chart-none = Nobody has taken a number yet.
report-chart-what = Bars are tickets by hour, the line is the wait in minutes that nine of ten people did not exceed

# Tables.
report-summary = Summary
report-windows = Windows
report-windows-busiest = The { $shown } busiest windows (all on the next page)
report-windows-name = Window
report-windows-rest = reached no window
report-queues = Queues
report-queues-name = Queue
report-items = Items
report-items-name = Item
report-items-rest = no item chosen
report-departments = Departments
report-departments-name = Department
report-departments-rest = no item chosen
report-callbacks = Asked afterwards
report-callbacks-name = Served on
report-follow-sources = Put right by source
report-follow-sources-name = Source
report-follow-departments = Bad ratings by department
report-follow-departments-rest = names no department
report-follow-departments-name = Department
report-source-bad-rating = Bad rating
report-source-complaint = Complaint
report-source-callback = Asked afterwards
report-source-patrol = Patrol
report-hours = Hours
report-hours-name = Hour
report-review = Ratings to look at
report-review-name = What
report-review-attempt = Tried by a stranger
report-review-prompts = Asked again and again
report-review-quick = Within one second
report-review-run = Equal in a row
report-total = Total
report-total-windows = Total ({ $worked } of { $planned } open)
report-definitions = Definitions

report-column-legs = Legs
report-column-called = Called
report-column-finished = Finished
report-column-went-on = Went on
report-column-transferred = Passed on
report-column-missed = Misses
report-column-wait-mean = Mean wait (min)
report-column-wait-p50 = P50 wait
report-column-wait-p90 = P90 wait
report-column-wait-long = Over 20 min
report-column-service-mean = Mean service (min)
report-column-service-p90 = P90 service
report-column-open = Open (min)
report-column-paused = Paused (min)
report-column-utilisation = Used
report-column-rating-5 = Very good
report-column-rating-4 = Good
report-column-rating-3 = Fair
report-column-rating-2 = Poor
report-column-rating-1 = Very poor
report-column-rating-excluded = Excluded
report-column-satisfaction = Satisfied
report-column-participation = Took part
report-column-review-count = Times
report-column-review-who = Number or device
report-column-review-window = Window
report-column-review-level = Level
report-column-review-at = Last at
report-column-tickets = Tickets
report-column-waits = Served

report-fact-tickets = Tickets
report-fact-finished = Finished tickets
report-fact-withdrawn = Withdrawn tickets
report-fact-expired = Not served at closing
report-fact-live = In the hall now
report-fact-missed-for-good = Of these missed and not back
report-fact-missed = Misses (events)
report-fact-visits = Visits
report-fact-legs = Legs
report-fact-went-on = Legs served that went on
report-fact-transferred = Legs passed on
report-fact-booked = Tickets with a booking
report-fact-late = Handed in after closing
report-fact-wait-mean = Mean wait (min)
report-fact-wait-p50 = P50 wait (min)
report-fact-wait-p90 = P90 wait (min)
report-fact-wait-max = Longest wait (min)
report-fact-wait-max-where = Longest wait at
report-fact-wait-long = Waited over 20 minutes
report-fact-service-mean = Mean service (min)
report-fact-service-p90 = P90 service (min)
report-fact-utilisation = Windows used
report-fact-ratings = Ratings
report-fact-rating-5 = Rated very good
report-fact-rating-4 = Rated good
report-fact-rating-3 = Rated fair
report-fact-rating-2 = Rated poor
report-fact-rating-1 = Rated very poor
report-fact-rating-excluded = Ratings excluded
report-fact-satisfaction = Satisfied
report-fact-participation = Took part
report-fact-review = Ratings to look at
report-fact-told-within = Called within the announced wait
report-fact-told-error = Announced wait off by, on average (min)
report-fact-windows-worked = Windows that were open
report-fact-windows-planned = Windows in all

report-define-counts = Tickets are numbers given, visits are people who came (one may take several numbers), legs reach from joining a queue to leaving a window (a transfer begins another): three different figures.
report-define-ends = Finished + withdrawn + not served + in the hall = tickets; after closing nobody is in the hall.
report-define-wait = A wait reaches from joining the queue to the first call, for people who came to the window; a booked person waits from the later of slot and check-in.
report-define-quantile = P50 and P90 are nearest ranks: half and nine of ten waited no longer; both are values that occurred.
report-define-missed = Misses count calls to which nobody came, a ticket may have more than one; missed and not back are tickets still missed at closing.
report-define-service = Service is time at the window without holds, of legs finished or passed on.
report-define-utilisation = Used = service time ÷ (open time − pauses).
report-define-satisfaction = Satisfied = (very good + good + fair) ÷ ratings; took part = ratings ÷ finished; no rating is never praise. Ratings found to be mistaken or malicious are left out of both and counted by themselves.
report-define-told = Announced against real waits: the share within the upper end, and the mean distance from the middle of the range.
report-define-review = To look at: a device that may not rate tried to (refused), a ticket that was asked 3 times or more, a rating within 1 second of its question, 30 equal ratings in a row at one window; being listed here leaves none out.

# Reports of a week, month, half-year and year.
report-title-week = { $hall } · Weekly report
report-title-month = { $hall } · Monthly report
report-title-half-year = { $hall } · Half-yearly report
report-title-year = { $hall } · Yearly report
report-over = over
report-worked-days = { $days } worked days
report-no-data = There is no data in this period.
report-not-over = The period is not over and its figures may change; growth is against as many days of the former periods only ({ $before }; { $year }).
report-open-day = { $day } is not closed yet, its figures may change.
report-no-calendar = The notice of a year is not known; its worked days are Monday to Friday for the time being.
report-follow-goes-on = { $open } matters of this period are not put right yet: figures of calls and of what was put right are those of the moment of the report and will still change.
report-running-mark = (open)
report-times = up { $times } times
report-card-visits = visits · { $before } on the period before · { $year } on a year ago · { $perday } a day ({ $days } worked days)
report-card-on-time = cases finished on time · { $strict } strictly ({ $overdue } overdue and open) · { $accepted } accepted · { $finished } finished
report-chart-days = Tickets and waits by day
report-chart-days-what = Bars are tickets by day, the line is the wait in minutes that nine of ten people did not exceed
report-chart-months = Tickets and waits by month
report-chart-months-what = Bars are tickets by month, the line is the wait in minutes that nine of ten people did not exceed
report-totals = Totals
report-totals-name = Figure
report-days = Days
report-days-name = Day
report-months = Months
report-months-name = Month
report-ranking = Ranking
report-ranking-name = Department
report-clerks = Clerks
report-clerks-name = Clerk
report-clerks-rest = nobody signed in
report-tier-many = over 10 services
report-tier-few = 10 services or fewer
report-total-visits = Visits
report-total-tickets = Tickets
report-total-services = Services
report-total-no-shows = Misses (events)
report-total-accepted = Cases accepted
report-total-cases-finished = Cases finished

report-column-count = Now
report-column-before-count = Before
report-column-before = Growth
report-column-year-ago-count = A year ago
report-column-year-ago = On a year ago
report-column-per-day = A day
report-column-peak = Peak day
report-column-peak-day = Peak on
report-column-visits = Visits
report-column-services = Services
report-column-accepted = Accepted
report-column-cases-finished = Cases finished
report-column-source = Source
report-column-windows = Windows
report-column-on-time = On time
report-column-on-time-strict = Strictly
report-column-overdue = Overdue
report-column-early = Early
report-column-compressed = Days saved
report-column-at-once = At once
report-column-ratings = Ratings
report-column-bad = Bad
report-column-callback-target = To ask
report-column-callback-reached = Reached
report-column-callback-share = Of those served
report-column-callback-tries = Calls
report-column-callback-through = Picked up
report-column-callback-satisfied = Satisfied
report-column-follow-came = Matters
report-column-follow-contacted = Answered in time
report-column-follow-closed = Put right
report-column-follow-in-time = In time
report-column-follow-explained = Explained
report-column-follow-open = Open
report-column-follow-excluded = Excluded
report-column-tier = Tier
report-column-place = Place
report-column-score = Score
report-column-wilson = Satisfied at least
report-column-signed-in = Signed in (h)
report-column-paused-hours = Of it paused (h)

report-fact-services = Services
report-fact-accepted = Cases accepted
report-fact-cases-finished = Cases finished
report-fact-on-time = Finished on time
report-fact-on-time-strict = Finished on time, strictly
report-fact-overdue = Overdue and open
report-fact-early = Finished early
report-fact-compressed = Days saved
report-fact-at-once = Done at once
report-fact-callback-target = Citizens to ask afterwards
report-fact-callback-reached = Citizens reached
report-fact-callback-share = Reached of those served
report-fact-callback-tries = Calls and questions
report-fact-callback-through = Picked up of those rung up
report-fact-callback-satisfied = Satisfied when asked afterwards
report-fact-bad-contacted = Bad ratings answered in time
report-fact-bad-closed = Bad ratings put right
report-fact-bad-in-time = Bad ratings put right in time
report-fact-follow-came = Matters to put right
report-fact-follow-open = Not put right
report-fact-worked-days = Worked days

report-define-totals = Visits are people who came, tickets are numbers given, services are legs served to the end or gone on with, misses are calls to which nobody came, cases accepted and finished are matters: six different figures.
report-define-change = Growth = (now − before) ÷ before, before being { $before }; a year ago is { $year }; one decimal, half up; from 100% on it is a multiple, and from nothing it is —.
report-define-per-day = A day = the figure ÷ { $days } worked days of the calendar (of a period that goes on those that have come), whole; of equal peak days the first.
report-define-source = Source: every figure is the sum over the rows of Days or Months, and each row comes from the report of that day or month; cases come from /api/v1/cases.
report-define-departments = A leg belongs to the department that answered for its item at that time; windows are those that served for it, and one may serve for several; legs without an item have a line of their own.
report-define-cases = Accepted are cases accepted in the period, finished those finished in it, whenever accepted; both as they stood at the end of its last day.
report-define-on-time = On time = finished on or before the last day ÷ finished; strictly = the same ÷ (finished + overdue and open at the end). What is due on the last day itself is not overdue; what is finished while its clock stands is on time.
report-define-early = Early = finished before the last day, without an extension ÷ finished cases that were promised for a later day.
report-define-compressed = Days saved = 1 − promised ÷ legal worked days, of finished cases with a legal limit.
report-define-at-once = At once = finished on the day of acceptance ÷ cases accepted in the period to be done at once.
report-define-callbacks = Citizens to ask = a tenth of those served on each day, rounded up; reached of those served; picked up = whoever answered the telephone, also to decline ÷ whoever was rung up; satisfied = levels 3 to 5 ÷ levels given. A citizen with several numbers on a day is one; whoever was served at the end of the period and asked after it counts.
report-define-follow = Matters are bad ratings, complaints, and what calls and patrols found in the period, as they stand when the report is made. Answered in time = reached within the limit ÷ (reached + limit over); put right = put right ÷ (came − explained); in time = within the limit ÷ put right with a limit; excluded are ratings found to be mistaken or malicious, in no other figure.
report-define-ranking = Two tiers, departments with more than 10 services and the others, each by score; without ratings none. Score = cases on time × 40% + satisfied × 40% + put right × 20%; where there is no case or nothing to put right, that part is left out and the others weigh more; with more than 10 services the satisfied share is its lower bound. Lower bound = (p + z²/2n − z√(p(1−p)/n + z²/4n²)) ÷ (1 + z²/n), p the satisfied share, n the ratings, z = 1.96 (95%).
report-define-clerks = Signed in is the time a window was open or paused under the clerk; a rating belongs to who served the leg it speaks of; misses are not counted by clerk.
