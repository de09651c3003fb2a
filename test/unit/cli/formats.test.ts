import { stripVTControlCharacters } from 'node:util';
import picocolors from 'picocolors';
import { describe, expect, test } from 'vitest';
import { github } from '../../../src/cli/formats/github';
import { json } from '../../../src/cli/formats/json';
import { junit } from '../../../src/cli/formats/junit';
import { pretty } from '../../../src/cli/formats/pretty';
import { sarif } from '../../../src/cli/formats/sarif';
import type { FileReport, Format, ReportedClaim, Summary } from '../../../src/cli/report';
import type { Verdict } from '../../../src/core/check/verdict';

const TEXT = 'L = x^2\r\ndL/dx = 2*x\r\n\tdL/dx = -2*x\r\ndL/dy = |y|\r\nz = ((\r\n';

const spanOf = (part: string, from = 0): { start: number; end: number } => {
  const start = TEXT.indexOf(part, from);
  return { start, end: start + part.length };
};

const claim = (
  text: string,
  pointed: string,
  verdict: Verdict,
  fixes: ReportedClaim['fixes'] = [],
): ReportedClaim => ({
  span: spanOf(text),
  pointed: spanOf(pointed, spanOf(text).start),
  text,
  kind: 'derivative',
  sheet: 0,
  verdict,
  fixes,
});

const evidence = { rejected: 0, atValues: false, reading: 'total' };

const REPORT: FileReport = {
  path: 'notes/a.nabla',
  text: TEXT,
  claims: [
    claim('dL/dx = 2*x', 'dL/dx = 2*x', {
      kind: 'agree',
      code: 'agree',
      message: 'Agrees.',
      notes: [],
      evidence: { ...evidence, points: 16, digits: 12 },
    }),
    claim(
      'dL/dx = -2*x',
      '-2*x',
      {
        kind: 'disagree',
        code: 'wrong-derivative',
        message: 'The sign is wrong: <here> & "there", 100%.',
        notes: ['Read as a total derivative.'],
        expected: '2*x',
        claimed: '-2*x',
        counterexample: {
          x: { shape: [], entries: [0.703125] },
          W: { shape: [2, 2], entries: [1, Number.NaN, Number.POSITIVE_INFINITY, 4.5] },
        },
        evidence: {
          ...evidence,
          points: 3,
          worst: {
            index: [0, 1],
            claimed: -1.40625,
            claimedRadius: 1e-16,
            expected: 1.40625,
            expectedRadius: 2.22e-16,
          },
          witness: { quotient: 1.4062500001, error: 3e-10, derivative: 1.40625, precision: 16 },
        },
      },
      [{ title: 'Replace "-2*x" by "2*x"', span: spanOf('-2*x'), text: '2*x' }],
    ),
    claim('dL/dy = |y|', '|y|', {
      kind: 'inconclusive',
      code: 'kink',
      message: 'A kink is on the stencil.',
      notes: [],
    }),
  ],
  problems: [
    {
      span: spanOf('(('),
      severity: 'error',
      code: 'syntax',
      message: 'A closing bracket is missing.',
      related: [],
    },
  ],
  counts: { agree: 1, disagree: 1, inconclusive: 1, unread: 0 },
};

const SUMMARY: Summary = { files: 1, failures: 1, counts: REPORT.counts };

const FAILURE = { path: 'gone.md', message: 'The file does not exist.' };

const print = (format: Format): string =>
  format.start() + format.file(REPORT) + format.failure(FAILURE) + format.end(SUMMARY);

const plain = { colors: picocolors.createColors(false), width: 72, quiet: false };

