//! Mistakes by all rules.

use crate::Case;

pub(crate) const SYNTAX: &[Case] = &[
    ("missing colon", "{ 'command' 'stop' }\n"),
    (
        "missing comma",
        "{ 'command': 'stop'\n  'returns': 'int' }\n",
    ),
    (
        "comma behind the last",
        "{ 'enum': 'Colour', 'data': [ 'red', ] }\n",
    ),
    (
        "what is no comma",
        "{ 'enum': 'Colour', 'data': [ 'red': 'blue' ] }\n",
    ),
    ("a key that is no string", "{ command: 'stop' }\n"),
    ("a bare word", "{ 'command': stop }\n"),
    (
        "a boolean as in Python",
        "{ 'command': 'stop', 'gen': False }\n",
    ),
    ("a number", "{ 'command': 'stop', 'data': 17 }\n"),
    ("no value", "{ 'command': }\n"),
    ("double quotes", "{ \"command\": 'stop' }\n"),
    ("a string without an end", "{ 'command': 'stop }\n"),
    ("a quote too many", "{ 'command': 'st'op' }\n"),
    ("an escape", "{ 'command': 'st\\nop' }\n"),
    ("a letter that is not allowed", "{ 'command': 'stöp' }\n"),
    ("a character that means nothing", "{ 'command': 'stop'; }\n"),
    (
        "text between definitions",
        "}\n'stop'\n{ 'command': 'cont' }\n",
    ),
    ("a list between definitions", "[ 'stop' ]\n"),
    (
        "never closed",
        "{ 'command': 'stop',\n  'data': { 'id': 'str' }\n\n{ 'command': 'cont' }\n",
    ),
    ("the end of the file", "{ 'command': 'stop',\n"),
    (
        "too deep",
        "{ 'a': [[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]]] }\n",
    ),
];

pub(crate) const DIRECTIVES: &[Case] = &[
    ("a schema from memory", "{ 'include': 'other.json' }\n"),
    ("a path that is none", "{ 'include': [ 'other.json' ] }\n"),
    (
        "another key",
        "{ 'pragma': { 'doc-required': true }, 'if': 'CONFIG_A' }\n",
    ),
    ("pragmas that are none", "{ 'pragma': 'doc-required' }\n"),
    (
        "pragmas of a wrong type",
        "{ 'pragma': {\n    'doc-required': 'yes',\n    'member-name-exceptions': 'Colour',\n    'command-name-exceptions': [ true ] } }\n",
    ),
];

pub(crate) const KEYS: &[Case] = &[
    ("nothing defined", "{ }\n"),
    ("a kind that is misspelt", "{ 'comand': 'stop' }\n"),
    ("no kind", "{ 'data': { 'id': 'str' } }\n"),
    (
        "two kinds",
        "{ 'command': 'stop', 'struct': 'Stop', 'data': {} }\n",
    ),
    ("a name that is none", "{ 'struct': true, 'data': {} }\n"),
    (
        "a key that is misspelt",
        "{ 'command': 'stop', 'retruns': 'int' }\n",
    ),
    (
        "a key of another kind",
        "{ 'struct': 'Stop', 'data': {}, 'returns': 'int' }\n",
    ),
    (
        "a key twice",
        "{ 'command': 'stop', 'gen': false, 'gen': false }\n",
    ),
    ("a key too few", "{ 'struct': 'Stop' }\n"),
    (
        "a flag that is none",
        "{ 'command': 'stop', 'gen': 'maybe' }\n",
    ),
    (
        "members that are none",
        "{ 'struct': 'Stop', 'data': 'int' }\n",
    ),
    (
        "values that are none",
        "{ 'enum': 'Colour', 'data': { 'red': 'int' } }\n",
    ),
    (
        "a value that is none",
        "{ 'enum': 'Colour', 'data': [ [ 'red' ] ] }\n",
    ),
    (
        "keys of a value",
        "{ 'enum': 'Colour', 'data': [ { 'name': 'red', 'fi': 'A' }, { 'nam': 'blue' }, { 'name': true } ] }\n",
    ),
    (
        "branches that are none",
        "{ 'alternate': 'Any', 'data': [ 'int' ] }\n",
    ),
    (
        "data that is none",
        "{ 'command': 'stop', 'data': [ 'int' ] }\n",
    ),
    (
        "a base that is none",
        "{ 'struct': 'Stop', 'base': { 'id': 'int' }, 'data': {} }\n",
    ),
    (
        "an anonymous struct",
        "{ 'struct': 'Stop',\n  'data': { 'where': { 'file': 'str', 'line': 'int' } } }\n",
    ),
    (
        "keys of a member",
        "{ 'struct': 'Stop', 'data': { 'id': { 'typ': 'int' }, 'no': { 'type': 'int', 'fi': 'A' } } }\n",
    ),
    (
        "features that are none",
        "{ 'command': 'stop', 'features': 'unstable' }\n",
    ),
    (
        "a feature that is none",
        "{ 'command': 'stop', 'features': [ true, { 'if': 'A' } ] }\n",
    ),
    (
        "a feature twice",
        "{ 'command': 'stop', 'features': [ 'unstable', { 'name': 'unstable' } ] }\n",
    ),
    (
        "a condition that is none",
        "{ 'command': 'stop', 'if': true }\n",
    ),
    ("an empty condition", "{ 'command': 'stop', 'if': '' }\n"),
    (
        "a condition of nothing",
        "{ 'command': 'stop', 'if': { 'all': [] } }\n",
    ),
    (
        "a condition without a list",
        "{ 'command': 'stop', 'if': { 'any': 'A' } }\n",
    ),
    (
        "a key of a condition",
        "{ 'command': 'stop', 'if': { 'al': [ 'A' ] } }\n",
    ),
    (
        "two keys of a condition",
        "{ 'command': 'stop', 'if': { 'all': [ 'A' ], 'not': 'B' } }\n",
    ),
    (
        "where in a definition",
        "{ 'enum': 'Colour',\n  'data': [ 'red',\n            { 'name': 'blue',\n              'if': { 'al': [ 'A' ] } } ] }\n",
    ),
];

