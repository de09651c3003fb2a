import { test } from 'vitest';
import { check } from './render';

test('every entry is a statement', () => {
  check(
    'a.nabla.json',
    `{
  "$schema": "../schemas/network.schema.json",
  "title": "lattice \\u00e9",
  "nodes": { "c": "a+b", "e": "c*d\\u0020+ 1" },
  "values": { "a": 3, "W": [[1, 2],
     [-3e-5,4]] },
  "shapes": { "W": "2x2" },
  "domains": ["0 < eta < 1"],
  "given": { "dL/dh": [1, 2], "dL/de": "h - t" },
  "claims": ["de/db = d + c"]
}`,
    `# lattice é
| c = a+b
+ e = c*d + 1
+ a = 3
+ W = [[1,2],[-3e-5,4]]
+ W : 2x2
+ assume 0 < eta < 1
+ given dL/dh = [1,2]
+ given dL/de = h - t
+ de/db = d + c`,
  );
});

test('errors', () => {
  check(
    'a.nabla.json',
    `{
  "nodes": { "c": 3, "a b": "x", "e": "c*d", "e": "q", "f": "\\sin", "g": "x },
  "values": { "a": "3", "b": [1, [2]], "c": [[1, 2], [3]], "d": [], "e": [1, null], "ok": 1 },
  "vales": 3,
  "domains": "x",
  "claims": ["", 3, "a = b",]
}`,
    ``,
  );
});
