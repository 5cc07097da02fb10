//! What the caller wrote between the parentheses.

use proc_macro2::{Span, TokenStream, TokenTree};
use syn::ext::IdentExt;
use syn::parse::{Parse, ParseStream};
use syn::{Error, Ident, LitStr, Token, bracketed, parenthesized};

/// The arguments of the macro.
pub(crate) struct Arguments {
    /// The path of the crate `qapi`.
    pub(crate) crate_path: TokenStream,
    /// The schema file's path as it was written.
    pub(crate) path: String,
    /// Where that stands; errors point there.
    pub(crate) span: Span,
    /// Members that servers may leave out, as `Type.member`.
    pub(crate) optional: Vec<LitStr>,
    /// The commands to generate; `None` for all.
    pub(crate) commands: Option<Vec<LitStr>>,
    /// The events to generate; `None` for all.
    pub(crate) events: Option<Vec<LitStr>>,
    /// Conditions that are known to hold, or with `!` in front not to.
    pub(crate) cfg: Vec<LitStr>,
    /// Whether all the rules of today's QEMU count.
    pub(crate) strict: bool,
}

impl Parse for Arguments {
    fn parse(input: ParseStream<'_>) -> syn::Result<Self> {
        let facade;
        parenthesized!(facade in input);
        let crate_path: TokenStream = facade.parse()?;
        if input.is_empty() {
            return Err(
                input.error("expected the path of a schema: `include_qapi!(\"qapi-schema.json\")`")
            );
        }
        let (path, span) = parse_path(input)?;
        let mut arguments = Self {
            crate_path,
            path,
            span,
            optional: Vec::new(),
            commands: None,
            events: None,
            cfg: Vec::new(),
            strict: false,
        };
        let mut seen: Vec<String> = Vec::new();
        while !input.is_empty() {
            input.parse::<Token![,]>()?;
            if input.is_empty() {
                break;
            }
            let name = input.call(Ident::parse_any)?;
            if seen.contains(&name.to_string()) {
                return Err(Error::new(
                    name.span(),
                    format!("the argument `{name}` comes twice"),
                ));
            }
            seen.push(name.to_string());
            arguments.named(&name, input)?;
        }
        Ok(arguments)
    }
}

impl Arguments {
    /// Reads what stands behind an argument's name.
    fn named(&mut self, name: &Ident, input: ParseStream<'_>) -> syn::Result<()> {
        if name == "strict" {
            self.strict = true;
            return Ok(());
        }
        const KNOWN: [&str; 5] = ["cfg", "commands", "crate", "events", "optional"];
        if !KNOWN.iter().any(|known| name == known) {
            let known = KNOWN.join("`, `");
            let message = format!("unknown argument `{name}`: expected one of `{known}`, `strict`");
            return Err(Error::new(name.span(), message));
        }
        if input.peek(Token![=]) {
            input.parse::<Token![=]>()?;
        } else {
            input.parse::<Token![:]>()?;
        }
        match name.to_string().as_str() {
            "crate" => self.crate_path = parse_crate_path(input)?,
            "cfg" => self.cfg = parse_strings(input)?,
            "commands" => self.commands = Some(parse_strings(input)?),
            "events" => self.events = Some(parse_strings(input)?),
            _ => self.optional = parse_strings(input)?,
        }
        Ok(())
    }
}

/// A string, or `concat!` of strings and `env!`.
fn parse_path(input: ParseStream<'_>) -> syn::Result<(String, Span)> {
    if input.peek(LitStr) {
        let literal: LitStr = input.parse()?;
        return Ok((literal.value(), literal.span()));
    }
    if !input.peek(Ident) {
        return Err(input.error("expected the path of a schema, in quotes"));
    }
    let name: Ident = input.parse()?;
    input.parse::<Token![!]>().map_err(|_| {
        Error::new(
            name.span(),
            "expected the path of a schema, in quotes, or `concat!(…)`",
        )
    })?;
    let content;
    parenthesized!(content in input);
    match name.to_string().as_str() {
        "env" => {
            let variable: LitStr = content.parse()?;
            let value = std::env::var(variable.value()).map_err(|_| {
                let message = format!("the environment variable `{}` is not set", variable.value());
                Error::new(variable.span(), message)
            })?;
            Ok((value, name.span()))
        }
        "concat" => {
            let mut path = String::new();
            while !content.is_empty() {
                path.push_str(&parse_path(&content)?.0);
                if content.is_empty() {
                    break;
                }
                content.parse::<Token![,]>()?;
            }
            Ok((path, name.span()))
        }
        _ => Err(Error::new(
            name.span(),
            "expected `concat!(…)` or `env!(…)`",
        )),
    }
}

/// A path, up to the next comma.
fn parse_crate_path(input: ParseStream<'_>) -> syn::Result<TokenStream> {
    let mut path = TokenStream::new();
    while !input.is_empty() && !input.peek(Token![,]) {
        path.extend([input.parse::<TokenTree>()?]);
    }
    if path.is_empty() {
        return Err(input.error("expected a path such as `::my_crate::qapi`"));
    }
    Ok(path)
}

fn parse_strings(input: ParseStream<'_>) -> syn::Result<Vec<LitStr>> {
    let content;
    bracketed!(content in input);
    let mut strings = Vec::new();
    while !content.is_empty() {
        strings.push(content.parse()?);
        if !content.is_empty() {
            content.parse::<Token![,]>()?;
        }
    }
    Ok(strings)
}
