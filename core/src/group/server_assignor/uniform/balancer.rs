//! Who is next to get a partition of a topic, and who is next to give one up
//! (`UniformHeterogeneousAssignmentBuilder.MemberAssignmentBalancer`).

use crate::sorted::sort_by;

/// The subscribers of one topic by how many partitions they have. Those with the fewest form a range at
/// the front, those with the most one towards the end; each range goes round, and grows once everybody
/// in it has got, or given, one.
///
/// ```text
///           ^ least       most
///           | loaded      loaded #
///           | range      [##<-   ]##
/// partition |          ##[#######]##
/// count     | [...->  ]##[#######]##
///           | [#######]##[#######]##
///           +----------------------->
///             members              ^^ have nothing of this topic to give up
/// ```
pub(super) struct Balancer {
    members: Vec<usize>,
    /// Where the range of the least loaded ends.
    least_end: usize,
    /// What each of them has, before the present round.
    least_count: i64,
    next_least: usize,
    most_start: usize,
    most_end: usize,
    most_count: i64,
    /// One behind the next that is to give something up.
    next_most_end: usize,
}

impl Balancer {
    /// A balancer of these members; `counts` has how many partitions each of the group's members has.
    pub fn new(members: &[usize], counts: &[i64]) -> Self {
        let mut members = members.to_vec();
        sort_by(&mut members, |one, other| {
            (counts[*one], one) < (counts[*other], other)
        });
        let count = |member: Option<&usize>| member.map_or(0, |member| counts[*member]);
        Self {
            least_end: 0,
            least_count: count(members.first()) - 1,
            next_least: 0,
            most_start: members.len(),
            most_end: members.len(),
            most_count: count(members.last()) + 1,
            next_most_end: members.len(),
            members,
        }
    }

    /// The member that is to get the next partition.
    pub fn next_least_loaded(&mut self, counts: &[i64]) -> Option<usize> {
        if self.next_least >= self.least_end {
            self.least_count += 1;
            while self.count(self.least_end, counts) == Some(self.least_count) {
                self.least_end += 1;
            }
            self.next_least = 0;
        }
        let member = self.members.get(self.next_least).copied();
        self.next_least += 1;
        member
    }

    /// The member that is to give the next partition up, if there is one left.
    pub fn next_most_loaded(&mut self, counts: &[i64]) -> Option<usize> {
        if self.next_most_end <= self.most_start {
            let before = self.most_start.checked_sub(1);
            self.most_count = match before.and_then(|at| self.count(at, counts)) {
                // All in the range had nothing to give, so it has to grow, however large the step.
                Some(count) if self.most_end <= self.most_start => count,
                _ => self.most_count - 1,
            };
            while self.most_start > 0
                && self.count(self.most_start - 1, counts) == Some(self.most_count)
            {
                self.most_start -= 1;
            }
            self.next_most_end = self.most_end;
        }
        self.next_most_end = self.next_most_end.checked_sub(1)?;
        self.members.get(self.next_most_end).copied()
    }

    /// Takes the member that was last to give something up out of its range: it has nothing.
    pub fn exclude_most_loaded(&mut self) {
        self.most_end = self.most_end.saturating_sub(1);
        self.members.swap(self.next_most_end, self.most_end);
    }

    /// Whether the ranges differ by no more than one partition.
    pub fn is_balanced(&self) -> bool {
        self.most_count - self.least_count <= 1
    }

    fn count(&self, at: usize, counts: &[i64]) -> Option<i64> {
        self.members.get(at).map(|member| counts[*member])
    }
}
