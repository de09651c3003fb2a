import { sizeOf } from '../graph/shape';
import type { ReadBook } from '../sheet/book';
import { writtenNumber } from '../sheet/constants';
import { buildSheetGraph } from '../sheet/lowering/build';
import { type GraphReading, type SheetGraph, USUAL_READING } from '../sheet/lowering/sheet-graph';
import type { Failure } from '../sheet/lowering/value';
import type { Claim } from '../sheet/model';
import { resolve } from '../sheet/scope';
import { inferShapes } from '../sheet/shapes/infer';
import { ASSIGNMENT_COUNT, allOfSize, type InferredShapes } from '../sheet/shapes/inferred';
import { bodyOf } from '../syntax/families';
import { isDerivative } from '../syntax/walk';
import { unroundedClaims } from './diagnose/rounded';
import { judgeEquality } from './equality';
import { inconclusive } from './inconclusive';
import { inOtherIndices, undefinedEntry } from './index-readings';
import { judgeInequality } from './inequality';
import { misfitOf } from './misfit';
import { type CheckOptions, WORK_BUDGET } from './options';
import { type Subject, subjectOf } from './subject';
import { unclear } from './unclear';
import type { Verdict } from './verdict';
import { sourceText } from './wording';

/** A document that is ready to be judged claim by claim. */
export interface CheckableBook {
  readonly book: ReadBook;
  /** One graph for each assignment of sizes that the text leaves open; the first serves for everything that is shown. */
  readonly sheetGraphs: readonly SheetGraph[];
  /** Other plausible readings of the notation, built when a claim fails in the usual one. */
  readonly otherReadings: (claim: Claim) => Iterable<OtherReading>;
  /** The graph in which operands that do not fit mean what else they may; built at the first use. */
  readonly mended: () => SheetGraph;
  /** The graph in which every open size is `n`, built at the first use; undefined where the document is too large for it. */
  readonly ofSize: (n: number) => SheetGraph | undefined;
}

interface OtherReading {
  readonly note: string;
  /** One graph for each assignment of open sizes, built when it is looked at. */
  readonly sheetGraphs: Iterable<SheetGraph>;
}

export function checkableBook(book: ReadBook): CheckableBook {
  const shapes = inferShapes(book);
  const sheetGraphs = [...graphsFor(book, shapes, USUAL_READING)];
  let mended: SheetGraph | undefined;
  const sized = new Map<number, SheetGraph>();
  return {
    book,
    sheetGraphs,
    otherReadings: otherReadingsOf(book, sheetGraphs[0]!),
    mended: () => {
      mended ??= buildSheetGraph(book, shapes, 0, { ...USUAL_READING, misfits: 'mended' });
      return mended;
    },
    ofSize: (n) => {
      if ((sized.size + 1) * book.definitions.length > DEFINITIONS_BUILT) return sized.get(n);
      const graph = sized.get(n) ?? buildSheetGraph(book, shapes, allOfSize(n), USUAL_READING);
      sized.set(n, graph);
      return graph;
    },
  };
}

function* graphsFor(book: ReadBook, shapes: InferredShapes, reading: GraphReading): Generator<SheetGraph> {
  const count = shapes.freeSizes ? ASSIGNMENT_COUNT : 1;
  for (let assignment = 0; assignment < count; assignment++) {
    yield buildSheetGraph(book, shapes, assignment, reading);
  }
}

/** An iterable that can be walked many times, and computes each item once. */
function remembered<T>(source: Iterator<T>): Iterable<T> {
  const items: T[] = [];
  return {
    *[Symbol.iterator]() {
      for (let i = 0; ; i++) {
        if (i === items.length) {
          const next = source.next();
          if (next.done === true) return;
          items.push(next.value);
        }
        yield items[i]!;
      }
    },
  };
}

/** A claim's own shapes mean a graph of its own; a document with more definitions than this in all gets no more of them. */
const DEFINITIONS_BUILT = 20_000;

