import { describe, expect, test } from 'vitest';
import type { CheckedDocument } from '../../../src/service/facade';
import { checkText } from '../examples/verdicts';
import { claimsAt, type LabelledDocument, labelledDocuments } from './corpus';

const MINUTE = 60_000;

const checked = new Map<string, Promise<CheckedDocument>>();
const check = ({ path, text }: LabelledDocument): Promise<CheckedDocument> => {
  const known = checked.get(path) ?? checkText(path, text);
  checked.set(path, known);
  return known;
};

const lineOf = (text: string, offset: number): number => text.slice(0, offset).split('\n').length;

/** Disagreements at places that no label calls wrong. */
async function falseAccusations(document: LabelledDocument): Promise<readonly string[]> {
  const { claims } = await check(document);
  const disagreements = claims.filter(({ verdict }) => verdict.kind === 'disagree');
  const wrong = document.labels.filter(({ truth }) => truth === 'wrong');
  const justified = new Set(wrong.flatMap((label) => claimsAt(disagreements, document.text, label)));
  return disagreements
    .filter((claim) => !justified.has(claim))
    .map(({ span, text, verdict }) => `${lineOf(document.text, span.start)}: ${text} (${verdict.message})`);
}

/** Wrong equations that pass for right, in a reading that no label grants. */
async function missedMistakes(document: LabelledDocument): Promise<readonly string[]> {
  const { claims } = await check(document);
  const agreements = claims.filter(({ verdict }) => verdict.kind === 'agree');
  return document.labels
    .filter(({ truth }) => truth === 'wrong')
    .filter((label) =>
      claimsAt(agreements, document.text, label).some(
        ({ verdict }) => label.reading === undefined || verdict.code === 'agree',
      ),
    )
    .map(({ line, source }) => `${line}: ${source}`);
}

const documents = [...labelledDocuments('documents'), ...labelledDocuments('homework')];

/** Documents in which something right is accused still; the test fails as soon as that is over. */
const ACCUSED: ReadonlySet<string> = new Set();

/** Documents in which a mistake passes still. */
const PASSING: ReadonlySet<string> = new Set();

describe('nothing right is accused', () => {
  for (const document of documents) {
    const run = ACCUSED.has(document.name) ? test.fails : test;
    run(
      document.name,
      async () => {
        expect(await falseAccusations(document)).toEqual([]);
      },
      2 * MINUTE,
    );
  }
});

describe('nothing wrong passes for right', () => {
  for (const document of documents) {
    const run = PASSING.has(document.name) ? test.fails : test;
    run(
      document.name,
      async () => {
        expect(await missedMistakes(document)).toEqual([]);
      },
      2 * MINUTE,
    );
  }
});

/** How many of the labelled equations get the verdict that their label asks for. */
async function found(document: LabelledDocument, truth: 'right' | 'wrong'): Promise<readonly boolean[]> {
  const { claims } = await check(document);
  const kind = truth === 'right' ? 'agree' : 'disagree';
  return document.labels
    .filter((label) => label.truth === truth && label.reading === undefined)
    .map((label) => claimsAt(claims, document.text, label).some(({ verdict }) => verdict.kind === kind));
}

async function share(names: readonly LabelledDocument[], truth: 'right' | 'wrong'): Promise<number> {
  const all = (await Promise.all(names.map((document) => found(document, truth)))).flat();
  return all.filter(Boolean).length / all.length;
}

describe('most equations get a verdict', () => {
  const corpus = labelledDocuments('documents');
  test('right ones agree', async () => expect(await share(corpus, 'right')).toBeGreaterThan(0.8), 2 * MINUTE);
  test(
    'wrong ones are found',
    async () => expect(await share(corpus, 'wrong')).toBeGreaterThan(0.6),
    2 * MINUTE,
  );
});
