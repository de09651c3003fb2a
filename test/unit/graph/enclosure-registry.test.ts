import { describe, expect, it } from 'vitest';
import { NAMED } from '../../../src/core/graph/graph';
import { operations } from '../../../src/core/graph/operations';

/** Operations that cannot be enclosed; a claim that needs one is judged in doubles alone. */
const EXCEPTIONS: readonly string[] = [];

describe('enclosures', () => {
  it('exist for every operation', () => {
    const missing = [...operations.values(), NAMED].filter(({ enclosure }) => enclosure === undefined);
    expect(missing.map(({ name }) => name)).toEqual(EXCEPTIONS);
  });
});
