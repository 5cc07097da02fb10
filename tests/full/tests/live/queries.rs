//! Every question that takes no arguments.

use qapi::{ErrorClass, Value};
use qapi_full_tests::QMP;

use crate::support;

/// What the installed server lacks of the schema's mandatory members is an
/// error that says how to go on; all else is read.
#[test]
fn every_query_without_arguments() {
    let Some(program) = support::program("every_query_without_arguments") else {
        return;
    };
    let qemu = support::Setup::new(&program)
        .disk("disk", 1 << 20)
        .with("-device virtio-balloon -object iothread,id=io -chardev null,id=null")
        .start();
    let vm = qemu.client();
    let (mut decoded, mut refused, mut unknown) = (Vec::new(), Vec::new(), Vec::new());
    let (mut mended, mut beyond) = (Vec::new(), Vec::new());
    for entry in QMP.iter().filter(|entry| entry.name.contains("query-")) {
        let Some(call) = entry.call else { continue };
        let error = match call(vm) {
            Ok(_) => {
                decoded.push(entry.name);
                continue;
            }
            Err(error) => error,
        };
        match error.as_server() {
            Some(error) if error.class == ErrorClass::CommandNotFound => unknown.push(entry.name),
            Some(_) => refused.push(entry.name),
            None => {
                let text = error.to_string();
                let advice = text
                    .split('`')
                    .find(|part| part.starts_with("optional: [\""));
                let named = text.contains(&format!("{}: return", entry.name));
                assert!(named, "{text}");
                match advice {
                    Some(advice) => mended.push(advice.to_owned()),
                    None => beyond.push(entry.name),
                }
                // As the server says it, it is an answer.
                let answer = vm.execute_raw(entry.name, None).unwrap();
                assert!(answer != Value::Null);
            }
        }
    }
    println!("decoded: {}: {}", decoded.len(), decoded.join(" "));
    println!("not there: {}: {}", unknown.len(), unknown.join(" "));
    println!(
        "refused by the server: {}: {}",
        refused.len(),
        refused.join(" ")
    );
    println!("to be made optional: {}: {mended:#?}", mended.len());
    assert!(decoded.len() > 40);
    println!("beyond help: {}: {beyond:?}", beyond.len());
    // A struct that has become a union since: there is no branch without a tag.
    assert!(beyond.iter().all(|name| *name == "query-sev"), "{beyond:?}");
}
