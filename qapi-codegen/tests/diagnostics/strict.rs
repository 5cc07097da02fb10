//! Mistakes that only a strict reader minds.

use crate::Case;

pub(crate) const NAMES: &[Case] = &[
    (
        "styles",
        "{ 'command': 'query_Block' }\n{ 'event': 'block-job' }\n{ 'struct': 'block-info', 'data': { 'fileName': 'str' } }\n\
         { 'enum': 'BLOCK', 'data': [ 'Red', '10_mbit' ] }\n{ 'alternate': 'Any', 'data': { 'A': 'int' } }\n\
         { 'command': 'stop', 'features': [ 'Hot' ] }\n",
    ),
    (
        "no names at all",
        "{ 'command': 'q-unix' }\n{ 'command': '_stop' }\n{ 'command': '__stop' }\n{ 'command': 'st.op' }\n{ 'command': '1-2' }\n",
    ),
    (
        "reserved",
        "{ 'struct': 'ColourList', 'data': { 'has-a': 'int', '*u': 'int' } }\n",
    ),
    ("a name of the language", "{ 'command': 'size' }\n"),
    (
        "the same in C",
        "{ 'pragma': { 'member-name-exceptions': [ 'Colour', 'Arm', 'Bee' ] } }\n{ 'enum': 'Colour', 'data': [ 'dark-red', 'dark_red' ] }\n{ 'struct': 'Arm', 'data': { 'a-b': 'int' } }\n{ 'struct': 'Bee', 'base': 'Arm', 'data': { 'a_b': 'int' } }\n",
    ),
    (
        "the same in C, by a branch",
        "{ 'pragma': { 'member-name-exceptions': [ 'Arm' ] } }\n{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'struct': 'Arm', 'data': { 'i_d': 'int' } }\n\
         { 'struct': 'Base', 'data': { 'kind': 'Kind', 'i-d': 'str' } }\n\
         { 'union': 'Uni', 'base': 'Base', 'discriminator': 'kind', 'data': { 'a': 'Arm' } }\n",
    ),
    (
        "too many features",
        "{ 'command': 'stop', 'features': [\n  'a0', 'a1', 'a2', 'a3', 'a4', 'a5', 'a6', 'a7', 'a8', 'a9',\n  'b0', 'b1', 'b2', 'b3', 'b4', 'b5', 'b6', 'b7', 'b8', 'b9',\n  \
         'c0', 'c1', 'c2', 'c3', 'c4', 'c5', 'c6', 'c7', 'c8', 'c9',\n  'd0', 'd1', 'd2', 'd3', 'd4', 'd5', 'd6', 'd7', 'd8', 'd9',\n  \
         'e0', 'e1', 'e2', 'e3', 'e4', 'e5', 'e6', 'e7', 'e8', 'e9',\n  'f0', 'f1', 'f2', 'f3', 'f4', 'f5', 'f6', 'f7', 'f8', 'f9',\n  'g0', 'g1', 'g2', 'g3', 'g4' ] }\n",
    ),
];