function otherReadingsOf(book: ReadBook, usual: SheetGraph): CheckableBook['otherReadings'] {
  const graphs = new Map<string, Iterable<SheetGraph>>();
  const once = (key: string, build: () => Iterator<SheetGraph>): Iterable<SheetGraph> => {
    const known = graphs.get(key) ?? remembered(build());
    graphs.set(key, known);
    return known;
  };
  let built = 0;
  return function* readings(claim) {
    if (usual.ambiguous.power) {
      yield {
        note: 'Powers of square matrices are read entry by entry here; write `.^` to say so.',
        sheetGraphs: once('power', () =>
          graphsFor(book, usual.shapes, { ...USUAL_READING, power: 'entrywise' }),
        ),
      };
    }
    if (usual.ambiguous.letters) {
      yield {
        note: 'Names such as `xy` are read as products of their letters here; write `x*y` or `x y` to say so.',
        sheetGraphs: once('letters', () =>
          graphsFor(book, usual.shapes, { ...USUAL_READING, letters: 'product' }),
        ),
      };
    }
    if (usual.ambiguous.direction) {
      yield {
        note: 'The derivative is taken along the unit vector in this direction here; divide by the length to say so.',
        sheetGraphs: once('direction', () =>
          graphsFor(book, usual.shapes, { ...USUAL_READING, direction: 'unit' }),
        ),
      };
    }
    if (usual.ambiguous.partials) {
      yield {
        note: '`∂` is read with all other defined names held fixed here.',
        sheetGraphs: once('partials', () =>
          graphsFor(book, usual.shapes, { ...USUAL_READING, partials: 'partial' }),
        ),
      };
    }
    if (usual.ambiguous.quotients) {
      for (const quotients of ['claims', 'definitions', 'all'] as const) {
        yield {
          note: 'What follows a quotient such as `x/yz` is part of its denominator here, or is not; write a fraction.',
          sheetGraphs: once(`quotients ${quotients}`, () =>
            graphsFor(book, usual.shapes, { ...USUAL_READING, quotients }),
          ),
        };
      }
    }
    if (usual.ambiguous.bareArguments) {
      for (const bareArguments of ['brackets', 'long', 'short'] as const) {
        yield {
          note: 'The argument of a function without brackets ends elsewhere here; put it in brackets, such as `\\sin(x) y`.',
          sheetGraphs: once(`arguments ${bareArguments}`, () =>
            graphsFor(book, usual.shapes, { ...USUAL_READING, bareArguments }),
          ),
        };
      }
    }
    if (!usual.shapes.guessed) return;
    if (built + book.definitions.length <= DEFINITIONS_BUILT) {
      built += book.definitions.length;
      yield {
        note: 'Shapes of undeclared names follow from this claim alone here; declare them, such as `x : R^3`.',
        sheetGraphs: remembered(graphsFor(book, inferShapes(book, 'usual', claim), USUAL_READING)),
      };
    }
    yield {
      note: 'Capital letters are read as vectors here; declare shapes, such as `X : R^3`, if they are matrices.',
      sheetGraphs: once('vectors', () => graphsFor(book, inferShapes(book, 'vectors'), USUAL_READING)),
    };
    const scalars = once('scalars', () => graphsFor(book, inferShapes(book, 'scalars'), USUAL_READING));
    const [first] = scalars;
    if (first !== undefined && plausible(first, usual, claim)) {
      yield {
        note: 'Names without a declared shape are read as scalars here; declare shapes, such as `x : R^3`, if they are arrays.',
        sheetGraphs: scalars,
      };
    }
  };
}

/** Nobody transposes a scalar or sums it up: where the usual reading has an array in such a place, so must the other. */
function plausible(scalars: SheetGraph, usual: SheetGraph, claim: Claim): boolean {
  const arrays = usual.shapes.ranksOfArrays(claim);
  return scalars.shapes.ranksOfArrays(claim).every((rank, i) => rank !== 0 || arrays[i] === 0);
}

/**
 * The verdict on one claim. Where the text leaves sizes open, the claim is judged for several of them: a disagreement at any
 * is one, agreement needs all. A disagreement needs every plausible reading of the notation to disagree.
 */
