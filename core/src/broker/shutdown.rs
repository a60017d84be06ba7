//! A broker that stops in good order (`BrokerServer.shutdown`): it gives its leaderships away, waits
//! until the controller lets it go, and leaves everything on its disk.

use super::Disk;
use super::process::Process;
use crate::sim::{Out, Timer};
use crate::time::Span;
use crate::trace::Event;

/// How long it waits for the controller before it stops anyway.
const PATIENCE: Span = Span::from_ms(300_000);

/// How long it takes to close. Metadata that is on its way is still applied.
const CLOSING: Span = Span::from_ms(100);

impl Process {
    /// It is asked to stop. What does not run yet has nothing to give away, and stops at once.
    pub(super) fn begin_shutdown(&mut self, out: &mut Out<'_>) {
        if self.lifecycle.is_shutting_down() {
            return;
        }
        if self.lifecycle.begin_shutdown() {
            out.follow(Event::ShutdownBegan);
            out.set_timer(Timer::Shutdown, PATIENCE);
            self.speak_to_controller(out);
        } else {
            out.set_timer(Timer::Shutdown, CLOSING);
        }
    }

    /// The controller has let it go.
    pub(super) fn shutdown_allowed(&mut self, out: &mut Out<'_>) {
        out.follow(Event::ShutdownAllowed);
        out.set_timer(Timer::Shutdown, CLOSING);
    }

    /// It stops. Logs that were never opened stay as they were found.
    pub(super) fn stop(&mut self, disk: &mut Disk, out: &mut Out<'_>) {
        if self.logs_loaded {
            for (partition, log) in &mut disk.logs {
                if log.flush() {
                    out.trace(Event::Flushed {
                        partition: *partition,
                        to: log.end_offset(),
                    });
                }
            }
            disk.close_logs(self.broker_epoch());
        }
        self.has_stopped = true;
        out.follow(Event::BrokerStopped);
        out.exit();
    }
}
