import type { CheckedDocument, Service } from '../../src/service/facade';
import type { ClaimReport, Diagnostic } from '../../src/service/model';

/**
 * A service whose documents say what it does, one word a claim: `right`, `wrong`, `wait` (until the test lets it go
 * on), `throw`. It stands for the real one where a test needs failures and delays at will.
 */
export interface ScriptedService extends Service {
  /** The texts whose checks have begun, in order; and those that came to their end. */
  readonly begun: readonly string[];
  readonly finished: readonly string[];
  /** Lets every check go on that waits. */
  go(): void;
}

export function scriptedService(overrides: Partial<Service> = {}): ScriptedService {
  const begun: string[] = [];
  const finished: string[] = [];
  let waiting: (() => void)[] = [];

  return {
    begun,
    finished,
    go() {
      for (const resume of waiting) resume();
      waiting = [];
    },
    mayHoldSheets: ({ text }) => text.includes('@grad'),
    async checkDocument(document, { cancelled }) {
      begun.push(document.text);
      const claims: ClaimReport[] = [];
      for (const match of document.text.matchAll(/right|wrong|wait|throw/g)) {
        if (match[0] === 'throw') throw new Error('a defect');
        if (match[0] === 'wait') await new Promise<void>((resolve) => waiting.push(resolve));
        if (cancelled?.()) return undefined;
        claims.push(claim(match[0], match.index));
      }
      finished.push(document.text);
      return checkedDocument(document, claims);
    },
    hints: ({ claims }) =>
      claims.map(({ span, text }) => ({ offset: span.end, text: `= ${text}`, kind: 'value', tooltip: '' })),
    async hover({ claims }, offset, { dark, settings }) {
      const found = claims.find(({ span }) => span.start <= offset && offset <= span.end);
      return (
        found && { span: found.span, markdown: `${found.text} ${dark ? 'dark' : 'light'} ${settings.digits}` }
      );
    },
    coverage: () => ({ formulas: [], read: 0 }),
    coverageReport: () => '',
    lenses: ({ claims }) => claims.map(({ span }) => ({ span, title: 'Check', command: 'check' })),
    fixesAt: ({ claims }, span) =>
      claims
        .filter((each) => each.span.start <= span.end && span.start <= each.span.end)
        .flatMap(({ fixes }) => fixes),
    fixAll: ({ claims }, chosen) =>
      claims
        .flatMap(({ span, text, fixes }) =>
          fixes.map((fix) => ({ claim: span, fix, before: text, after: fix.text })),
        )
        .filter((_, i) => chosen?.includes(i) ?? true),
    derivationAt: () => ({ message: 'There is no derivative here.' }),
    graphView: () => undefined,
    ...overrides,
  };
}

function claim(word: string, start: number): ClaimReport {
  const span = { start, end: start + word.length };
  const kind = word === 'wrong' ? 'disagree' : 'agree';
  return {
    span,
    text: word,
    kind: 'derivative',
    sheet: 0,
    verdict: {
      kind,
      code: kind === 'agree' ? 'agree' : 'wrong-derivative',
      message: `This is ${word}.`,
      notes: [],
    },
    fixes: kind === 'disagree' ? [{ title: 'Make it right', span, text: 'right' }] : [],
  };
}

function checkedDocument(
  document: CheckedDocument['document'],
  claims: readonly ClaimReport[],
): CheckedDocument {
  const wrong = claims.filter(({ verdict }) => verdict.kind === 'disagree');
  const diagnostics = wrong.map(
    ({ span, verdict }): Diagnostic => ({
      span,
      severity: 'error',
      code: verdict.code,
      message: verdict.message,
      related: [],
    }),
  );
  const disagree = wrong.length;
  const counts = { agree: claims.length - disagree, disagree, inconclusive: 0, unread: 0 };
  const sheets = [{ title: 'scripted', span: { start: 0, end: document.text.length } }];
  return { document, sheets, claims, diagnostics, counts };
}
