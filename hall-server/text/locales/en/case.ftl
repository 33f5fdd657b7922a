# Words of cases 办件, for every surface: whole words without punctuation of their own.

case-left = { $days ->
    [one] { $days } working day left
   *[other] { $days } working days left
}
case-late = { $days ->
    [one] { $days } working day late
   *[other] { $days } working days late
}
case-stands = clock stopped
case-asked = waits for papers
case-stage-told = told
case-stage-accepted = accepted
case-stage-handled = in hand
case-stage-approved = approved
case-stage-finished = finished
case-stage-delivered = delivered
case-how-collected = Fetched at a window
case-how-posted = By post
case-how-online = Electronically
case-kind-hearing = Hearing
case-kind-bidding = Bidding
case-kind-auction = Auction
case-kind-inspection = Inspection
case-kind-testing = Testing
case-kind-quarantine = Quarantine
case-kind-appraisal = Appraisal
case-kind-expert_review = Expert review
case-kind-publication = Publication

# Steps that were taken.
case-step-opened = Received and told
case-step-asked_more = Asked for what is missing
case-step-accepted = Accepted
case-step-handled = Begun
case-step-part_finished = A department has done its part
case-step-approved = Approved
case-step-finished = Finished
case-step-delivered = Delivered
case-step-suspended = Clock stopped
case-step-continued = Clock goes on
case-step-extended = Extended
case-step-missing_brought = What was missing is here
case-step-left = Left
case-step-explained = Reason made public
case-step-due_moved = Last day moved by the calendar

# How a case left before its end.
case-exit-not_accepted = not accepted
case-exit-returned = given back
case-exit-withdrawn = taken back by the applicant
case-exit-lapsed = promise not kept: counts as withdrawn
case-exit-handed_on = handed on
