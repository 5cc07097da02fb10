//! What a user sees of the compiler: code that compiles, and errors.
//!
//! `TRYBUILD=overwrite` writes the expected output anew.

#[test]
fn ui() {
    let cases = trybuild::TestCases::new();
    cases.pass("ui-tests/pass/*.rs");
    cases.compile_fail("ui-tests/fail/*.rs");
}
