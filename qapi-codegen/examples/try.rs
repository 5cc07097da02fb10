//! x
fn main() {
    let path = std::env::args().nth(1).unwrap();
    let loaded = qapi_codegen::load(path.as_ref(), &path).unwrap();
    for d in loaded.diagnostics.sorted() {
        println!(
            "{}\n{}\n",
            d.short(&loaded.sources),
            d.long(&loaded.sources, true)
        );
    }
    eprintln!(
        "{} types {} commands",
        loaded.schema.types().count(),
        loaded.schema.commands().len()
    );
    let text = qapi_codegen::expand(&loaded.schema);
    match syn::parse_file(&text) {
        Ok(f) => println!("{}", prettyplease::unparse(&f)),
        Err(e) => {
            println!("{text}");
            eprintln!("{e}")
        }
    }
}
