//! The leader's side of replication: ISR and high watermark over a sequence of fetches, appends, ISR
//! proposals and metadata (`Partition`).

mod format;
mod host;
mod observation;

pub use format::Vector;

use crate::case::Outcome;
use host::Host;

/// Runs one case.
pub fn run(vector: Vector) -> Outcome {
    let mut host = Host::new(&vector.input, &vector.steps);
    for (number, step) in vector.steps.iter().enumerate() {
        host.step(number, step)?;
    }
    Ok(())
}
