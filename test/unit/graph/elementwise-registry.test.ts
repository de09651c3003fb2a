import { readdirSync } from 'node:fs';
import { describe, expect, it, vi } from 'vitest';
import { graphBuilder } from '../../../src/core/graph/graph';
import { functions, operations } from '../../../src/core/graph/operations/index';

const FOLDER = new URL('../../../src/core/graph/operations/', import.meta.url);
const MODULES = readdirSync(FOLDER).filter((name) => name.endsWith('.ts'));

describe('modules of operations', () => {
  it.each(MODULES)('%s can be the first one loaded', async (name) => {
    vi.resetModules();
    const module: object = await import(/* @vite-ignore */ new URL(name, FOLDER).pathname);
    expect(Object.keys(module)).not.toEqual([]);
  });
});

describe('registry', () => {
  it('lists every function under all of its names', () => {
    for (const [name, entry] of functions) expect(entry.names).toContain(name);
  });

  it.each([
    ['log', 'ln'],
    ['asin', 'arcsin'],
    ['sigmoid', 'sigma', 'logistic'],
    ['relu', 'ReLU'],
    ['power', 'pow'],
    ['abs', 'fabs', 'absolute'],
    ['sign', 'sgn'],
    ['maximum', 'fmax'],
    ['silu', 'swish'],
    ['step', 'heaviside'],
    ['where', 'select'],
    ['clip', 'clamp'],
  ])('%s has its other names', (first, ...others) => {
    for (const other of others) expect(functions.get(other)).toBe(functions.get(first));
  });

  it('has a signature and a documentation of one line for every function', () => {
    for (const entry of functions.values()) {
      expect(entry.signature.startsWith(`${entry.names[0]}(`), entry.signature).toBe(true);
      expect(entry.doc, entry.names[0]).toMatch(/^[^\n]+\.$/);
      expect(entry.arity[0]).toBeLessThanOrEqual(entry.arity[1]);
    }
  });

  it('gives both derivative rules or neither', () => {
    for (const operation of operations.values()) {
      expect(operation.vjp === undefined, operation.name).toBe(operation.jvp === undefined);
    }
  });

  it('refuses sizes that do not broadcast, with both sizes', () => {
    const b = graphBuilder();
    const result = functions.get('atan2')!.build(b, [b.input('x', [3, 2]), b.input('y', [4])], {});
    expect(result).toEqual({
      mismatch:
        'atan2: sizes 3×2 and 4 do not fit elementwise: the last sizes are 2 and 4; make them equal, or one a scalar',
    });
  });
});