test('pretty', () => {
  expect(print(pretty(plain))).toMatchInlineSnapshot(`
    "notes/a.nabla

      ✓ 2  dL/dx = 2*x                                  16 points, 12 digits
      ✗ 3  dL/dx = -2*x                                     wrong-derivative

         ╭─ notes/a.nabla:3:10
       3 │     dL/dx = -2*x
         │             ^^^^
         ╰─
           The sign is wrong: <here> & "there", 100%.
           at        x = 0.703125, W = [[1, NaN], [Infinity, 4.5]]
           note      Read as a total derivative.
           fix       Replace "-2*x" by "2*x"

      ? 4  dL/dy = |y|                                                  kink
           A kink is on the stencil.
      ! 5  A closing bracket is missing.  syntax
         ╭─ notes/a.nabla:5:5
       5 │ z = ((
         │     ^^
         ╰─

    gone.md

      ✗ The file does not exist.

    3 claims in 1 file  ✓ 1 agree  ✗ 1 disagree  ? 1 inconclusive  1 file could not be checked
    "
  `);
});

test('pretty and quiet', () => {
  const text = pretty({ ...plain, quiet: true }).file(REPORT);
  expect(text).not.toContain('✓');
  expect(text).toContain('✗');
});

test('pretty in colour is the same text', () => {
  const colored = print(pretty({ ...plain, colors: picocolors.createColors(true) }));
  const bare = stripVTControlCharacters(colored);
  expect(colored).not.toBe(bare);
  expect(bare).toBe(print(pretty(plain)));
});

test('json', () => {
  expect(JSON.parse(print(json()))).toMatchInlineSnapshot(`
    {
      "files": [
        {
          "claims": [
            {
              "code": "agree",
              "column": 1,
              "endColumn": 12,
              "endLine": 2,
              "fixes": [],
              "kind": "derivative",
              "line": 2,
              "message": "Agrees.",
              "text": "dL/dx = 2*x",
              "verdict": "agree",
            },
            {
              "code": "wrong-derivative",
              "column": 2,
              "counterexample": {
                "W": [
                  [
                    1,
                    "NaN",
                  ],
                  [
                    "Infinity",
                    4.5,
                  ],
                ],
                "x": 0.703125,
              },
              "endColumn": 14,
              "endLine": 3,
              "expected": "2*x",
              "fixes": [
                "Replace "-2*x" by "2*x"",
              ],
              "kind": "derivative",
              "line": 3,
              "message": "The sign is wrong: <here> & "there", 100%.",
              "notes": [
                "Read as a total derivative.",
              ],
              "text": "dL/dx = -2*x",
              "verdict": "disagree",
            },
            {
              "code": "kink",
              "column": 1,
              "endColumn": 12,
              "endLine": 4,
              "fixes": [],
              "kind": "derivative",
              "line": 4,
              "message": "A kink is on the stencil.",
              "text": "dL/dy = |y|",
              "verdict": "inconclusive",
            },
          ],
          "path": "notes/a.nabla",
          "problems": [
            {
              "code": "syntax",
              "column": 5,
              "endColumn": 7,
              "endLine": 5,
              "line": 5,
              "message": "A closing bracket is missing.",
              "severity": "error",
            },
          ],
        },
        {
          "claims": [],
          "error": "The file does not exist.",
          "path": "gone.md",
        },
      ],
      "summary": {
        "agree": 1,
        "disagree": 1,
        "inconclusive": 1,
        "unread": 0,
      },
      "version": 1,
    }
  `);
});

test('json of nothing', () => {
  const format = json();
  const counts = { agree: 0, disagree: 0, inconclusive: 0, unread: 0 };
  expect(JSON.parse(format.start() + format.end({ files: 0, failures: 0, counts }))).toEqual({
    version: 1,
    files: [],
    summary: counts,
  });
});

test('github', () => {
  expect(print(github())).toMatchInlineSnapshot(`
    "::error file=notes/a.nabla,line=3,endLine=3,col=10,endColumn=14,title=nabla wrong-derivative::The sign is wrong: <here> & "there", 100%25.
    ::warning file=notes/a.nabla,line=4,endLine=4,col=9,endColumn=12,title=nabla kink::A kink is on the stencil.
    ::error file=notes/a.nabla,line=5,endLine=5,col=5,endColumn=7,title=nabla syntax::A closing bracket is missing.
    ::error file=gone.md,title=nabla::The file does not exist.
    "
  `);
});

