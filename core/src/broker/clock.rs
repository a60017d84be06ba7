//! What a broker does by the clock: looks for members of an ISR that have fallen behind, and writes
//! its checkpoints and its logs to the disk.

use super::Disk;
use super::process::Process;
use crate::id::TopicPartition;
use crate::sim::{Out, Timer};
use crate::time::Span;
use crate::trace::Event;

/// How often recovery points are written (`log.flush.offset.checkpoint.interval.ms`).
const LOG_CHECKPOINT_INTERVAL: Span = Span::from_ms(60_000);

/// When that is done for the first time (`log.initial.task.delay.ms`).
const LOG_INITIAL_TASK_DELAY: Span = Span::from_ms(30_000);

impl Process {
    pub(super) fn set_clocks(&self, out: &mut Out<'_>) {
        out.set_clock(Timer::IsrExpiration, self.isr_expiration_interval());
        out.set_clock(
            Timer::HighWatermarkCheckpoint,
            self.high_watermark_checkpoint_interval(),
        );
        out.set_clock(Timer::LogCheckpoint, LOG_INITIAL_TASK_DELAY);
    }

    pub(super) fn isr_expiration_interval(&self) -> Span {
        Span(Span::from_ms(self.config.replica_lag_time_max_ms).0 / 2)
    }

    fn high_watermark_checkpoint_interval(&self) -> Span {
        Span::from_ms(self.config.replica_high_watermark_checkpoint_interval_ms)
    }

    pub(super) fn expire_isr(&mut self, disk: &mut Disk, out: &mut Out<'_>) {
        self.shrink_isrs(disk, out);
        out.set_clock(Timer::IsrExpiration, self.isr_expiration_interval());
    }

    pub(super) fn checkpoint_high_watermarks(&self, disk: &mut Disk, out: &mut Out<'_>) {
        if self.logs_loaded {
            disk.checkpoint_high_watermarks();
        }
        out.set_clock(
            Timer::HighWatermarkCheckpoint,
            self.high_watermark_checkpoint_interval(),
        );
    }

    pub(super) fn checkpoint_logs(&self, disk: &mut Disk, out: &mut Out<'_>) {
        if self.logs_loaded {
            disk.checkpoint_recovery_points();
        }
        out.set_clock(Timer::LogCheckpoint, LOG_CHECKPOINT_INTERVAL);
    }

    /// How old a page gets before the operating system writes it back.
    pub(super) fn page_age(&self) -> Span {
        Span::from_ms(self.config.os_writeback_ms)
    }

    /// A record was appended: it will be written to the disk some time. `flush.messages` may say that
    /// it is enough for now, `flush.ms` that it has to be sooner (which Kafka looks at as often as
    /// `log.flush.scheduler.interval.ms` says; here it does so in time).
    pub(super) fn plan_flush(
        &mut self,
        partition: TopicPartition,
        disk: &mut Disk,
        out: &mut Out<'_>,
    ) {
        let config = self.topic_config(partition.topic);
        let Some(log) = disk.logs.get_mut(&partition) else {
            return;
        };
        if log.unflushed_records() >= config.flush_messages {
            if log.flush() {
                let to = log.end_offset();
                out.trace(Event::Flushed { partition, to });
            }
            return;
        }
        let age = self.page_age().min(Span::from_ms(config.flush_ms));
        let at = out.now() + age;
        if self.next_write_back.is_none_or(|planned| planned > at) {
            self.next_write_back = Some(at);
            out.set_clock(Timer::WriteBack, age);
        }
    }

    /// Writes what is old enough to the disk, and plans the next time.
    pub(super) fn write_back(&mut self, disk: &mut Disk, out: &mut Out<'_>) {
        let now = out.now();
        let age = self.page_age();
        for (partition, log) in &mut disk.logs {
            let config = self.topic_config(partition.topic);
            let flush_age = Span::from_ms(config.flush_ms);
            let oldest = log.unflushed_since();
            let moved = if oldest.is_some_and(|oldest| oldest + flush_age <= now) {
                log.flush()
            } else {
                log.write_back(now, age)
            };
            if moved {
                out.trace(Event::Flushed {
                    partition: *partition,
                    to: log.flushed_offset(),
                });
            }
        }
        self.plan_write_back(disk, out);
    }

    /// The operating system does not look for old pages all the time, but six times in their age
    /// (`dirty_writeback_centisecs` against `dirty_expire_centisecs` of Linux).
    pub(super) fn plan_write_back(&mut self, disk: &Disk, out: &mut Out<'_>) {
        let now = out.now();
        let age = self.page_age();
        let mut next = None;
        for (partition, log) in &disk.logs {
            let Some(oldest) = log.unflushed_since() else {
                continue;
            };
            let config = self.topic_config(partition.topic);
            let flush_at = oldest + Span::from_ms(config.flush_ms);
            let old_at = (oldest + age).max(now + Span(age.0 / 6));
            let at = flush_at.min(old_at);
            next = Some(next.map_or(at, |next| at.min(next)));
        }
        self.next_write_back = next;
        if let Some(next) = next {
            out.set_clock(Timer::WriteBack, next.since(now));
        }
    }
}
