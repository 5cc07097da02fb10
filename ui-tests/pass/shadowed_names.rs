//! Types that are called like the prelude's, and names that are keywords.
#![deny(warnings)]

mod odd {
    qapi::include_qapi!("shadowed_names.json");
}

fn main() {
    let me = odd::Self_::new("t", 1, 2.5, 3, 4, 5).new_2(true).pc_2(6);
    assert_eq!((me.r#type.as_str(), me.self_, me.r#gen, me.new), ("t", 1, 2.5, Some(true)));
    assert_eq!((me.pc, me.pc_2, me.a_b, me.a_b_2), (3, Some(6), 5, 4));

    let list = odd::Option::new([odd::Vec::new().into(odd::Into::new("x"))]);
    let nested = odd::Option::new([]).some(list);
    assert!(nested.some.is_some());

    assert_eq!(odd::Default::_12.as_str(), "12");
    assert_eq!(odd::Default::_1_2.as_str(), "1-2");
    assert_eq!(odd::Result::from("unrecognized"), odd::Result::Unrecognized_2);
    assert!(matches!(odd::From::from(odd::String::new("s")), odd::From::String(_)));
    let _ = odd::IntoIterator::new(["a", "b"]).inner(odd::IntoIteratorInner::new(
        odd::IntoIteratorInnerDeep::new(1),
    ));
}
