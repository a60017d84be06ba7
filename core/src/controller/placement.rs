//! Where the replicas of new partitions go (`StripedReplicaPlacer`): leaders are striped over racks,
//! then over brokers, and the replicas of one partition lie in as many racks as there are.

use std::sync::Arc;

use crate::id::BrokerId;
use crate::java_hash_map::{bucket, bucket_count};
use crate::sorted::sort_by;
use crate::wire::PlacementError;

/// `HashMap.DEFAULT_INITIAL_CAPACITY`.
const HASH_MAP_CAPACITY: usize = 16;

/// A broker that may hold replicas. One in controlled shutdown is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UsableBroker {
    /// The broker.
    pub id: BrokerId,
    /// Its rack, if it has one.
    pub rack: Option<Arc<str>>,
    /// A fenced broker may follow, but not lead.
    pub fenced: bool,
}

/// Places partitions on brokers, one after the other.
#[derive(Debug)]
pub struct StripedReplicaPlacer {
    /// In the order in which Java's `HashMap` of `Optional<String>` visits them, since each draws.
    racks: Vec<Rack>,
    /// The racks in the order in which they take turns.
    order: Vec<usize>,
    brokers: u32,
    unfenced: usize,
    /// How many partitions were placed since the lists were last shuffled.
    epoch: usize,
    offset: usize,
}

#[derive(Debug)]
struct Rack {
    name: Option<Arc<str>>,
    fenced: BrokerList,
    unfenced: BrokerList,
}

/// Brokers that take turns: each partition begins one further on.
#[derive(Debug, Default)]
struct BrokerList {
    brokers: Vec<BrokerId>,
    index: usize,
    offset: usize,
    epoch: usize,
}

impl StripedReplicaPlacer {
    /// A placer over these brokers. `draw` gives a number from 0 up to and without its argument;
    /// numbers are drawn in the order in which Kafka draws them.
    pub fn new(brokers: &[UsableBroker], draw: &mut dyn FnMut(u32) -> u32) -> Self {
        let mut racks: Vec<Rack> = Vec::new();
        for broker in brokers {
            let index = racks.iter().position(|rack| rack.name == broker.rack);
            let index = index.unwrap_or_else(|| {
                racks.push(Rack {
                    name: broker.rack.clone(),
                    fenced: BrokerList::default(),
                    unfenced: BrokerList::default(),
                });
                racks.len() - 1
            });
            racks[index].list(broker.fenced).brokers.push(broker.id);
        }
        let buckets = bucket_count(HASH_MAP_CAPACITY, racks.len());
        let place = |rack: &Rack| bucket(rack.name.as_deref().unwrap_or_default(), buckets);
        sort_by(&mut racks, |one, other| place(one) < place(other));
        for rack in &mut racks {
            rack.fenced.begin(draw);
            rack.unfenced.begin(draw);
        }
        let mut order: Vec<usize> = (0..racks.len()).collect();
        sort_by(&mut order, |one, other| {
            racks[*one].name < racks[*other].name
        });
        let offset = below(order.len(), draw);
        let unfenced = brokers.iter().filter(|broker| !broker.fenced).count();
        Self {
            racks,
            order,
            brokers: u32::try_from(brokers.len()).unwrap_or(u32::MAX),
            unfenced,
            epoch: 0,
            offset,
        }
    }

    /// The replicas of the next partition, the preferred leader first.
    ///
    /// # Errors
    /// When no broker is unfenced, or there are fewer than replicas.
    pub fn place(
        &mut self,
        replication_factor: u32,
        draw: &mut dyn FnMut(u32) -> u32,
    ) -> Result<Vec<BrokerId>, PlacementError> {
        self.check(replication_factor)?;
        // The same assignments would come again from here on.
        if self.epoch == self.unfenced && self.unfenced > 1 {
            self.shuffle(draw);
            self.epoch = 0;
        }
        if self.offset == self.order.len() {
            self.offset = 0;
        }
        let (leader, leader_rack) = self.place_leader();
        let mut replicas = vec![leader];
        self.place_followers(replication_factor, leader_rack, &mut replicas);
        self.epoch += 1;
        self.offset += 1;
        Ok(replicas)
    }

    fn check(&self, replication_factor: u32) -> Result<(), PlacementError> {
        let usable = self.brokers;
        if replication_factor == 0 {
            Err(PlacementError::NotPositive)
        } else if self.unfenced == 0 {
            Err(PlacementError::AllFenced)
        } else if replication_factor > usable {
            Err(PlacementError::TooFewBrokers {
                replication_factor,
                usable,
            })
        } else {
            Ok(())
        }
    }

    /// The next unfenced broker, from the rack whose turn it is on; and its rack's turn.
    fn place_leader(&mut self) -> (BrokerId, usize) {
        let mut turn = self.offset;
        loop {
            let rack = &mut self.racks[self.order[turn]];
            if let Some(leader) = rack.unfenced.next(self.epoch) {
                return (leader, turn);
            }
            turn = (turn + 1) % self.order.len();
        }
    }

