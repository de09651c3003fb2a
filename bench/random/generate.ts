/** Random functions with their derivative, as sheets. The domains are such that everything is defined and of modest size. */
import { differentiate } from './differentiate';
import { BINARY_FUNCTIONS, BINARY_RULE_OF, FUNCTIONS, type Interval, RULE_OF } from './functions';
import { rewritten } from './rewrite';
import { binary, call, name, negative, number, partsOf, print, type Tree } from './tree';

/** Numbers in [0, 1), the same for the same seed (mulberry32). */
export function randomness(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = state;
    t = Math.imul(t ^ (t >>> 15), t | 1);
    t ^= t + Math.imul(t ^ (t >>> 7), t | 61);
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}

export interface RandomClaim {
  readonly head: string;
  readonly left: string;
  readonly right: string;
}

/** Values above this lose too many digits on the way. */
const GREATEST = 60;
/** Longer derivatives are drawn anew. */
const LONGEST = 900;

interface Sized {
  readonly tree: Tree;
  readonly range: Interval;
}

export function randomClaim(random: () => number): RandomClaim {
  for (;;) {
    const claim = attempt(random);
    if (claim) return claim;
  }
}

function attempt(random: () => number): RandomClaim | undefined {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  const names = ['x', 'y', 'z'].slice(0, 1 + Math.floor(random() * 3));
  const domains = new Map<string, Interval>(
    names.map((each) => {
      const low = Math.round((random() * 5 - 2) * 8) / 8;
      return [each, [low, low + pick([0.5, 1, 2])] as const];
    }),
  );
  const f = grown(random, domains, 2 + Math.floor(random() * 4)).tree;
  const used = namesOf(f);
  if (used.size === 0 || f.kind === 'name' || f.kind === 'number') return undefined;
  const variable = pick([...used]);
  let derivative = differentiate(f, variable);
  let left = `df/d${variable}`;
  if (random() < 0.15 && isSmooth(f)) {
    const second = pick([...used]);
    derivative = differentiate(derivative, second);
    left = second === variable ? `d2f/d${variable}2` : `d2f/d${second}d${variable}`;
  }
  derivative = rewritten(derivative, random, (tree) => rangeOf(tree, domains));
  const bound = random() < 0.5 ? boundParts(f, random) : new Map<Tree, string>();
  const lines = [...bound].map(
    ([tree, text]) => `${text} = ${print(tree, (part) => (part === tree ? undefined : bound.get(part)))}`,
  );
  const right = print(derivative, (tree) => bound.get(tree));
  if (right.length > LONGEST) return undefined;
  const head = [
    ...[...used].sort().map((each) => `${domains.get(each)![0]} < ${each} < ${domains.get(each)![1]}`),
    ...lines,
    `f = ${print(f, (tree) => bound.get(tree))}`,
  ].join('\n');
  return { head, left, right };
}

function grown(random: () => number, domains: ReadonlyMap<string, Interval>, depth: number): Sized {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!;
  if (depth <= 0) {
    if (random() < 0.75) {
      const each = pick([...domains.keys()]);
      return { tree: name(each), range: domains.get(each)! };
    }
    const value = Math.round(random() * 400 + 20) / 100;
    return { tree: number(value), range: [value, value] };
  }
  for (let tries = 0; tries < 12; tries++) {
    const tree = candidate();
    const range = tree && rangeOf(tree, domains);
    if (tree && range && Math.max(Math.abs(range[0]), Math.abs(range[1])) <= GREATEST) return { tree, range };
  }
  return grown(random, domains, 0);

  function candidate(): Tree | undefined {
    const roll = random();
    const a = grown(random, domains, depth - 1 - Math.floor(random() * 2));
    if (roll < 0.5) {
      const fitting = FUNCTIONS.filter(({ domain }) => isInside(a.range, domain));
      return fitting.length === 0 || a.tree.kind === 'number' ? undefined : call(pick(fitting).name, a.tree);
    }
    if (roll < 0.56) return a.tree.kind === 'number' ? undefined : negative(a.tree);
    if (roll < 0.66) return power(a, pick([2, 3, 4, -1, -2, 0.5, 1.5]));
    const b = grown(random, domains, depth - 1 - Math.floor(random() * 2));
    if (roll < 0.74) {
      const fitting = BINARY_FUNCTIONS.filter(
        ({ domains: [first, second] }) => isInside(a.range, first) && isInside(b.range, second),
      );
      return fitting.length === 0 || isSame(a, b) ? undefined : call(pick(fitting).name, a.tree, b.tree);
    }
    if (isSame(a, b)) return undefined;
    return binary(pick(['+', '-', '*', '*', '/'] as const), a.tree, b.tree);
  }

  function power({ tree, range }: Sized, exponent: number): Tree | undefined {
    const needsPositive = exponent < 0 || !Number.isInteger(exponent);
    if (tree.kind === 'number' || (needsPositive && range[0] < 0.1)) return undefined;
    return binary('^', tree, exponent < 0 ? negative(number(-exponent)) : number(exponent));
  }
}

