use crate::cluster::{Protocol, c, scenario};
use crate::common::Run;
use highwater_core::client::ConsumerCall;
use highwater_core::command::Command;
use highwater_core::explain::{GroupTable, describe_group};

#[test]
fn smoke() {
    for protocol in Protocol::ALL {
        let mut run = Run::new(scenario(1, protocol, 6, 3));
        for id in 1..=3 {
            run.act(Command::Consumer {
                consumer: c(id),
                call: ConsumerCall::Subscribe(vec!["orders".into()]),
            });
            run.act(Command::Consumer {
                consumer: c(id),
                call: ConsumerCall::PollOn,
            });
            run.for_ms(15_000);
        }
        for table in [GroupTable::Offsets, GroupTable::Members, GroupTable::State] {
            println!(
                "{}",
                describe_group(&run.world, "board", table, true)
                    .unwrap_or_else(|| "nobody".to_owned())
            );
        }
    }
}
