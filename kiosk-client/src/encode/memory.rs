//! A driver that collects bytes, so that encoding stays pure.

use escpos::driver::Driver;
use escpos::errors::Result;
use std::cell::RefCell;

/// The bytes so far.
#[derive(Debug, Default)]
pub(super) struct Memory(RefCell<Vec<u8>>);

impl Memory {
    pub(super) fn into_bytes(self) -> Vec<u8> {
        self.0.into_inner()
    }
}

impl Driver for Memory {
    fn name(&self) -> String {
        "memory".into()
    }

    fn write(&self, data: &[u8]) -> Result<()> {
        self.0.borrow_mut().extend_from_slice(data);
        Ok(())
    }

    fn read(&self, _: &mut [u8]) -> Result<usize> {
        Ok(0)
    }

    fn flush(&self) -> Result<()> {
        Ok(())
    }
}
