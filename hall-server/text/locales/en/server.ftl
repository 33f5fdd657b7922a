# Words of the surface: server.

server-demo-preparing = Preparing the demo hall: the early morning first …
server-demo-live = { $hall }: { $date } { $time }, { $speed } times as fast; people and devices are virtual
server-demo-home = front page
server-demo-board = board
server-demo-manage = manager's page
server-demo-phone = phone page of somebody who waits
server-demo-join = To take over window { $window }, run in another terminal:
server-demo-file = The way in is in { $path }, removed at the end
server-demo-stop = Ctrl-C ends the demo
server-demo-guest = The window is yours, the virtual clerk has stepped aside
server-demo-guest-left = You have left the window, the virtual clerk goes on
server-demo-closed = The day is over and the hall is closed; the pages stay, Ctrl-C ends the demo
server-demo-ends = The demo has ended
server-demo-written = The daily report is in { $path }
server-demo-held = Every check held
server-demo-failed = { $faults } checks did not hold
server-demo-reason-pay = on to the cashier
server-demo-reason-rating = the wait was too long
server-demo-reason-meal = lunch
server-demo-reason-break = short break
