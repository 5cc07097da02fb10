//! Only what the selected commands and events reach is there.

mod some {
    qapi::include_qapi!(
        "../../tests/golden/current.json",
        commands: ["named-set"],
        events: ["SPEED_CHANGED"],
        cfg: ["!CONFIG_TURBO"],
    );
}

use some::{Event, Speed, SpeedChanged};
use some::{Node, Shape, Top};
use some::{Driver, StrOrNull, Placed};
use some::{count, shape_add, turbo_on};
use some::{ListShapes, commands::Count};

fn main() {
    let _ = Event::SpeedChanged(SpeedChanged::new(Speed::Lab));
    let _ = Event::Reset;
    let _ = Speed::Turbo;
}