pub(crate) const RULES: &[Case] = &[
    (
        "the old dialect",
        "{ 'type': 'Old', 'data': { 'a': 'int' } }\n",
    ),
    (
        "simple unions",
        "{ 'struct': 'Arm', 'data': {} }\n{ 'union': 'Uni', 'data': { 'a': 'Arm' } }\n",
    ),
    (
        "old alternates",
        "{ 'union': 'Uni', 'discriminator': {}, 'data': { 'a': 'int' } }\n",
    ),
    (
        "old types",
        "{ 'struct': 'Old', 'data': { 'a': 'dict', 'b': [ '**' ] } }\n",
    ),
    (
        "lists of lists",
        "{ 'struct': 'Stop', 'data': { 'a': [ [ 'int' ] ] } }\n",
    ),
    (
        "old pragmas",
        "{ 'pragma': { 'returns-whitelist': [], 'doc-requird': true } }\n{ 'pragma': { 'frobnicate': 'yes' } }\n",
    ),
    (
        "old conditions",
        "{ 'command': 'a', 'if': 'defined(CONFIG_A)' }\n{ 'command': 'b', 'if': [ 'CONFIG_A', 'lower' ] }\n{ 'command': 'c', 'data': { 'd': { 'type': 'int', 'if': { 'not': '!A' } } }, 'features': [ { 'name': 'e', 'if': 'f' } ] }\n",
    ),
    (
        "flags",
        "{ 'command': 'a', 'gen': true, 'success-response': 'no', 'allow-oob': false }\n",
    ),
    (
        "flags that exclude each other",
        "{ 'command': 'a', 'allow-oob': true, 'coroutine': true }\n",
    ),
    (
        "a prefix that is no text",
        "{ 'enum': 'Colour', 'data': [ 'red' ], 'prefix': [ 'COLOUR' ] }\n",
    ),
    (
        "boxes of nothing",
        "{ 'command': 'a', 'boxed': true }\n{ 'event': 'B', 'boxed': true, 'data': { 'c': 'int' } }\n",
    ),
    (
        "no box",
        "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'struct': 'Arm', 'data': { 'b': { 'type': 'int', 'if': 'CONFIG_B' } } }\n\
         { 'union': 'Uni', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': { 'a': 'Arm' } }\n\
         { 'command': 'one', 'data': 'Uni' }\n{ 'event': 'TWO', 'data': 'Arm' }\n{ 'command': 'three', 'data': { 'c': { 'type': 'int', 'if': 'CONFIG_C' } } }\n",
    ),
    (
        "what is returned",
        "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'alternate': 'Any', 'data': { 'a': 'int' } }\n\
         { 'command': 'one', 'returns': 'str' }\n{ 'command': 'two', 'returns': [ 'Kind' ] }\n{ 'command': 'three', 'returns': 'Any' }\n",
    ),
    (
        "features of types",
        "{ 'struct': 'Arm', 'data': {}, 'features': [ 'deprecated' ] }\n",
    ),
    (
        "text that looks like something else",
        "{ 'enum': 'Switch', 'data': [ 'on', 'off' ] }\n{ 'enum': 'Speed', 'data': [ '10mbit' ] }\n\
         { 'alternate': 'One', 'data': { 'a': 'bool', 'b': 'Switch' } }\n\
         { 'alternate': 'Two', 'data': { 'a': 'Speed', 'b': 'int' } }\n\
         { 'alternate': 'Three', 'data': { 'a': 'str', 'b': 'size' } }\n",
    ),
    (
        "a comment in the middle",
        "{ 'command': 'stop', ## why\n  'data': {} }\n",
    ),
];

pub(crate) const COMMENTS: &[Case] = &[
    (
        "required",
        "{ 'pragma': { 'doc-required': true } }\n\n{ 'command': 'stop' }\n",
    ),
    (
        "of something else",
        "##\n# @sotp:\n#\n# Stops.\n##\n{ 'command': 'stop' }\n",
    ),
    (
        "in front of nothing",
        "##\n# @stop:\n#\n# Stops.\n##\n\n##\n# @cont:\n#\n# Goes on.\n##\n{ 'command': 'cont' }\n",
    ),
    (
        "without a name",
        "##\n# Stops.\n##\n{ 'command': 'stop' }\n",
    ),
    (
        "without a colon",
        "##\n# @stop\n##\n{ 'command': 'stop' }\n",
    ),
    (
        "without a name behind the mark",
        "##\n# @:\n##\n{ 'command': 'stop' }\n",
    ),
    (
        "without an end",
        "##\n# @stop:\n#\n# Stops.\n\n{ 'command': 'stop' }\n",
    ),
    (
        "text behind the mark",
        "## What:\n# @stop:\n##\n{ 'command': 'stop' }\n",
    ),
    (
        "no blank",
        "##\n# @stop:\n#\n#Stops.\n##\n{ 'command': 'stop' }\n",
    ),
    (
        "unknown parts",
        "##\n# @Colour:\n#\n# @rde: red\n#\n# @red: red\n##\n{ 'enum': 'Colour', 'data': [ 'red' ] }\n",
    ),
    (
        "several unknown parts",
        "##\n# @stop:\n#\n# @a: one\n#\n# @b: two\n##\n{ 'command': 'stop' }\n",
    ),
    (
        "undescribed",
        "##\n# @stop:\n#\n# Stops.\n##\n{ 'command': 'stop', 'data': { 'id': 'str' }, 'features': [ 'unstable' ] }\n",
    ),
    (
        "described twice",
        "##\n# @stop:\n#\n# @id: one\n#\n# @id: two\n##\n{ 'command': 'stop', 'data': { 'id': 'str' } }\n",
    ),
    (
        "described too late",
        "##\n# @stop:\n#\n# Since: 1.0\n#\n# @id: one\n##\n{ 'command': 'stop', 'data': { 'id': 'str' } }\n",
    ),
    (
        "described without text",
        "##\n# @stop:\n#\n# @id:\n##\n{ 'command': 'stop', 'data': { 'id': 'str' } }\n",
    ),
    (
        "described in a comment on nothing",
        "##\n# Words.\n#\n# @id: one\n##\n",
    ),
    (
        "features",
        "##\n# @stop:\n#\n# Features:\n#\n# @unstable: new\n#\n# Features:\n##\n{ 'command': 'stop', 'features': [ 'unstable' ] }\n",
    ),
    (
        "no features",
        "##\n# @stop:\n#\n# Features:\n#\n# None.\n##\n{ 'command': 'stop' }\n",
    ),
    (
        "sections",
        "##\n# @Stop:\n#\n# Returns: nothing\n#\n# Since: 1.0\n#\n# Since: 2.0\n#\n# Note: old\n##\n{ 'struct': 'Stop', 'data': {} }\n",
    ),
    (
        "indentation",
        "##\n# @stop:\n#\n# @id: one\n#     two\n#   three\n##\n{ 'command': 'stop', 'data': { 'id': 'str' } }\n",
    ),
    (
        "headings",
        "##\n# @stop:\n#\n# = Stop\n##\n{ 'command': 'stop' }\n\n##\n# Words.\n# = Heading\n##\n",
    ),
];

