//! The driver files that ship with the terminal.

use hall_device::call_box::CallBoxDriver;
use hall_device::pad::PadDriver;
use std::path::Path;

#[test]
fn every_driver_file_that_ships_can_be_read() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("drivers");
    let (mut pads, mut boxes) = (0, 0);
    for entry in folder.read_dir().expect("the folder of drivers") {
        let path = entry.expect("an entry").path();
        let name = path.file_name().and_then(|name| name.to_str());
        if name.is_some_and(|name| name.starts_with("pad-")) {
            PadDriver::read(&path).expect("a pad's file");
            pads += 1;
        } else {
            CallBoxDriver::read(&path).expect("a call box's file");
            boxes += 1;
        }
    }
    assert!(pads >= 3 && boxes >= 1, "{pads} pads and {boxes} boxes");
}
