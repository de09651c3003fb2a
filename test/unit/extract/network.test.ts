import { describe, expect, test } from 'vitest';
import schema from '../../../schemas/network.schema.json';
import { extract } from '../../../src/core/extract/extract';
import { toDocument } from '../../../src/core/text/fragment';
import { check } from './render';

const network = (text: string, expected: string): void => check('a.nabla.json', text, expected);

describe('a network', () => {
  test('is a sheet with a statement for each entry', () => {
    network(
      `{
  "$schema": "../schemas/network.schema.json",
  "title": "A lattice \\u00e9",
  "nodes": { "c": "a + b", "e": "c*d" },
  "values": { "a": 3, "W": [[1, 2],
     [-3e-5,4]] },
  "shapes": { "W": "2x2", "x": "R^n" },
  "domains": ["0 < eta < 1"],
  "given": { "dL/dh": [1, 2], "dL/de": "h - t", "dL/df": 1 },
  "claims": ["de/db = d + c", "dL/dW = ?"]
}`,
      `# A lattice é
| c = a + b
+ e = c*d
+ a = 3
+ W = [[1,2],[-3e-5,4]]
+ W : 2x2
+ x : R^n
+ assume 0 < eta < 1
+ given dL/dh = [1,2]
+ given dL/de = h - t
+ given dL/df = 1
+ de/db = d + c
+ dL/dW = ?`,
    );
  });

  test('keeps the order in which it is written', () => {
    network('{"claims": ["de/db = d"], "nodes": {"e": "b*d"}}', '#\n| de/db = d\n+ e = b*d');
  });

  test('may have escapes anywhere', () => {
    network('{"nodes": {"\\u03b7": "a\\/b + \\"c\\"\\n\\u0064"}}', '#\n| η = a/b + "c"\n| d');
  });

  test('may be empty', () => {
    network('{}', '#');
    network(' {"nodes": {}, "claims": []} ', '#');
  });

  test.each([
    ['nabla://schemas/network.schema.json', true],
    ['./node_modules/nabla/schemas/network.schema.json#', true],
    ['https://example.org/nabla/network.schema.json', true],
    ['https://example.org/network.schema.json', false],
    ['https://example.org/nabla.json', false],
  ])('is known by the schema %s: %s', (address, isNetwork) => {
    const text = `{"$schema": "${address}", "values": {"x": 3}}`;
    check('a.json', text, isNetwork ? '#\n| x = 3' : '', 'json');
    check(
      'a.json',
      text.replace('}}', '},}'),
      isNetwork
        ? '#\n| x = 3\n! "}": A key in double quotes is expected here. Add one, or remove the comma before it.'
        : '',
    );
  });

  test('may have comments and trailing commas where the language has them', () => {
    const text = '{ // a network\n "values": {"W": [1, /* two, */ 2,],}, }';
    check('a.nabla.jsonc', text, '#\n| W = [1,2]');
    check('a.nabla.json', text, '#\n| W = [1,2]', 'jsonc');
    check(
      'a.nabla.json',
      '{ // no\n}',
      '#\n! "// no": JSON has no comments. Remove it, or name the file `.jsonc`.',
    );
  });
});

describe('every piece maps to its place', () => {
  const text = '{"nodes": {"e\\u0031" : "c\\/d + 1"}, "given": {"dL/de": [1,\n 2]}, "domains": ["a < 1"]}';
  const { sheets } = extract({ path: 'a.nabla.json', language: '', text });
  const fragments = (sheets[0]?.fragments ?? []).map(({ fragment }) => fragment);
  test.each([
    [0, 'e1', 'e\\u0031'],
    [0, '=', ':'],
    [0, 'c/d', 'c\\/d'],
    [0, 'd + 1', 'd + 1'],
    [1, 'dL/de', 'dL/de'],
    [1, '[1,2]', '[1,\n 2]'],
    [1, 'given', '"'],
    [2, 'a < 1', 'a < 1'],
    [2, 'assume', '"'],
  ])('of fragment %i: %j', (index, part, slice) => {
    const fragment = fragments[index]!;
    const start = fragment.text.indexOf(part);
    const span = toDocument(fragment, { start, end: start + part.length });
    expect(text.slice(span.start, span.end)).toBe(slice);
  });
});

