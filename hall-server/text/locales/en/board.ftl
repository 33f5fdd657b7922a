# Words of the surface: board (terminal board, voice, doctor).
# $time is a clock time, $count people or queues, $low and $high minutes, $desk the guide desk.

board-please-go = please go to
board-window = window
board-just-called = just called
board-missed = missed
board-missed-until = { $desk } before { $time }
board-guide-desk = guide desk
board-waiting = { $count } waiting
board-wait = { $low }–{ $high } min
board-wait-about = about { $high } min
board-paused = paused: { $reason }
board-no-window-open = no window open
board-more-queues = { $count } more queues
board-floor = Floor { $floor }
board-practice = practice
board-no-calls = No calls yet
board-no-calls-hint = Please watch this board and listen
board-day-not-open = Service has not started today
board-day-closed = Service has ended for today
board-day-closing = No more numbers today; everyone holding one will be served
board-connecting = One moment, connecting ({ $seconds } s)
board-stale = Picture of { $time }, { $seconds } s old, reconnecting
board-refused = This board cannot be used yet: { $title } ({ $code })
board-zone-unknown = No zone “{ $zone }”, showing the whole hall
board-no-voice = No sound, trying again

# display-board doctor
board-doctor-server-ok = server: { $name }, { $server }
board-doctor-server-bad = server: { $what }; check the address and the network, and that hall-server runs
board-doctor-token-ok = token: accepted
board-doctor-token-bad = token: { $what }
board-doctor-zone-bad = zone: no “{ $zone }”, there are: { $zones }
board-doctor-zone-ok = zone: { $zone }
board-doctor-sound-ok = sound { $pack }: { $seconds } s, complete
board-doctor-sound-bad = sound: { $what }
board-doctor-levels-ok = sound { $pack }: { $clips } clips, { $rate } Hz, { $seconds } s, { $bytes } bytes; loudness { $loudness } dBFS (least / median / most), peak { $peak } dBFS
board-doctor-levels-bad = sound { $pack }: loudness { $loudness } dBFS (least / median / most), peak { $peak } dBFS; bring these clips to { $low } to { $high } dBFS, and no sample above { $limit }: { $outside }
board-doctor-output-ok = playing: { $output }
board-doctor-output-bad = playing: { $what }
board-doctor-output-none = playing: off

# LED bars: few cells, seen by everybody; then trouble with them, for staff.
board-led-go = go to window { $window }
board-led-window = window { $window }
board-led-test = Test 0123 AB
board-led-trouble = LED bar { $name }: { $what }
board-led-shows = LED bar { $name }: it answers; look whether it shows “{ $text }”
board-led-sent = LED bar { $name }: “{ $text }” was sent; such a bar never answers, so look whether it shows
board-led-not-set = LED bar { $name }: it did not take its brightness or clock ({ $what })
board-led-silent = no answer: check power, cable, speed and screen number
board-led-busy = it stays busy
board-led-refused = it refuses (code { $code }): check its driver file
board-led-garbled = its answer makes no sense: check its port and driver file
board-notice = Notice: { $text }
board-urgent = Urgent: { $text }
