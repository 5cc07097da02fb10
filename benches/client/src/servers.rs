//! Who answers: a process that has its answers ready, or QEMU.

use std::io::{Read, Write};
use std::os::unix::net::{UnixListener, UnixStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::Duration;

use tempfile::TempDir;

/// How many events come behind the answer to `stop`.
pub const EVENTS: usize = 1000;

/// A server in a process of its own. It ends with this value.
pub struct Server {
    process: Child,
    folder: TempDir,
    /// How many clients have come.
    clients: usize,
    /// Whether each client has a socket of its own.
    many: bool,
}

impl Server {
    /// One with answers that are ready. This program has to call [`serve`]
    /// when it is started for that.
    pub fn canned() -> Self {
        let folder = TempDir::new().unwrap();
        let program = std::env::current_exe().unwrap();
        let process = Command::new(program)
            .arg("--serve")
            .arg(folder.path().join("qmp"))
            .spawn()
            .unwrap();
        Self {
            process,
            folder,
            clients: 0,
            many: false,
        }
    }

    /// QEMU, for this many clients; `None` where it is not installed.
    pub fn qemu(clients: usize) -> Option<Self> {
        let folder = TempDir::new().unwrap();
        let mut command = Command::new("qemu-system-x86_64");
        command
            .args(["-M", "none", "-S", "-nodefaults", "-display", "none"])
            .current_dir(folder.path())
            .stdin(Stdio::null());
        for client in 0..clients {
            command.arg("-qmp");
            command.arg(format!("unix:qmp{client},server=on,wait=off"));
        }
        let process = command.spawn().ok()?;
        Some(Self {
            process,
            folder,
            clients: 0,
            many: true,
        })
    }

    /// Where the next client connects; it can.
    pub fn path(&mut self) -> PathBuf {
        let name = match self.many {
            true => format!("qmp{}", self.clients),
            false => "qmp".to_owned(),
        };
        self.clients += 1;
        let path = self.folder.path().join(name);
        while !path.exists() {
            assert!(
                self.process.try_wait().unwrap().is_none(),
                "the server has ended"
            );
            thread::sleep(Duration::from_millis(5));
        }
        path
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Connects, also where the socket is there and nobody listens yet.
pub fn connect(path: &Path) -> UnixStream {
    loop {
        if let Ok(stream) = UnixStream::connect(path) {
            return stream;
        }
        thread::sleep(Duration::from_millis(5));
    }
}

/// Where this program was started to be the server, it is, and does not come
/// back.
pub fn serve() {
    let mut arguments = std::env::args_os();
    if !arguments.any(|argument| argument == "--serve") {
        return;
    }
    let listener = UnixListener::bind(arguments.next().unwrap()).unwrap();
    for stream in listener.incoming() {
        let stream = stream.unwrap();
        thread::spawn(move || answer(stream));
    }
}

fn answer(mut stream: UnixStream) {
    let answers = Answers::new();
    let _ = stream.write_all(bench_replies::greeting(true).as_bytes());
    let mut input = vec![0; 64 << 10];
    let mut filled = 0;
    let mut output = Vec::new();
    loop {
        match stream.read(&mut input[filled..]) {
            Ok(count) if count > 0 => filled += count,
            _ => return,
        }
        let mut start = 0;
        while let Some(end) = input[start..filled].iter().position(|byte| *byte == b'\n') {
            answers.write(&input[start..start + end], &mut output);
            start += end + 1;
        }
        input.copy_within(start..filled, 0);
        filled -= start;
        // What came together is answered together.
        if stream.write_all(&output).is_err() {
            return;
        }
        output.clear();
    }
}

/// Results, ready to be sent.
struct Answers {
    version: String,
    block: String,
    events: Vec<u8>,
}

impl Answers {
    fn new() -> Self {
        Self {
            version: bench_replies::query_version(),
            block: bench_replies::query_block(),
            events: bench_replies::event().repeat(EVENTS),
        }
    }

    fn write(&self, line: &[u8], output: &mut Vec<u8>) {
        let has = |name: &[u8]| {
            line[..line.len().min(40)]
                .windows(name.len())
                .any(|it| it == name)
        };
        let result = match () {
            () if has(b"query-version") => self.version.as_str(),
            () if has(b"query-block") => self.block.as_str(),
            () => "{}",
        };
        output.extend_from_slice(b"{\"return\": ");
        output.extend_from_slice(result.as_bytes());
        if let Some(id) = id(line) {
            output.extend_from_slice(b", \"id\": ");
            output.extend_from_slice(id);
        }
        output.extend_from_slice(b"}\r\n");
        if has(b"\"stop\"") {
            output.extend_from_slice(&self.events);
        }
    }
}

/// A command's id, which is its last member and a number.
fn id(line: &[u8]) -> Option<&[u8]> {
    let rest = line.trim_ascii_end().strip_suffix(b"}")?;
    let digits = rest.iter().rev().take_while(|byte| byte.is_ascii_digit());
    let (rest, id) = rest.split_at(rest.len() - digits.count());
    rest.trim_ascii_end().ends_with(b"\"id\":").then_some(id)
}
