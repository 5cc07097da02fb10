//! What `query-qmp-schema` lists, with the shares that QEMU 7.2 has: of 100,
//! 53 objects, 20 commands, 13 enums, 8 arrays, 5 events and an alternate.

const WORDS: [&str; 16] = [
    "node-name",
    "id",
    "driver",
    "read-only",
    "x-speed",
    "iothread",
    "filename",
    "bus",
    "size",
    "discard",
    "auto-dismiss",
    "on-source-error",
    "type",
    "cache",
    "device",
    "granularity",
];

const TYPES: [&str; 6] = ["str", "int", "bool", "[str]", "271", "any"];

/// One of the list.
pub(crate) fn entity(index: usize) -> String {
    match index % 100 * 37 % 100 {
        0..53 => object(index),
        53..73 => format!(
            "{{\"name\": \"{}-{}-{index}\", \"ret-type\": \"{}\", \"meta-type\": \"command\", \
             \"arg-type\": \"{}\"{}}}",
            word(index),
            word(index + 5),
            index / 2,
            index + 1,
            if index.is_multiple_of(10) {
                ", \"features\": [\"unstable\"]"
            } else {
                ""
            }
        ),
        73..86 => enumeration(index),
        86..94 => format!(
            "{{\"name\": \"[{index}]\", \"element-type\": \"{index}\", \"meta-type\": \"array\"}}"
        ),
        94..99 => format!(
            "{{\"name\": \"{}_{index}\", \"meta-type\": \"event\", \"arg-type\": \"{index}\"}}",
            word(index).to_uppercase().replace('-', "_")
        ),
        _ => format!(
            "{{\"name\": \"{index}\", \"members\": [{{\"type\": \"{}\"}}, {{\"type\": \"str\"}}], \
             \"meta-type\": \"alternate\"}}",
            index + 3
        ),
    }
}

fn object(index: usize) -> String {
    // One in sixteen is a union.
    let variants = match index % 16 {
        0 => {
            let cases = each(10, |case| {
                format!(
                    "{{\"case\": \"{}\", \"type\": \"{}\"}}",
                    word(index + case),
                    index + case
                )
            });
            format!("\"tag\": \"{}\", \"variants\": [{cases}], ", word(index))
        }
        _ => String::new(),
    };
    let count = [1, 2, 1, 3, 5, 2, 1, 8, 2, 4, 1, 3, 2, 6, 1, 12][index / 2 % 16];
    let members = each(count, |member| {
        let default = if (index + member).is_multiple_of(2) {
            "\"default\": null, "
        } else {
            ""
        };
        format!(
            "{{\"name\": \"{}\", {default}\"type\": \"{}\"}}",
            word(index + member * 3),
            TYPES[(index + member) % TYPES.len()]
        )
    });
    format!(
        "{{\"name\": \"{index}\", {variants}\"members\": [{members}], \"meta-type\": \"object\"}}"
    )
}

fn enumeration(index: usize) -> String {
    let count = 2 + index % 10;
    let members = each(count, |value| {
        format!("{{\"name\": \"{}\"}}", word(index + value))
    });
    let values = each(count, |value| format!("\"{}\"", word(index + value)));
    format!(
        "{{\"name\": \"{index}\", \"members\": [{members}], \"meta-type\": \"enum\", \
         \"values\": [{values}]}}"
    )
}

fn each(count: usize, make: impl Fn(usize) -> String) -> String {
    let all: Vec<String> = (0..count).map(make).collect();
    all.join(", ")
}

fn word(index: usize) -> &'static str {
    WORDS[index % WORDS.len()]
}
