//! The metadata log, `__cluster_metadata`.

use std::sync::Arc;

use serde::{Deserialize, Serialize};

use crate::id::Offset;
use crate::metadata::{MetadataImage, MetadataRecord};

/// The metadata log with the image that it adds up to. With one controller a record is committed
/// when it is written.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct MetadataLog {
    records: Arc<Vec<MetadataRecord>>,
    image: MetadataImage,
}

impl MetadataLog {
    /// Where the next record goes.
    #[must_use]
    pub fn end_offset(&self) -> Offset {
        Offset::ZERO.plus(self.records.len())
    }

    /// What the records add up to.
    #[must_use]
    pub fn image(&self) -> &MetadataImage {
        &self.image
    }

    /// The records from an offset on.
    #[must_use]
    pub fn from(&self, offset: Offset) -> &[MetadataRecord] {
        let first = usize::try_from(offset.0).unwrap_or(usize::MAX);
        self.records.get(first..).unwrap_or_default()
    }

    /// Writes a record.
    pub(super) fn write(&mut self, record: MetadataRecord) {
        self.image.apply(&record);
        Arc::make_mut(&mut self.records).push(record);
    }
}