/// What today's rules allow, though it looks as if they might not.
pub(crate) const ACCEPTED: &[Case] = &[
    ("nothing", "# only a comment\n"),
    (
        "names of downstreams",
        "{ 'enum': '__org.qemu_x-Enum', 'data': [ '__org.qemu_x-value' ] }\n\
         { 'struct': '__com.redhat_Some', 'data': { '__com.redhat_a-b': '__org.qemu_x-Enum' } }\n\
         { 'command': '__com.redhat_drive-mirror', 'data': '__com.redhat_Some' }\n\
         { 'event': '__ORG.QEMU_X-EVENT' }\n",
    ),
    (
        "values with digits",
        "{ 'enum': 'Speed', 'data': [ '10mbit', '1-2', 'x-fast', '8' ] }\n",
    ),
    (
        "no values",
        "{ 'enum': 'Nothing', 'data': [], 'prefix': 'NO_THING' }\n",
    ),
    (
        "exceptions by pragma",
        "{ 'command': 'query_it', 'returns': [ 'str' ] }\n{ 'enum': 'Bad', 'data': [ 'A_b' ] }\n{ 'struct': 'Worse', 'data': { 'cD_e': 'int' } }\n\
         { 'pragma': { 'command-name-exceptions': [ 'query_it' ],\n    'command-returns-exceptions': [ 'query_it' ],\n    'member-name-exceptions': [ 'Bad', 'Worse' ] } }\n",
    ),
    (
        "a union with branches only in its enum",
        "{ 'enum': 'Kind', 'data': [ 'a' ] }\n{ 'union': 'Uni', 'base': { 'kind': 'Kind' }, 'discriminator': 'kind', 'data': {} }\n",
    ),
    (
        "a discriminator from the base of a base",
        "{ 'union': 'Uni', 'base': 'Upper', 'discriminator': 'kind', 'data': { 'a': 'Arm' } }\n{ 'struct': 'Arm', 'data': {} }\n\
         { 'struct': 'Upper', 'base': 'Lower', 'data': { 'id': 'int' } }\n{ 'struct': 'Lower', 'data': { 'kind': 'Kind' } }\n\
         { 'enum': 'Kind', 'data': [ 'a', { 'name': 'b', 'if': { 'not': 'CONFIG_B' }, 'features': [ 'deprecated' ] } ] }\n\
         { 'command': 'one', 'data': 'Uni', 'boxed': true }\n{ 'event': 'TWO', 'data': 'Uni', 'boxed': true, 'if': 'CONFIG_TWO' }\n",
    ),
    (
        "conditions of all shapes",
        "{ 'struct': 'Arm', 'data': { 'a': { 'type': [ 'int' ], 'if': { 'all': [ 'A1', { 'any': [ 'B_2', { 'not': 'C' } ] } ] }, 'features': [ 'unstable' ] } },\n  'features': [ { 'name': 'new', 'if': 'CONFIG_NEW' } ] }\n\
         { 'command': 'one', 'data': 'Arm', 'boxed': true }\n",
    ),
    (
        "a member that is called like a key",
        "{ 'struct': 'Arm', 'data': { 'if': 'str', 'type': 'str', 'features': [ 'str' ] } }\n",
    ),
    (
        "an alternate of all types",
        "{ 'alternate': 'Any', 'data': { 'a': 'Arm', 'b': 'Word', 'c': [ 'int' ], 'd': 'null', 'e': 'bool', 'f': 'size' } }\n\
         { 'struct': 'Arm', 'data': {} }\n{ 'enum': 'Word', 'data': [ 'one', 'two' ] }\n",
    ),
    (
        "flags",
        "{ 'command': 'one', 'gen': false, 'success-response': false, 'allow-oob': true, 'allow-preconfig': true }\n{ 'command': 'two', 'coroutine': true }\n",
    ),
    (
        "a brace in the first column",
        "{ 'enum': 'Word', 'data': [\n{ 'name': 'one' },\n{ 'name': 'two' }\n] } # end\n",
    ),
    (
        "definitions in one line",
        "{ 'command': 'one' } { 'command': 'two' }{ 'command': 'three' }",
    ),
];
