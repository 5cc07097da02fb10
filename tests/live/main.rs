//! Every command of the schema against a real QEMU.
//!
//! Where `qemu-system-x86_64` is not on `PATH` the tests say that they were
//! skipped; with `QAPI_REQUIRE_LIVE=1` they fail.

#![cfg(unix)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "helpers outside of test functions fail the test just as these do"
)]

mod block;
mod devices;
mod display;
mod gone;
mod identity;
mod machine;
mod memory;
mod migration;
mod running;
mod snapshot;
#[path = "../support/mod.rs"]
mod support;

use std::collections::BTreeMap;
use std::sync::LazyLock;

use crate::machine::{Outcome, Scenario};

/// QEMU 9 and later no longer send `singlestep`.
mod qmp {
    qapi::include_qapi!("schema/qapi-schema.json", optional: ["StatusInfo.singlestep"]);
}

/// Makes a test of each scenario, and the list of all of them.
macro_rules! scenarios {
    ($($module:ident::$name:ident,)*) => {
        static SCENARIOS: LazyLock<Vec<Scenario>> =
            LazyLock::new(|| vec![$(Scenario::new(stringify!($name), $module::$name)),*]);

        $(
            #[test]
            fn $name() {
                let scenario = SCENARIOS.iter().find(|it| it.name == stringify!($name));
                scenario.unwrap().calls();
            }
        )*
    };
}

scenarios! {
    identity::version_and_commands,
    identity::name_and_uuid,
    identity::character_devices,
    identity::mice,
    running::stop_and_cont,
    running::reset_powerdown_and_nmi,
    running::suspend_and_wakeup,
    running::quit,
    memory::memory_into_files,
    memory::balloon,
    memory::no_balloon,
    devices::pci_behind_a_bridge,
    devices::object_model,
    devices::network_link,
    devices::human_monitor,
    block::drives,
    block::statistics,
    block::resize,
    block::throttle,
    block::eject,
    snapshot::single,
    snapshot::transaction_takes_all,
    snapshot::transaction_takes_none,
    snapshot::job,
    migration::into_a_file,
    migration::cancelled,
    migration::devices_state,
    display::vnc,
    display::spice,
    gone::gone_commands,
}

/// The calls that the scenarios made decide what a command is: one that QEMU
/// offers has answered at least once, one that it lacks was not found.
#[test]
fn every_command_of_the_schema_is_called() {
    let Some(program) = support::program("every_command_of_the_schema_is_called") else {
        return;
    };
    let mut outcomes: BTreeMap<&str, Vec<Outcome>> = BTreeMap::new();
    for scenario in &*SCENARIOS {
        for call in scenario.calls() {
            outcomes.entry(call.command).or_default().push(call.outcome);
        }
    }

    let qemu = support::Setup::new(&program).start();
    let reply = qemu.client().execute_raw("query-commands", None).unwrap();
    let offered = |command| {
        let mut commands = reply.as_array().unwrap().iter();
        commands.any(|offered| offered["name"] == command)
    };

    let commands = schema_commands();
    assert_eq!(commands.len(), 52);
    for command in commands {
        let outcomes = outcomes.remove(command).unwrap_or_default();
        let answered = outcomes.contains(&Outcome::Answered);
        let gone = outcomes.contains(&Outcome::NotFound);
        assert_eq!(
            (answered, gone),
            (offered(command), !offered(command)),
            "{command}: {outcomes:?}"
        );
    }
    assert!(outcomes.is_empty(), "not in the schema: {outcomes:?}");
}

fn schema_commands() -> Vec<&'static str> {
    include_str!("../../schema/qapi-schema.json")
        .lines()
        .filter_map(|line| line.strip_prefix("{ 'command': '")?.split('\'').next())
        .collect()
}