    /// The followers come from the racks in turn; the leader's is passed over once.
    fn place_followers(&mut self, factor: u32, leader_rack: usize, replicas: &mut Vec<BrokerId>) {
        let mut passed_over = Some(leader_rack);
        let mut turn = self.offset;
        // Every round finds somebody, since there are as many brokers as replicas are wanted.
        let turns = self.order.len() as u64 * (u64::from(factor) + 1);
        for _ in 0..turns {
            if replicas.len() as u64 == u64::from(factor) {
                break;
            }
            if passed_over == Some(turn) {
                passed_over = None;
            } else {
                replicas.extend(self.racks[self.order[turn]].next(self.epoch));
            }
            turn = (turn + 1) % self.order.len();
        }
    }

    fn shuffle(&mut self, draw: &mut dyn FnMut(u32) -> u32) {
        shuffle(&mut self.order, draw);
        for rack in &mut self.racks {
            shuffle(&mut rack.fenced.brokers, draw);
            shuffle(&mut rack.unfenced.brokers, draw);
        }
    }
}

impl Rack {
    fn list(&mut self, fenced: bool) -> &mut BrokerList {
        if fenced {
            &mut self.fenced
        } else {
            &mut self.unfenced
        }
    }

    fn next(&mut self, epoch: usize) -> Option<BrokerId> {
        self.unfenced
            .next(epoch)
            .or_else(|| self.fenced.next(epoch))
    }
}

impl BrokerList {
    fn begin(&mut self, draw: &mut dyn FnMut(u32) -> u32) {
        if !self.brokers.is_empty() {
            sort_by(&mut self.brokers, |one, other| one < other);
            self.offset = below(self.brokers.len(), draw);
        }
    }

    /// The next broker for a partition; none once all had their turn.
    fn next(&mut self, epoch: usize) -> Option<BrokerId> {
        let size = self.brokers.len();
        if size > 0 && self.epoch != epoch {
            self.epoch = epoch;
            self.index = 0;
            self.offset = (self.offset + 1) % size;
        }
        if self.index >= size {
            return None;
        }
        self.index += 1;
        self.brokers
            .get((self.index - 1 + self.offset) % size)
            .copied()
    }
}

/// `Collections.shuffle`.
fn shuffle<T>(items: &mut [T], draw: &mut dyn FnMut(u32) -> u32) {
    for size in (2..=items.len()).rev() {
        items.swap(size - 1, below(size, draw));
    }
}

/// A drawn index into so many things.
fn below(size: usize, draw: &mut dyn FnMut(u32) -> u32) -> usize {
    let bound = u32::try_from(size).unwrap_or(u32::MAX);
    if bound == 0 { 0 } else { draw(bound) as usize }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::sim::Random;
    use crate::sorted::Set;

    fn brokers(racks: &[&str]) -> Vec<UsableBroker> {
        let broker = |(id, rack): (u32, &&str)| UsableBroker {
            id: BrokerId(id),
            rack: (!rack.is_empty()).then(|| Arc::from(*rack)),
            fenced: false,
        };
        (1..).zip(racks).map(broker).collect()
    }

    /// Whatever is drawn: the replicas of a partition are different brokers in as many racks as can
    /// be, and leaders come from the racks in turn, without racks from the brokers in turn.
    #[test]
    fn replicas_lie_in_different_racks_and_leaders_take_turns() {
        for racks in [
            &["", "", ""][..],
            &["a", "a", "b", "b", "c", "c"],
            &["a", "b", "a", "b"],
        ] {
            let rack_of = |id: &BrokerId| racks[id.0 as usize - 1];
            let mut names = Set::new();
            names.extend(racks.iter().copied());
            for seed in 0..50 {
                let mut random = Random::new(seed);
                let mut draw = |bound| random.below(bound);
                let mut placer = StripedReplicaPlacer::new(&brokers(racks), &mut draw);
                let (mut led, mut led_from) = (Set::new(), Set::new());
                for _ in 0..names.len().max(racks.len() / names.len()) {
                    let replicas = placer.place(3, &mut draw).expect("enough brokers");
                    let (mut distinct, mut in_racks) = (Set::new(), Set::new());
                    distinct.extend(replicas.iter().copied());
                    in_racks.extend(replicas.iter().map(rack_of));
                    assert_eq!(distinct.len(), 3, "seed {seed}: {replicas:?}");
                    let spread = names.len().min(3);
                    assert_eq!(in_racks.len(), spread, "seed {seed}: {replicas:?}");
                    led.insert(replicas[0]);
                    led_from.insert(rack_of(&replicas[0]));
                }
                assert_eq!(led_from.len(), names.len(), "seed {seed}");
                if names.len() == 1 {
                    assert_eq!(led.len(), racks.len(), "seed {seed}");
                }
            }
        }
    }

    #[test]
    fn more_replicas_than_brokers_none_and_none_unfenced_are_refused() {
        let mut fenced = brokers(&["", ""]);
        for broker in &mut fenced {
            broker.fenced = true;
        }
        let too_few = PlacementError::TooFewBrokers {
            replication_factor: 3,
            usable: 2,
        };
        for (brokers, factor, error) in [
            (brokers(&["", ""]), 3, too_few),
            (brokers(&["", ""]), 0, PlacementError::NotPositive),
            (fenced.clone(), 3, PlacementError::AllFenced),
            (fenced, 1, PlacementError::AllFenced),
        ] {
            let mut draw = |_| 0;
            let placed = StripedReplicaPlacer::new(&brokers, &mut draw).place(factor, &mut draw);
            assert_eq!(placed, Err(error));
        }
    }
}
