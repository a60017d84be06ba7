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
    pub(super) fn on_shutdown_allowed(&mut self, out: &mut Out<'_>) {
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

#[cfg(test)]
mod tests {
    use super::*;
    use crate::broker::testing::{Alone, ORDERS, Turn, append_one, led_by, orders};
    use crate::config::BrokerConfig;
    use crate::id::{BrokerEpoch, BrokerId, Offset};
    use crate::metadata::{MetadataRecord, PartitionChange};
    use crate::sim::Input;
    use crate::wire::{BrokerHeartbeatState, Request};

    /// b1 has one record as the leader of a partition, wants to stop, and hears that b2 leads.
    fn stopping() -> (Alone, Turn) {
        let mut alone = Alone::running(BrokerConfig::default(), orders(led_by(1, 0)));
        let log = alone.broker.disk.logs.get_mut(&ORDERS).expect("it leads");
        append_one(log, 0);
        alone.on(Input::Shutdown);
        let change = PartitionChange {
            isr: Some(vec![BrokerId(2), BrokerId(3)]),
            leader: Some(Some(BrokerId(2))),
            ..PartitionChange::default()
        };
        let turn = alone.learns(vec![MetadataRecord::PartitionChange {
            partition: ORDERS,
            change,
        }]);
        (alone, turn)
    }

    #[test]
    fn a_broker_on_its_way_out_follows_nobody_where_it_has_left_the_isr() {
        let (_, turn) = stopping();
        assert!(matches!(
            turn.events[..],
            [
                Event::MetadataApplied { .. },
                Event::BecameFollower { .. },
                Event::FetchersStopped { partitions: 1 },
            ]
        ));
        let fetches = |request: &Request| matches!(request, Request::Fetch(_));
        assert!(!turn.requests.iter().any(fetches));
    }

    #[test]
    fn a_broker_that_stops_leaves_everything_on_its_disk_and_is_known_when_it_comes_back() {
        let (mut alone, _) = stopping();
        alone.heartbeat(Ok(BrokerHeartbeatState {
            is_caught_up: true,
            is_fenced: true,
            should_shut_down: true,
        }));
        let turn = alone.on(Input::Timer(Timer::Shutdown));
        assert!(turn.exits && turn.events.ends_with(&[Event::BrokerStopped]));
        assert!(!alone.broker.is_running());
        let log = alone.broker.log(ORDERS).expect("it has a log");
        assert_eq!(log.flushed_offset(), Offset(1));
        let recovery_points = &alone.broker.checkpoints().recovery_points;
        assert_eq!(recovery_points.get(&ORDERS), Some(&Offset(1)));
        let turn = alone.starts_again();
        let previous = turn.requests.iter().find_map(|request| match request {
            Request::BrokerRegistration(request) => request.previous_broker_epoch,
            _ => None,
        });
        assert_eq!(previous, Some(BrokerEpoch(1)));
        let turn = alone.learns(orders(led_by(2, 1)));
        assert!(turn.events.contains(&Event::LogsRecovered {
            logs: 1,
            clean: true
        }));
        assert_eq!(alone.broker.clean_shutdown_file(), None, "it is used up");
    }

    #[test]
    fn a_broker_that_is_not_let_go_stops_after_five_minutes_and_one_that_never_ran_at_once() {
        let mut alone = Alone::running(BrokerConfig::default(), Vec::new());
        let turn = alone.on(Input::Shutdown);
        assert_eq!(turn.timer(Timer::Shutdown), Some(300_000));
        let mut alone = Alone::new(BrokerConfig::default());
        let turn = alone.on(Input::Shutdown);
        assert_eq!(turn.events, []);
        assert_eq!(turn.timer(Timer::Shutdown), Some(100));
        alone.on(Input::Timer(Timer::Shutdown));
        let file = alone.broker.clean_shutdown_file();
        assert_eq!(file, None, "its logs were never opened");
    }
}
