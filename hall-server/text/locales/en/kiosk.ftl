# Words of the ticket kiosk: what its command line tells people.

kiosk-taken = Number { $number }, { $place }, { $ahead } ahead.
kiosk-existing = You already hold a number for this: { $number }. The paper is marked as a copy.
kiosk-paper-printed = The ticket is printed, please take it.
kiosk-paper-unknown = The printer did not confirm. If no paper came out, number { $number } is valid all the same; the { $desk } prints it again.
kiosk-paper-failed = Number { $number } is valid, but the paper did not come out: { $cause }. Note the number and go to the { $desk }.
kiosk-desk = guide desk
kiosk-not-reported = The server could not be told what became of the paper ({ $what }); the guide desk sees it as not reported.
kiosk-replaced = The printer has no shape for { $count } of the characters; they are printed as 〓.
kiosk-not-taken = No number was taken: { $title }
kiosk-unreachable = No number was taken: the server cannot be reached ({ $what }).
kiosk-unreachable-hint = Check the network and the server's address, then try again; trying again never takes two numbers.
kiosk-cause-paper-out = it is out of paper
kiosk-cause-cover-open = its cover is open
kiosk-cause-cutter = its cutter is stuck
kiosk-cause-fatal = it has a fault
kiosk-cause-hot = its print head is too hot
kiosk-cause-offline = it is offline
kiosk-cause-unreachable = the printer cannot be reached

kiosk-doctor-printer = Printer { $printer }
kiosk-doctor-no-printer = No printer given; add --printer.
kiosk-doctor-fine = fine
kiosk-doctor-near-end = Fine, but the paper is nearly used up; have a new roll ready.
kiosk-doctor-silent = Connected, but the printer does not answer about its state. Nobody is told when paper runs out; look at the printer's status settings.
kiosk-doctor-printed = The test page is printed and the printer confirmed it.
kiosk-doctor-unconfirmed = The test page was sent and the printer did not confirm it; look whether paper came out.
kiosk-doctor-test-failed = The test page was not printed: { $cause }.
kiosk-doctor-fix-paper-out = Put in a new roll and close the cover.
kiosk-doctor-fix-cover-open = Close the cover until it clicks.
kiosk-doctor-fix-cutter = Switch it off, take the paper out of the cutter, switch it on.
kiosk-doctor-fix-fatal = Switch it off and on; if that does not help, change the printer and have it repaired.
kiosk-doctor-fix-hot = Wait a few minutes until the print head is cool.
kiosk-doctor-fix-offline = Press the feed button of the printer, or switch it off and on.
kiosk-doctor-fix-unreachable = Check power, cable and address: { $detail }
kiosk-doctor-server = Server { $server }
kiosk-doctor-no-server = No server given, left out.
kiosk-doctor-hall = Connected: { $hall }, { $items } items.
kiosk-doctor-server-bad = Not connected: { $what }. Check the address, the network and the token file.
kiosk-doctor-token-bad = The token cannot be used: { $what }

kiosk-serve-ready = The kiosk is connected: { $hall }. The touch page is not in this build; it watches the link and the printer.
kiosk-serve-lost = The link to the server is lost: { $what }. Connecting again.
kiosk-serve-refused = The server does not accept this kiosk: { $what }
kiosk-serve-printer = Printer: { $state }
kiosk-serve-unknown = no answer
