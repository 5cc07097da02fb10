//! A match must be ready for what later schemas add.

mod current {
    qapi::include_qapi!("../../tests/golden/current.json");
}

use current::{Choice, ChoiceBranch, StrOrNull};

fn weight(choice: &Choice) -> u32 {
    match choice.r#type {
        ChoiceBranch::Left(_) | ChoiceBranch::Right(_) => 1,
        ChoiceBranch::Neither => 0,
    }
}

fn text(name: &StrOrNull) -> &str {
    match name {
        StrOrNull::S(text) => text,
        StrOrNull::N(_) => "",
    }
}

fn main() {
    // The branch is not chosen twice.
    let choice = Choice::new(ChoiceBranch::Neither, "left");
    let _ = (weight(&choice), text(&"".into()));
}
