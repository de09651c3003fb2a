import type { FunctionEntry } from '../function';
import type { Operation } from '../operation';
import { activationFunctions, activationOperations } from './activations';
import { arithmeticFunctions, arithmeticOperations } from './arithmetic';
import { arrangementFunctions, arrangementOperations } from './arrangement';
import { comparisonFunctions, comparisonOperations } from './comparison';
import { einsumFunctions, einsumOperations } from './einsum/einsum';
import { tensorProductFunctions } from './einsum/tensor-products';
import { elementaryFunctions, elementaryOperations } from './elementary';
import { hyperbolicFunctions, hyperbolicOperations } from './hyperbolic';
import { linearFunctions, linearOperations } from './linear';
import { matrixFunctions, matrixOperations } from './matrix';
import { powerOperations } from './power';
import { reduceFunctions, reduceOperations } from './reduce';
import { selectionFunctions, selectionOperations } from './selection';
import { softmaxFunctions, softmaxOperations } from './softmax';
import { specialFunctions, specialOperations } from './special';
import { structureFunctions, structureOperations } from './structure';
import { trigonometricFunctions, trigonometricOperations } from './trigonometric';

/** Every operation by its name; leaves (inputs, constants, named values) are no operations. */
export const operations: ReadonlyMap<string, Operation> = byName(
  [
    ...arithmeticOperations,
    ...powerOperations,
    ...elementaryOperations,
    ...trigonometricOperations,
    ...hyperbolicOperations,
    ...specialOperations,
    ...activationOperations,
    ...comparisonOperations,
    ...selectionOperations,
    ...structureOperations,
    ...arrangementOperations,
    ...linearOperations,
    ...einsumOperations,
    ...matrixOperations,
    ...reduceOperations,
    ...softmaxOperations,
  ],
  (operation) => [operation.name],
);

/** Every function that a sheet can call, by each of its names. */
export const functions: ReadonlyMap<string, FunctionEntry> = byName(
  [
    ...elementaryFunctions,
    ...trigonometricFunctions,
    ...hyperbolicFunctions,
    ...specialFunctions,
    ...activationFunctions,
    ...selectionFunctions,
    ...comparisonFunctions,
    ...arithmeticFunctions,
    ...structureFunctions,
    ...arrangementFunctions,
    ...linearFunctions,
    ...einsumFunctions,
    ...tensorProductFunctions,
    ...matrixFunctions,
    ...reduceFunctions,
    ...softmaxFunctions,
  ],
  (entry) => entry.names,
);

/** Two entries under one name are a mistake in a table, never in a user's text. */
function byName<T>(entries: readonly T[], namesOf: (entry: T) => readonly string[]): Map<string, T> {
  const map = new Map<string, T>();
  for (const entry of entries) {
    for (const name of namesOf(entry)) {
      if (map.has(name)) throw new Error(`two entries are named ${name}`);
      map.set(name, entry);
    }
  }
  return map;
}
