# Words on the paper ticket. Short lines: 48 columns on wide paper, 32 on narrow paper.

ticket-window = Window { $window }
ticket-floor = { $floor ->
    [1] floor 1
    [2] floor 2
    [3] floor 3
    [4] floor 4
    [5] floor 5
   *[other] floor { $floor }
}
ticket-ahead = { $ahead ->
    [0] Nobody ahead
    [1] 1 person ahead
   *[other] { $ahead } people ahead
}
ticket-wait = About { $low }-{ $high } min
ticket-wait-one = About { $low } min
ticket-wait-unknown = Offline: the wait is not known. Your number is valid; listen for the call.
ticket-class-priority = Priority
ticket-class-booked = Booked
ticket-bring = Bring: { $list }
ticket-bring-more = { $list } … ({ $count } in all)
ticket-joiner = { ", " }
ticket-online = Can also be done online
ticket-qr = Scan to follow the queue
ticket-restore = Missed your call? Go to the { $desk } within { $minutes } min, once only
ticket-desk = guide desk
ticket-wifi = Free Wi-Fi: { $name }
ticket-summary = { $item }. { $place }.
ticket-copy = COPY 重打
ticket-practice = PRACTICE TICKET, not valid
ticket-test-title = Printer test
ticket-test-body = If you can read this line, the printer works.

slip-notice = What you need to know
slip-materials = Bring:
slip-no-materials = Nothing to bring
slip-material = { $n }. { $name }
slip-days = Done: { $days ->
    [0] at once
    [1] within 1 working day
   *[other] within { $days } working days
}
slip-fee-what = Fee: { $fee }
slip-fee = { $yuan } yuan
slip-fee-none = none
slip-hours = Numbers from { $from } to { $until }
slip-age = The applicant must be { $age } or older
slip-enquiry = Your enquiry
slip-printed = Printed { $time }