pub(crate) const NAMES: &[Case] = &[
    (
        "letters that are not allowed",
        "{ 'command': 'stop now' }\n{ 'enum': 'Colour', 'data': [ 're/d', '' ] }\n",
    ),
    (
        "a definition twice",
        "{ 'command': 'stop' }\n{ 'struct': 'stop', 'data': {} }\n",
    ),
    (
        "a name of the language",
        "{ 'struct': 'int', 'data': {} }\n",
    ),
    (
        "a value twice",
        "{ 'enum': 'Colour', 'data': [ 'red', 'red' ] }\n",
    ),
    (
        "a member twice",
        "{ 'struct': 'Stop', 'data': { 'id': 'int', '*id': 'str' } }\n",
    ),
    (
        "a branch twice",
        "{ 'alternate': 'Any', 'data': { 'a': 'int', 'a': 'str' } }\n",
    ),
    (
        "a member of the base",
        "{ 'struct': 'Base', 'data': { 'id': 'int' } }\n{ 'struct': 'Stop', 'base': 'Base', 'data': { 'id': 'str' } }\n",
    ),
];

pub(crate) const TYPES: &[Case] = &[
    (
        "unknown, and misspelt",
        "{ 'struct': 'Colour', 'data': {} }\n{ 'command': 'paint', 'data': { 'with': 'Color' } }\n",
    ),
    (
        "unknown everywhere",
        "{ 'struct': 'A', 'base': 'None', 'data': { 'b': [ 'Nil' ] } }\n\
         { 'command': 'c', 'data': 'Nothing', 'returns': 'Void' }\n\
         { 'event': 'D', 'data': 'Nix' }\n\
         { 'alternate': 'E', 'data': { 'f': 'Nada' } }\n",
    ),
    (
        "a command as a type",
        "{ 'command': 'stop' }\n{ 'command': 'cont', 'returns': 'stop' }\n",
    ),
    (
        "data of a wrong kind",
        "{ 'enum': 'Colour', 'data': [ 'red' ] }\n{ 'command': 'a', 'data': 'Colour' }\n{ 'event': 'B', 'data': 'str' }\n",
    ),
    (
        "a base of a wrong kind",
        "{ 'enum': 'Colour', 'data': [ 'red' ] }\n{ 'struct': 'A', 'base': 'Colour', 'data': {} }\n",
    ),
    (
        "two types in a list",
        "{ 'command': 'stop', 'returns': [ 'int', 'str' ] }\n",
    ),
    (
        "a type that is none",
        "{ 'command': 'stop', 'returns': true }\n",
    ),
    (
        "a struct without a name",
        "{ 'command': 'stop', 'returns': { 'id': 'int' } }\n",
    ),
    (
        "a struct without a name, in a list",
        "{ 'type': 'Old', 'data': { 'a': [ { 'b': 'int' } ] } }\n",
    ),
    (
        "a base of itself",
        "{ 'struct': 'A', 'base': 'B', 'data': {} }\n{ 'struct': 'B', 'base': 'A', 'data': {} }\n",
    ),
    (
        "without an end",
        "{ 'struct': 'A', 'data': { 'b': 'B' } }\n{ 'struct': 'B', 'data': { 'a': 'A' } }\n",
    ),
    (
        "branches that are alike",
        "{ 'alternate': 'Any', 'data': { 'a': 'int', 'b': 'number' } }\n",
    ),
    (
        "a branch that is anything",
        "{ 'alternate': 'Any', 'data': { 'a': 'any' } }\n{ 'alternate': 'Other', 'data': { 'b': 'Any' } }\n",
    ),
];

