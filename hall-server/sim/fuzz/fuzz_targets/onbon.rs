#![no_main]
libfuzzer_sys::fuzz_target!(|input: &[u8]| hall_sim::fuzz::keep("onbon", input));