export function checkClaim(checkable: CheckableBook, claim: Claim, options: CheckOptions): Verdict {
  const verdict = checkInReadings(checkable, claim, options);
  const approximate = verdict.code === 'approximate';
  if (verdict.kind !== 'disagree' && !approximate) return verdict;
  const half = { ...options, work: (options.work ?? WORK_BUDGET) / 4 };
  for (const exact of unroundedClaims(claim)) {
    const repaired = checkInReadings(checkable, { ...exact.claim, relation: '=' }, half);
    if (repaired.kind !== 'agree') continue;
    return approximate
      ? { ...repaired, notes: [...repaired.notes, `${exact.note.split(';')[0]}.`] }
      : { ...verdict, notes: [exact.note, ...verdict.notes] };
  }
  return verdict;
}

function checkInReadings(checkable: CheckableBook, claim: Claim, options: CheckOptions): Verdict {
  let agreed: Verdict | undefined;
  const { ambiguous, shapes } = checkable.sheetGraphs[0]!;
  const readOtherwise = ambiguous.power || ambiguous.letters || shapes.guessed;
  const work = (options.work ?? WORK_BUDGET) / (readOtherwise ? 2 : 1);
  const usual = { ...options, work: work / checkable.sheetGraphs.length };
  for (const sheetGraph of checkable.sheetGraphs) {
    const verdict = judge(sheetGraph, claim, usual);
    if (verdict.kind === 'disagree' || MISFITS.has(verdict.code)) {
      const settled = inOtherReadings(checkable, claim, { ...options, work: work / OTHER_READINGS }, verdict);
      if (settled.code === 'shape-mismatch') return accusedMisfit(checkable, claim, options, settled);
      return settled.kind === 'disagree' && options.tentative !== true
        ? (unclear(checkable, sheetGraph, claim, options, judgeForAll) ??
            inOtherIndices(checkable.sheetGraphs, claim, (graphs, other) =>
              judgeForAll(graphs, other, { ...options, work: work / INDEX_READINGS }),
            ) ??
            settled)
        : settled;
    }
    if (verdict.kind !== 'agree') return verdict;
    agreed ??= verdict;
  }
  return agreed ?? inconclusive('shape', 'No sizes were found for the arrays of this claim.');
}

/** Operands that do not fit are a mistake if nothing else that may have been meant by them is right. */
function accusedMisfit(
  checkable: CheckableBook,
  claim: Claim,
  options: CheckOptions,
  verdict: Verdict,
): Verdict {
  const wrong = misfitOf(checkable.sheetGraphs[0]!, claim);
  if (wrong === undefined) return verdict;
  const other = judge(checkable.mended(), claim, { ...options, work: (options.work ?? WORK_BUDGET) / 2 });
  return other.kind === 'disagree' || MISFITS.has(other.code) ? wrong : verdict;
}

/** The other readings of indices share as much as the usual one has. */
const INDEX_READINGS = 8;

/** Nodes of a document's graph, each of a few hundred bytes, beyond which no more claims are judged. */
const MAX_NODES = 600_000;

/** The most that `otherReadings` yields for a claim; they share half of its budget. */
const OTHER_READINGS = 10;

/** Verdicts that another reading may mend. */
const MISFITS: ReadonlySet<string> = new Set(['shape', 'shape-mismatch', 'depends', 'unknown-name']);

function inOtherReadings(
  checkable: CheckableBook,
  claim: Claim,
  options: CheckOptions,
  usual: Verdict,
): Verdict {
  let disagreement: Verdict | undefined;
  for (const { note, sheetGraphs } of checkable.otherReadings(claim)) {
    const verdict = judgeForAll(sheetGraphs, claim, options);
    if (verdict.kind === 'agree')
      return { ...verdict, code: 'agree-reading', notes: [...verdict.notes, note] };
    // A reading that cannot be afforded might have agreed.
    const mayAgree = verdict.code === 'budget' || (claim.unannotated === true && verdict.code === 'domain');
    if (mayAgree && usual.kind === 'disagree') return verdict;
    if (verdict.kind === 'disagree') disagreement ??= { ...verdict, notes: [...verdict.notes, note] };
  }
  // Where the sides fit in sizes that other readings choose, and are unequal there too, the claim is wrong, not the sizes;
  // the same holds for a name that makes sense only as a product.
  return (usual.code === 'shape' || usual.code === 'unknown-name') && disagreement !== undefined
    ? disagreement
    : usual;
}

