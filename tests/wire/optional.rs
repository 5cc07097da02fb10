//! A member that is mandatory in the schema and dropped by later servers.

use qapi::json;

use crate::qmp;

mod lenient {
    qapi::include_qapi!("schema/qapi-schema.json", optional: ["StatusInfo.singlestep"]);
}

const WITHOUT: &str = r#"{"running":true,"status":"running"}"#;

#[test]
fn the_schema_alone_refuses_it_and_says_what_to_do() {
    let error = json::from_str::<qmp::StatusInfo>(WITHOUT).unwrap_err();
    assert_eq!(error.path(), "");
    assert!(error.message().contains("`singlestep`"), "{error}");
    let advice = r#"optional: ["StatusInfo.singlestep"]"#;
    assert!(error.message().contains(advice), "{error}");
}

#[test]
fn the_argument_makes_it_optional() {
    let value = lenient::StatusInfo::new(true, lenient::RunState::Running);
    assert_eq!(
        json::from_str::<lenient::StatusInfo>(WITHOUT),
        Ok(value.clone())
    );
    assert_eq!(json::to_string(&value), WITHOUT);

    let text = r#"{"running":true,"singlestep":false,"status":"running"}"#;
    let value = value.singlestep(false);
    assert_eq!(value.singlestep, Some(false));
    assert_eq!(
        json::from_str::<lenient::StatusInfo>(text),
        Ok(value.clone())
    );
    assert_eq!(json::to_string(&value), text);
}
