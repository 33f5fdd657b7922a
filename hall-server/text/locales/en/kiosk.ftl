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
kiosk-doctor-font = Font
kiosk-doctor-font-found = { $name } draws what the printer has no letters for.
kiosk-doctor-font-missing = This computer has no Chinese font (looked for { $names }): characters that the printer lacks come out as 〓. Install fonts-noto-cjk, or name a font with --font.
kiosk-doctor-font-needed = The printer has no Chinese letters and this computer has no Chinese font (looked for { $names }): tickets cannot be used. Install fonts-noto-cjk, or name a font with --font.
kiosk-doctor-server = Server { $server }
kiosk-doctor-no-server = No server given, left out.
kiosk-doctor-hall = Connected: { $hall }, { $items } items.
kiosk-doctor-server-bad = Not connected: { $what }. Check the address, the network and the token file.
kiosk-doctor-token-bad = The token cannot be used: { $what }

kiosk-doctor-clock = Clock
kiosk-doctor-clock-fine = Agrees with the server ({ $seconds } s apart).
kiosk-doctor-clock-practice = A practice hall: it lives at another time on purpose.
kiosk-doctor-broken = { $cause }. { $fix }
kiosk-doctor-clock-apart = { $seconds } s away from the server. While the network is down this clock counts; let it set itself.
kiosk-doctor-folder = Data folder { $folder }
kiosk-doctor-folder-fine = Takes what must outlive a power cut.
kiosk-doctor-folder-bad = Cannot be used: { $what }. Check the disk and the permissions.
kiosk-doctor-voice = Voice
kiosk-doctor-voice-found = { $name } reads aloud.
kiosk-doctor-voice-missing = No program reads aloud; the page is silent. Install espeak-ng for a voice.
kiosk-doctor-hold-card = Within 20 seconds lay a card on the reader.
kiosk-doctor-hold-code = Within 20 seconds hold the code of a ticket before the scanner.
kiosk-doctor-reader = Card reader
kiosk-doctor-reader-fine = A card was read.
kiosk-doctor-reader-self-test = Its own test failed; unplug it and plug it in again, or call for repair.
kiosk-doctor-reader-silent = It does not answer; check cable, power and speed (mostly 115200).
kiosk-doctor-reader-missing = There is none; check the cable and the address of --id-reader.
kiosk-doctor-reader-unreadable = The card could not be read; try another one.
kiosk-doctor-reader-no-card = It is fine; no card was laid down.
kiosk-doctor-scanner = Scanner
kiosk-doctor-scanner-fine = The code of a ticket was read.
kiosk-doctor-scanner-unknown = A code was read that is no ticket.
kiosk-doctor-scanner-nothing = No code was read. Check the cable, and set the scanner to its serial mode.
kiosk-doctor-end = { $count ->
    [0] Ready for use.
    [1] One thing must be mended first, marked with -.
   *[other] { $count } things must be mended first, marked with -.
}

kiosk-bit-drawer = the drawer's pin is high
kiosk-bit-offline = offline
kiosk-bit-waiting = waits for recovery
kiosk-bit-feed-button = the feed button is pressed
kiosk-bit-cover-open = the cover is open
kiosk-bit-feeding = the feed button feeds
kiosk-bit-paper-end = stopped at the end of the paper
kiosk-bit-error = an error occurred
kiosk-bit-recoverable = an error that can be recovered
kiosk-bit-cutter = the cutter's error
kiosk-bit-fatal = an error that cannot be recovered
kiosk-bit-near-end = the paper ends soon
kiosk-bit-paper-out = no paper

kiosk-serve-ready = The kiosk is connected: { $hall }.
kiosk-serve-page = Touch page: { $address }
kiosk-serve-no-page = The touch page cannot use { $address }: { $what }. Choose another --ui address.
kiosk-serve-booking-key = The booking key { $file } cannot be used: { $what }. It holds 64 hexadecimal digits.
kiosk-serve-in-use = { $folder } is in use by another program; stop it first, or choose another --data folder.
kiosk-serve-no-folder = { $folder } cannot be used: { $what }. Check disk and permissions, or choose another --data folder.
kiosk-serve-lost = The link to the server is lost: { $what }. Connecting again.
kiosk-serve-refused = The server does not accept this kiosk: { $what }
kiosk-other-hall = This data folder still holds { $count } numbers of { $hall } that were not handed in. Connect it to that hall once, or give an empty folder with --data.
kiosk-serve-printer = Printer: { $state }
kiosk-serve-reader = Card reader: { $state }
kiosk-serve-unknown = no answer
