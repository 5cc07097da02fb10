//! A command on its way out.

use crate::wire::View;
use crate::wire::json::write;

/// Enough for most commands, in bytes.
const ROOM: usize = 256;

/// A command as a line, up to its id, which is known only when it is sent.
pub(crate) struct CommandLine(Vec<u8>);

impl CommandLine {
    pub(crate) fn new(name: &str, arguments: View<'_>, oob: bool) -> Self {
        let start = match oob {
            true => &b"{\"exec-oob\":"[..],
            false => b"{\"execute\":",
        };
        let mut line = Vec::with_capacity(ROOM);
        line.extend_from_slice(start);
        write(&mut line, View::Str(name));
        if !matches!(arguments, View::Absent | View::Nothing) {
            line.extend_from_slice(b",\"arguments\":");
            write(&mut line, arguments);
        }
        Self(line)
    }

    /// At least how long the line will be, in bytes.
    pub(crate) fn len(&self) -> usize {
        self.0.len()
    }

    /// The whole line.
    pub(crate) fn finish(mut self, id: u64) -> Vec<u8> {
        self.0.extend_from_slice(b",\"id\":");
        write(&mut self.0, View::Uint(id));
        self.0.extend_from_slice(b"}\n");
        self.0
    }

    /// The whole line for a server that knows no ids.
    pub(crate) fn finish_without_id(mut self) -> Vec<u8> {
        self.0.extend_from_slice(b"}\n");
        self.0
    }
}

#[cfg(test)]
mod tests {
    use serde_json::json;

    use super::*;

    fn line(name: &str, arguments: View<'_>) -> String {
        String::from_utf8(CommandLine::new(name, arguments, false).finish(7)).unwrap()
    }

    #[test]
    fn a_command_is_one_line_with_an_id() {
        assert_eq!(
            line("stop", View::Nothing),
            "{\"execute\":\"stop\",\"id\":7}\n"
        );
        let arguments = json!({"command-line": "info\nblock"});
        assert_eq!(
            line("human-monitor-command", View::Any(&arguments)),
            "{\"execute\":\"human-monitor-command\",\
             \"arguments\":{\"command-line\":\"info\\nblock\"},\"id\":7}\n"
        );
    }

    #[test]
    fn out_of_band_is_another_key() {
        let line = CommandLine::new("migrate-pause", View::Nothing, true).finish(7);
        assert_eq!(line, b"{\"exec-oob\":\"migrate-pause\",\"id\":7}\n");
    }

    #[test]
    fn a_name_can_not_break_out_of_its_string() {
        assert_eq!(
            line("a\"\n", View::Absent),
            "{\"execute\":\"a\\\"\\n\",\"id\":7}\n"
        );
    }
}
