//! What is offered stands in groups, each thing at a place of its own, whether it can be done now or not.

use highwater_core::command::{AdminCommand, Command, Refusal};
use highwater_core::id::NodeId;
use highwater_core::sim::World;

use super::Form;

/// What some offers are about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum GroupKind {
    /// A message on its way.
    Message,
    /// Records that an application sends.
    Records,
    /// What applications call of their clients.
    Calls,
    /// What befalls the loop of a consumer's application.
    Loop,
    /// What is committed by a group.
    Offsets,
    /// Producers and consumers that come to the cluster.
    Clients,
    /// Processes and machines.
    Process,
    /// Who reaches whom.
    Network,
    /// How quick machines and links are.
    Speed,
    /// Who leads a partition, and who holds its replicas.
    Leadership,
    /// Topics, and their settings.
    Topic,
}

/// Something that can be done with a press.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// What it does.
    pub command: Command,
    /// Why the cluster would not take it now.
    pub refusal: Option<Refusal>,
}

/// What is offered about one thing.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferGroup {
    /// What it is about.
    pub kind: GroupKind,
    /// What a press does.
    pub buttons: Vec<Offer>,
    /// What needs to be told more.
    pub forms: Vec<Form>,
}

impl GroupKind {
    /// Where a command stands that is done with a press.
    #[must_use]
    pub fn of(command: &Command) -> Self {
        match command {
            Command::Hold(_) | Command::Release(_) | Command::Lose(_) => Self::Message,
            Command::Produce { .. } | Command::SendSteadily { .. } | Command::StopSending(_) => {
                Self::Records
            }
            Command::CallProducer { .. } | Command::CallConsumer { .. } => Self::Calls,
            Command::DisturbLoop { .. } => Self::Loop,
            Command::StartProducer(_) | Command::StartConsumer(_) => Self::Clients,
            Command::Crash(_)
            | Command::PowerLoss(_)
            | Command::Restart(_)
            | Command::Pause(_)
            | Command::Resume(_)
            | Command::Shutdown(_)
            | Command::HealAll
            | Command::StopScript => Self::Process,
            Command::Cut(..)
            | Command::CutOneWay { .. }
            | Command::Heal(..)
            | Command::Isolate(_)
            | Command::Rejoin(_) => Self::Network,
            Command::SlowBroker { .. } | Command::SlowDisk { .. } | Command::SlowLink { .. } => {
                Self::Speed
            }
            Command::Admin(AdminCommand::ElectLeader { .. } | AdminCommand::Reassign { .. }) => {
                Self::Leadership
            }
            Command::Admin(
                AdminCommand::DescribeGroup(_)
                | AdminCommand::DeleteGroup(_)
                | AdminCommand::ResetOffsets { .. },
            ) => Self::Offsets,
            Command::Admin(_) => Self::Topic,
        }
    }
}

/// Gathers what is offered; what is offered first stands first.
pub(super) struct Offers<'w> {
    world: &'w World,
    groups: Vec<OfferGroup>,
}

impl<'w> Offers<'w> {
    pub fn new(world: &'w World) -> Self {
        Self {
            world,
            groups: Vec::new(),
        }
    }

    pub fn into_groups(self) -> Vec<OfferGroup> {
        self.groups
    }

    pub fn button(&mut self, kind: GroupKind, command: Command) {
        let refusal = self.world.may(&command).err();
        let offer = Offer { command, refusal };
        self.group(kind).buttons.push(offer);
    }

    /// One place for what breaks and what mends: whichever there is to do.
    pub fn switch(&mut self, kind: GroupKind, breaks: Command, mends: Command) {
        let is_broken = self.world.may(&mends).is_ok();
        self.button(kind, if is_broken { mends } else { breaks });
    }

    pub fn freeze_or_unfreeze(&mut self, node: NodeId) {
        let (freeze, unfreeze) = (Command::Pause(node), Command::Resume(node));
        self.switch(GroupKind::Process, freeze, unfreeze);
    }

    pub fn crash_or_restart(&mut self, broker: NodeId) {
        let (crash, restart) = (Command::Crash(broker), Command::Restart(broker));
        self.switch(GroupKind::Process, crash, restart);
    }

    pub fn cut_or_heal(&mut self, a: NodeId, b: NodeId) {
        let (a, b) = a.link(b);
        self.switch(GroupKind::Network, Command::Cut(a, b), Command::Heal(a, b));
    }

    pub fn form(&mut self, kind: GroupKind, form: Form) {
        self.group(kind).forms.push(form);
    }

    fn group(&mut self, kind: GroupKind) -> &mut OfferGroup {
        let known = self.groups.iter().position(|group| group.kind == kind);
        let index = known.unwrap_or_else(|| {
            self.groups.push(OfferGroup {
                kind,
                buttons: Vec::new(),
                forms: Vec::new(),
            });
            self.groups.len() - 1
        });
        &mut self.groups[index]
    }
}