test('junit', () => {
  expect(print(junit())).toMatchInlineSnapshot(`
    "<?xml version="1.0" encoding="UTF-8"?>
    <testsuites name="nabla">
      <testsuite name="notes/a.nabla" tests="3" failures="1" errors="0" skipped="1">
        <testcase classname="notes/a.nabla" name="2: dL/dx = 2*x" file="notes/a.nabla" line="2"/>
        <testcase classname="notes/a.nabla" name="3: dL/dx = -2*x" file="notes/a.nabla" line="3"><failure type="wrong-derivative" message="The sign is wrong: &lt;here&gt; &amp; &quot;there&quot;, 100%."/></testcase>
        <testcase classname="notes/a.nabla" name="4: dL/dy = |y|" file="notes/a.nabla" line="4"><skipped message="inconclusive: A kink is on the stencil."/></testcase>
        <system-err>notes/a.nabla:5: A closing bracket is missing.</system-err>
      </testsuite>
      <testsuite name="gone.md" tests="1" failures="0" errors="1" skipped="0">
        <testcase classname="gone.md" name="read"><error message="The file does not exist."/></testcase>
      </testsuite>
    </testsuites>
    "
  `);
});

describe('sarif', () => {
  const { runs } = JSON.parse(print(sarif('1.2.3')));
  test('names every claim with its kind and region', () => {
    const regions = runs[0].results.map(
      (result: {
        ruleId: string;
        kind?: string;
        level: string;
        locations: { physicalLocation: unknown }[];
      }) => [result.ruleId, result.kind, result.level, result.locations[0]!.physicalLocation],
    );
    expect(regions).toMatchInlineSnapshot(`
      [
        [
          "agree",
          "pass",
          "none",
          {
            "artifactLocation": {
              "uri": "notes/a.nabla",
            },
            "region": {
              "endColumn": 12,
              "endLine": 2,
              "startColumn": 1,
              "startLine": 2,
            },
          },
        ],
        [
          "wrong-derivative",
          "fail",
          "error",
          {
            "artifactLocation": {
              "uri": "notes/a.nabla",
            },
            "region": {
              "endColumn": 14,
              "endLine": 3,
              "startColumn": 10,
              "startLine": 3,
            },
          },
        ],
        [
          "kink",
          "review",
          "none",
          {
            "artifactLocation": {
              "uri": "notes/a.nabla",
            },
            "region": {
              "endColumn": 12,
              "endLine": 4,
              "startColumn": 9,
              "startLine": 4,
            },
          },
        ],
        [
          "syntax",
          undefined,
          "error",
          {
            "artifactLocation": {
              "uri": "notes/a.nabla",
            },
            "region": {
              "endColumn": 7,
              "endLine": 5,
              "startColumn": 5,
              "startLine": 5,
            },
          },
        ],
      ]
    `);
  });
  test('carries fixes', () => {
    expect(runs[0].results[1].fixes[0].artifactChanges[0].replacements).toEqual([
      {
        deletedRegion: { startLine: 3, startColumn: 10, endLine: 3, endColumn: 14 },
        insertedContent: { text: '2*x' },
      },
    ]);
  });
  test('tells of files that could not be read', () => {
    expect(runs[0].invocations[0].executionSuccessful).toBe(false);
    expect(runs[0].tool.driver.version).toBe('1.2.3');
  });
});

test('a path with blanks and signs is a valid address', () => {
  const format = sarif('1');
  format.file({ ...REPORT, path: 'a b/ü#.md' });
  const uris = format.end(SUMMARY).match(/"uri": "([^"]*)"/g);
  expect(new Set(uris)).toEqual(new Set(['"uri": "a%20b/%C3%BC%23.md"']));
});