describe('what is wrong is told at its place, and the rest is read', () => {
  test.each([
    ['"nodes": {"c": 3}', '3', '`c` is defined by an expression in double quotes.'],
    ['"nodes": ["c"]', '["c"]', 'An expression belongs to a name: write an object such as {"x": …} here.'],
    ['"nodes": {"a b": "x"}', '"a b"', '`a b` is no name. Use letters, digits and `_`, with a letter first.'],
    ['"nodes": {"": "x"}', '""', '`` is no name. Use letters, digits and `_`, with a letter first.'],
    ['"nodes": {"e": " "}', '" "', 'This string is empty. Write a statement, or remove the entry.'],
    ['"nodes": {"e": "\\sin"}', '\\s', 'JSON does not know this escape. Write a backslash as `\\\\`.'],
    [
      '"nodes": {"e": "\\u00"}',
      '"\\u00"',
      'An escape of the form \\u takes four hexadecimal digits. Complete it.',
    ],
    ['"values": {"a": "3"}', '"3"', 'A value is a number or nested arrays of numbers.'],
    ['"values": {"a": [1, null]}', 'null', 'A value is a number or nested arrays of numbers.'],
    ['"values": {"a": []}', '[]', 'An array needs at least one number.'],
    [
      '"values": {"a": [[1, 2], [3]]}',
      '[3]',
      'This entry is an array of 1 and the first one of its array is an array of 2. Give all entries one shape.',
    ],
    [
      '"values": {"a": [1, [2]]}',
      '[2]',
      'This entry is an array of 1 and the first one of its array is a number. Give all entries one shape.',
    ],
    ['"shapes": {"a": 3}', '3', 'A shape is a string such as "3x2", "R^4" or "R".'],
    ['"given": {"dL/dh": true}', 'true', 'A value is a number or nested arrays of numbers.'],
    ['"domains": "x > 0"', '"x > 0"', 'A domain is one of a list: write an array of strings here.'],
    ['"claims": [3]', '3', 'A claim is a string. Put it in double quotes.'],
    ['"title": 3', '3', 'A title is a string. Put it in double quotes.'],
    ['"$schema": 3', '3', 'The address of a schema is a string.'],
    [
      '"vales": {}',
      '"vales"',
      '`vales` is no key of a network. The keys are `$schema`, `title`, `nodes`, `values`, `shapes`, `given`, `domains`, `claims`.',
    ],
  ])('{%s}', (entry, slice, message) => {
    const before = '"values": {"z": 1}';
    const [first, second] = entry.startsWith('"values"') ? [entry, '"shapes": {"z": "R"}'] : [entry, before];
    const rest = second === before ? 'z = 1' : 'z : R';
    network(`{${first}, ${second}}`, `#\n| ${rest}\n! ${JSON.stringify(slice)}: ${message}`);
  });

  test('a key that stands twice', () => {
    network(
      '{"nodes": {"e": "a", "e": "b"}, "nodes": {"f": "c"}}',
      '#\n| e = a\n! "\\"e\\"": `e` stands twice in this object; the first one counts. Remove or rename this one.\n! "\\"nodes\\"": `nodes` stands twice in this object; the first one counts. Remove or rename this one.',
    );
  });

  test.each([
    [
      '{"nodes": {"e": "c*d" "f": "x"}}',
      '#\n| e = c*d\n+ f = x',
      '"f"',
      'A comma is expected between two entries. Add `,`.',
    ],
    [
      '{"values": {"a": 1,}}',
      '#\n| a = 1',
      '}',
      'A key in double quotes is expected here. Add one, or remove the comma before it.',
    ],
    [
      '{"values": {"a": tru,\n"b": 1}}',
      '#\n| b = 1',
      'tru',
      'This is no JSON value. Put text in double quotes.',
    ],
    [
      '{"values": {"a" 1,\n"b": 1}}',
      '#\n| b = 1',
      '1',
      'A colon is expected between a key and its value. Add `:`.',
    ],
    ['{"values": {"b": 1}', '#\n| b = 1', '', 'An object is not closed. Add `}`.'],
    [
      '{"claims": ["a = b", "c = d',
      '#\n| a = b',
      '"c = d',
      'This string is not closed on its line. Add a double quote.',
    ],
    ['{"values": {"b": 1}} 2', '#\n| b = 1', '2', 'The JSON value ends before this text. Remove the text.'],
    [
      '[1]',
      '',
      '[1]',
      'A network is a JSON object with keys such as `nodes` and `values`. Put braces around it.',
    ],
    ['', '', '', 'A value is expected here. Add one, or remove the comma before it.'],
  ])('%s', (text, sheets, slice, message) => {
    network(text, `${sheets}\n! ${JSON.stringify(slice)}: ${message}`.trimStart());
  });

  test('an entry behind a brace that is missing', () => {
    network(
      '{"nodes": {"e": "c*d",\n "values": {"c": 3, "d": 4},\n "claims": ["de/dc = d"]}',
      '#\n| e = c*d\n+ c = 3\n+ d = 4\n+ de/dc = d\n! "": An object is not closed. Add `}`.',
    );
  });

  test('brackets that are nested without end', () => {
    const text = `{"values": {"a": ${'['.repeat(1e5)}`;
    network(
      text,
      '! "[": This bracket is nested more than 100 levels deep, so nothing of this file is read. Flatten the arrays.',
    );
    check('a.json', `${text}"$schema nabla`, '');
  });
});

describe('the JSON schema', () => {
  test('has a description for each key, and the keys that are read', () => {
    for (const [key, { description }] of Object.entries(schema.properties)) {
      expect(description.length, key).toBeGreaterThan(20);
      const { problems } = extract({ path: 'a.nabla.json', language: '', text: `{"${key}": false}` });
      expect(problems.map(({ message }) => message).join()).not.toContain('no key');
    }
    const unknown = extract({ path: 'a.nabla.json', language: '', text: '{"x": 1}' }).problems[0]?.message;
    for (const key of Object.keys(schema.properties)) expect(unknown).toContain(`\`${key}\``);
    expect(unknown?.match(/`/g)).toHaveLength(2 * (Object.keys(schema.properties).length + 1));
  });

  test('has an identifier that makes a file a network', () => {
    check('a.json', `{"$schema": "${schema.$id}", "values": {"x": 3}}`, '#\n| x = 3');
  });
});
