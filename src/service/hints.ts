import type { TensorValue } from '../core/check/verdict';
import { type Shape, showShape } from '../core/graph/shape';
import { showTensor } from '../core/print/numbers';
import type { Definition } from '../core/sheet/model';
import { chain } from '../core/sheet/scope';
import type { Span } from '../core/text/span';
import type { CheckedBook, JudgedClaim } from './checked';
import type { Hint, Settings } from './model';

/** How many entries of an array a hint shows before it is abbreviated. */
const HINT_ENTRIES = 6;

/**
 * Values, adjoints and inferred shapes behind the definitions of an excerpt, or of a span of it. In prose they would be in the way: there
 * only the claims that agree get a mark.
 */
export function hints(checked: CheckedBook, settings: Settings, range?: Span): readonly Hint[] {
  const { book } = checked.checkable;
  const marks = settings.hints.verdicts ? checked.judged.flatMap(markOf) : [];
  const behind = book.definitions
    .filter(({ inherited, fragment }) => inherited !== true && book.sourceOf(fragment)?.unannotated !== true)
    .flatMap((definition) => hintsOf(checked, definition, settings));
  return [...marks, ...behind]
    .filter(({ offset }) => range === undefined || (range.start <= offset && offset <= range.end))
    .sort((a, b) => a.offset - b.offset);
}

function markOf({ claim, verdict }: JudgedClaim): Hint[] {
  if (claim.unannotated !== true || verdict.kind !== 'agree') return [];
  return [{ offset: claim.span.end, kind: 'verdict', text: '✓', tooltip: verdict.message }];
}

function hintsOf(checked: CheckedBook, definition: Definition, settings: Settings): Hint[] {
  const { values, checkable } = checked;
  const sheetGraph = checkable.sheetGraphs[0]!;
  const result = sheetGraph.lowered.get(definition);
  if (result === undefined || 'failure' in result) return [];
  const { shape } = sheetGraph.graph.node(result.value.node);
  const found: Hint[] = [];
  const offset = definition.kind === 'free' ? definition.nameSpan.end : definition.span.end;
  const value = definition.kind === 'expression' ? values.valueOf(result.value.node) : undefined;
  if (settings.hints.values && value !== undefined) {
    found.push({
      offset,
      kind: 'value',
      text: `= ${show(value, settings)}`,
      tooltip: `The value of ${definition.name} at the given values.`,
    });
  } else if (settings.hints.shapes && shape.length > 0 && isInferred(checked, definition)) {
    found.push({
      offset,
      kind: 'shape',
      text: `: ${declaredShape(shape)}`,
      tooltip: `The shape of ${definition.name}, inferred from how it is used.`,
    });
  }
  const adjoint = values.adjointOf(definition);
  const output = outputFor(checked, definition);
  if (
    settings.hints.adjoints &&
    adjoint !== undefined &&
    output !== undefined &&
    definition.kind !== 'free'
  ) {
    found.push({
      offset,
      kind: 'adjoint',
      text: `∂${output.name}/∂${definition.name} = ${show(adjoint, settings)}`,
      tooltip: `The adjoint of ${definition.name}: how ${output.name} changes with it, at the given values.`,
    });
  }
  return found;
}

/** As a sheet would declare it: a bare `4` would read as a value. */
export const declaredShape = (shape: Shape): string =>
  shape.length === 1 ? `R^${shape[0]}` : showShape(shape);

const show = (value: TensorValue, settings: Settings): string =>
  showTensor({ shape: value.shape, entries: value.entries }, settings.digits, HINT_ENTRIES);

/** Whether no declaration and no array written out already shows the shape. */
function isInferred({ checkable }: CheckedBook, definition: Definition): boolean {
  if (definition.kind === 'value' || definition.kind === 'upstream') return false;
  const { book } = checkable;
  return !chain(book.scope, definition.sheet).some((sheet) =>
    book.sheets[sheet]!.shapes.has(definition.name),
  );
}

/** The output that a definition's adjoint belongs to: that of its own sheet, else of a sheet below that uses it. */
export function outputFor(
  { checkable, values }: CheckedBook,
  definition: Definition,
): Definition | undefined {
  const own = values.outputOf(definition.sheet);
  if (own !== undefined) return own;
  const { book } = checkable;
  const below = book.sheets.find(
    (sheet) =>
      values.outputOf(sheet.index) !== undefined && chain(book.scope, sheet.index).includes(definition.sheet),
  );
  return below === undefined ? undefined : values.outputOf(below.index);
}