/** Agreement takes all sizes: at one of them a written `3` may happen to be the size. */
function judgeForAll(sheetGraphs: Iterable<SheetGraph>, claim: Claim, options: CheckOptions): Verdict {
  let agreed: Verdict | undefined;
  for (const sheetGraph of sheetGraphs) {
    const verdict = judge(sheetGraph, claim, options);
    if (verdict.kind !== 'agree') return verdict;
    agreed ??= verdict;
  }
  return agreed ?? inconclusive('shape', 'No sizes were found for the arrays of this claim.');
}

function judge(sheetGraph: SheetGraph, claim: Claim, options: CheckOptions): Verdict {
  if (sheetGraph.graph.nodes.length > MAX_NODES) {
    return inconclusive(
      'budget',
      'The claims of this document need more operations in all than Nabla builds. Split the document into several files.',
    );
  }
  const subject = subjectOf(sheetGraph, claim);
  if ('failure' in subject) return verdictOfFailure(subject.failure);
  if (isEmpty(subject)) {
    return inconclusive(
      'shape',
      'There are no entries to compare: an array of this claim has a size of 0. Declare sizes of at least 1.',
    );
  }
  if (claim.relation === '!=' || claim.kind === 'inequality') return judgeInequality(subject, options);
  if (claim.relation === '≈' && !isWritten(claim)) {
    return inconclusive(
      'approximate',
      'How close `≈` should be between two formulas is not said, so this is not judged. Use `=`, or write a number on the right.',
    );
  }
  return undefinedTarget(subject) ?? undefinedEntry(subject) ?? judgeEquality(subject, options);
}

const isEmpty = ({ sheetGraph: { graph }, left, right }: Subject): boolean =>
  [left, right].some(({ node }) => sizeOf(graph.node(node).shape) === 0);

const isWritten = ({ left, right }: Claim): boolean =>
  [left, right].some((side) => writtenNumber(side) !== undefined || side.kind === 'array');

/** The derivative of a name that the sheet does not define says nothing. */
function undefinedTarget(subject: Subject): Verdict | undefined {
  const { claim, sheetGraph } = subject;
  let target = bodyOf(claim.left);
  const isStated = isDerivative(target);
  // The target of a second derivative is the first one, which may well be an input.
  while (target.kind === 'derivative' || target.kind === 'operator') target = target.target;
  if (target.kind === 'index') target = target.target;
  if (!isStated || target.kind !== 'name') return undefined;
  const definition = resolve(sheetGraph.book.scope, claim.sheet, target.name, claim.span.start);
  if (definition === undefined || (definition.kind !== 'free' && definition.kind !== 'value'))
    return undefined;
  const lowered = sheetGraph.lowered.get(definition);
  const node = lowered !== undefined && 'value' in lowered ? lowered.value.node : undefined;
  if (node === undefined || subject.derivations.some(({ variable }) => variable === node)) return undefined;
  const claimText = sourceText(claim, claim.left);
  return inconclusive(
    'unknown-name',
    `${definition.name} is ${definition.kind === 'free' ? 'not defined in this sheet' : 'only a value'}, so ${claimText} cannot be judged. Define ${definition.name} as an expression, or write \`given ${claimText}\` if it comes from elsewhere.`,
  );
}

/** Errors of the document are reported at their place; a claim that rests on one is only inconclusive. */
function verdictOfFailure(failure: Failure): Verdict {
  const { code, message } = failure;
  if (code === 'unsupported' || code === 'syntax')
    return { kind: 'unread', code: 'not-yet', message, notes: [] };
  if (code === 'too-large') return inconclusive('budget', message);
  return inconclusive(code, message);
}