/** Differences and maxima of something and itself are 0, or a tie everywhere. */
const isSame = (a: Sized, b: Sized): boolean => print(a.tree) === print(b.tree);

const isInside = (inner: Interval, outer: Interval): boolean => inner[0] >= outer[0] && inner[1] <= outer[1];

/** Bounds by interval arithmetic in plain numbers; undefined where a part may leave its domain. */
export function rangeOf(tree: Tree, domains: ReadonlyMap<string, Interval>): Interval | undefined {
  const parts = partsOf(tree).map((part) => rangeOf(part, domains));
  if (parts.includes(undefined)) return undefined;
  const [a, b] = parts as Interval[] as [Interval, Interval];
  switch (tree.kind) {
    case 'number':
      return [Number(tree.text), Number(tree.text)];
    case 'name':
      return tree.name === 'pi' ? [Math.PI, Math.PI] : domains.get(tree.name);
    case 'negative':
      return [-a[1], -a[0]];
    case 'if': {
      const [, , yes, no] = parts as [Interval, Interval, Interval, Interval];
      const [less, greater] = tree.relation === '<' ? [a, b] : [b, a];
      if (less[1] < greater[0]) return yes;
      if (less[0] > greater[1]) return no;
      return [Math.min(yes[0], no[0]), Math.max(yes[1], no[1])];
    }
    case 'call': {
      const one = RULE_OF.get(tree.name);
      if (one && parts.length === 1) return isInside(a, one.domain) ? one.range(a) : undefined;
      const two = BINARY_RULE_OF.get(tree.name);
      if (!two || !isInside(a, two.domains[0]) || !isInside(b, two.domains[1])) return undefined;
      return two.range(a, b);
    }
    case 'binary':
      return ofBinary(tree.operator, a, b);
  }
}

function ofBinary(operator: string, a: Interval, b: Interval): Interval | undefined {
  const hull = (values: readonly number[]): Interval => [Math.min(...values), Math.max(...values)];
  if (operator === '+') return [a[0] + b[0], a[1] + b[1]];
  if (operator === '-') return [a[0] - b[1], a[1] - b[0]];
  if (operator === '*') return hull([a[0] * b[0], a[0] * b[1], a[1] * b[0], a[1] * b[1]]);
  if (operator === '/') {
    if (b[0] < 0.1 && b[1] > -0.1) return undefined;
    return hull([a[0] / b[0], a[0] / b[1], a[1] / b[0], a[1] / b[1]]);
  }
  if (b[0] !== b[1])
    return a[0] < 0.1 ? undefined : hull([a[0] ** b[0], a[0] ** b[1], a[1] ** b[0], a[1] ** b[1]]);
  if (a[0] < 0.1 && (b[0] < 0 || !Number.isInteger(b[0]))) return undefined;
  const values = [a[0] ** b[0], a[1] ** b[0]];
  return hull(a[0] < 0 && a[1] > 0 ? [...values, 0] : values);
}

function namesOf(tree: Tree): Set<string> {
  if (tree.kind === 'name') return new Set([tree.name]);
  return new Set(partsOf(tree).flatMap((part) => [...namesOf(part)]));
}

/** Whether all functions have a second derivative in the tables. */
function isSmooth(tree: Tree): boolean {
  if (tree.kind === 'call' && !(RULE_OF.get(tree.name)?.smooth ?? BINARY_RULE_OF.get(tree.name)?.smooth))
    return false;
  return partsOf(tree).every(isSmooth);
}

/** Some inner parts with names of their own, the innermost first. */
function boundParts(f: Tree, random: () => number): Map<Tree, string> {
  const names = ['u', 'v', 'w'];
  const out = new Map<Tree, string>();
  const visit = (tree: Tree): void => {
    for (const part of partsOf(tree)) visit(part);
    const isPart = tree !== f && tree.kind !== 'name' && tree.kind !== 'number' && namesOf(tree).size > 0;
    if (isPart && names.length > 0 && random() < 0.4 && !out.has(tree)) out.set(tree, names.shift()!);
  };
  visit(f);
  return out;
}