pub(crate) const UNIONS: &[Case] = &[
    (
        "no discriminator",
        "{ 'union': 'U', 'base': { 'k': 'str' }, 'data': { 'a': 'A' } }\n{ 'struct': 'A', 'data': {} }\n",
    ),
    (
        "no base",
        "{ 'union': 'U', 'discriminator': 'k', 'data': { 'a': 'A' } }\n{ 'struct': 'A', 'data': {} }\n",
    ),
    ("no branches", "{ 'union': 'U', 'data': {} }\n"),
    (
        "an empty enum",
        "{ 'enum': 'K', 'data': [] }\n{ 'union': 'U', 'base': { 'k': 'K' }, 'discriminator': 'k', 'data': {} }\n",
    ),
    (
        "a discriminator that is none",
        "{ 'union': 'U', 'base': { 'k': 'str' }, 'discriminator': true, 'data': { 'a': 'int' } }\n",
    ),
    (
        "a discriminator that is misspelt",
        "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'union': 'U', 'base': { 'kind': 'Kind' }, 'discriminator': 'knid', 'data': { 'a': 'A' } }\n{ 'struct': 'A', 'data': {} }\n",
    ),
    (
        "discriminators that can't be",
        "{ 'enum': 'K', 'data': [ 'a' ] }\n{ 'struct': 'A', 'data': {} }\n\
         { 'struct': 'Base', 'data': { 'k': 'str' } }\n\
         { 'union': 'U', 'base': 'Base', 'discriminator': 'k', 'data': { 'a': 'A' } }\n\
         { 'union': 'V', 'base': { '*k': 'K' }, 'discriminator': 'k', 'data': { 'a': 'A' } }\n\
         { 'union': 'W', 'base': { 'k': { 'type': 'K', 'if': 'C' } }, 'discriminator': 'k', 'data': { 'a': 'A' } }\n",
    ),
    (
        "a branch that is misspelt",
        "{ 'enum': 'Kind', 'data': [ 'file', 'host' ] }\n{ 'struct': 'A', 'data': {} }\n\
         { 'union': 'U',\n  'base': { 'kind': 'Kind' },\n  'discriminator': 'kind',\n  'data': { 'flie': 'A' } }\n",
    ),
    (
        "branches without members",
        "{ 'enum': 'K', 'data': [ 'a', 'b', 'c' ] }\n\
         { 'union': 'U', 'base': { 'k': 'K' }, 'discriminator': 'k',\n  'data': { 'a': 'int', 'b': [ 'int' ], 'c': 'K' } }\n",
    ),
    (
        "keys of a branch",
        "{ 'enum': 'K', 'data': [ 'a' ] }\n{ 'union': 'U', 'base': { 'k': 'K' }, 'discriminator': 'k', 'data': { 'a': { 'b': 'int' } } }\n",
    ),
    (
        "a member of the base",
        "{ 'enum': 'K', 'data': [ 'a' ] }\n{ 'struct': 'A', 'data': { 'id': 'str' } }\n{ 'struct': 'Base', 'data': { 'k': 'K', 'id': 'int' } }\n\
         { 'union': 'U', 'base': 'Base', 'discriminator': 'k', 'data': { 'a': 'A' } }\n",
    ),
    (
        "a union in itself",
        "{ 'enum': 'Kind', 'data': [ 'a', 'b' ] }\n{ 'union': 'One', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': { 'a': 'Two' } }\n\
         { 'union': 'Two', 'base': { 'sort': 'Kind' }, 'discriminator': 'sort', 'data': { 'b': 'One' } }\n",
    ),
];

/// The files of a schema, by name.
type Files = &'static [(&'static str, &'static [u8])];

/// Schemas of several files, the first of which is read.
pub(crate) const FILES: &[(&str, Files)] = &[
    (
        "no-such-file",
        &[(
            "main.json",
            b"{ 'include': 'none.json' }\n{ 'include': 'none.json' }\n",
        )],
    ),
    (
        "no-text",
        &[
            ("main.json", b"{ 'include': 'part.json' }\n"),
            ("part.json", b"# ok\n# \xff\n"),
        ],
    ),
    (
        "circle",
        &[
            ("main.json", b"{ 'include': 'sub/a.json' }\n"),
            ("sub/a.json", b"{ 'include': 'b.json' }\n"),
            ("sub/b.json", b"{ 'include': '../main.json' }\n"),
        ],
    ),
    (
        "in-an-included-file",
        &[
            (
                "main.json",
                b"{ 'include': 'sub/a.json' }\n{ 'command': 'stop' }\n",
            ),
            ("sub/a.json", b"# A\n{ 'include': 'b.json' }\n"),
            ("sub/b.json", b"{ 'command': 'stop', 'returns': 'Strng' }\n"),
        ],
    ),
];
