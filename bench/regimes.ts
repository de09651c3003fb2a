/** The regimes in which every claim is judged, as changes of the sheet's text; DESIGN lists them. */
import { readInfix } from '../src/core/syntax/infix/read';
import { bareNamesIn } from '../src/core/syntax/walk';
import type { ClaimSheet, WrittenClaim } from './sheets';

export const REGIMES = [
  'benign',
  'x~1e-5',
  'f+1e6',
  'f*1e-7',
  'f*1e5',
  'x~1e3',
  'near kink',
  'at kink',
] as const;
export type Regime = (typeof REGIMES)[number];

/** A sheet's text: the head, then `left = wrap`, in which `%` stands for the claim's right side. */
export interface RegimeText {
  readonly head: string;
  readonly left: string;
  readonly wrap: string;
}

export const sheetText = ({ head, left, wrap }: RegimeText, right: string): string =>
  `${head}\n${left} = ${wrap.replace('%', () => right)}\n`;

export function regimesOf(sheet: ClaimSheet, claim: WrittenClaim): Partial<Record<Regime, RegimeText>> {
  const plain = { head: sheet.head.join('\n'), left: claim.left, wrap: '%' };
  const names = inputsOf(sheet);
  const out: Partial<Record<Regime, RegimeText>> = { benign: plain };
  if (names.length > 0) {
    out['x~1e-5'] = { ...plain, head: within(sheet, names, '0.9e-5', '1.1e-5') };
    out['x~1e3'] = { ...plain, head: within(sheet, names, '900', '1100') };
  }
  for (const [regime, change, wrap] of [
    ['f+1e6', '% + 1e6', '%'],
    ['f*1e-7', '1e-7*%', '1e-7*(%)'],
    ['f*1e5', '1e5*%', '1e5*(%)'],
  ] as const) {
    const changed = withTarget(sheet, claim.left, change);
    if (changed) out[regime] = { ...changed, wrap };
  }
  if (sheet.kink) {
    const { name, value } = sheet.kink;
    out['near kink'] = { ...plain, head: within(sheet, [name], `${value - 1e-5}`, `${value + 1e-5}`) };
    // The values of an array are not set to a number: its entries would all have the same kink.
    if (!sheet.file.startsWith('array'))
      out['at kink'] = { ...plain, head: [`${name} = ${value}`, ...sheet.head].join('\n') };
  }
  return out;
}

/** Names that the sheet uses and does not define; those with a structure or a finite set keep it. */
function inputsOf(sheet: ClaimSheet): string[] {
  const used = new Set<string>();
  const fixed = new Set<string>(['pi', 'e', 'E', 'inf']);
  for (const statement of readInfix(sheet.head.join('\n')).statements) {
    if (statement.kind === 'relation' && statement.relations[0] === '=') {
      const [left, ...rest] = statement.sides;
      if (left?.kind === 'name') fixed.add(left.name);
      for (const side of rest) for (const { name } of bareNamesIn(side)) used.add(name);
    } else if (statement.kind === 'function') {
      fixed.add(statement.name.name);
      for (const { name } of bareNamesIn(statement.body)) used.add(name);
    } else if (statement.kind === 'property' || statement.kind === 'membership') {
      for (const { name } of statement.names) fixed.add(name);
    }
  }
  return [...used].filter((name) => !fixed.has(name)).sort();
}

const isDomain = (line: string): boolean => /[<>]/.test(line.split('=')[0]!) && !/\bif\b|\(.*[<>]/.test(line);

/** The lines without the intervals of these names; relations between names stay. */
function withoutDomains({ head }: ClaimSheet, names: readonly string[]): string[] {
  return head.flatMap((line) => {
    if (!isDomain(line)) return [line];
    const sides = line.split(/<=|>=|<|>/).map((side) => side.trim());
    const lists = sides.filter((side) => /^[a-zA-Z]/.test(side) && side !== 'pi');
    if (lists.length !== 1 || !/^[\w\s,]+$/.test(lists[0]!)) return [line];
    const kept = lists[0]!.split(/\s*,\s*/).filter((name) => !names.includes(name));
    return kept.length === 0 ? [] : [line.replace(lists[0]!, kept.join(', '))];
  });
}

const within = (sheet: ClaimSheet, names: readonly string[], low: string, high: string): string =>
  [...withoutDomains(sheet, names), ...names.map((name) => `${low} < ${name} < ${high}`)].join('\n');

/** The sheet with a further definition in which `%` stands for the claim's function, and the claim about that. */
function withTarget(
  sheet: ClaimSheet,
  left: string,
  change: string,
): { head: string; left: string } | undefined {
  const leibniz = /^(?:d|∂)(\d?)(\w+)\/((?:d|∂)\w+)$/.exec(left);
  const call = /^(grad|jacobian|hessian)\((\w+), (.*)\)$/.exec(left);
  const prime = /^(\w+)('+)\((\w+)\)$/.exec(left);
  const open = /^d\/d(\w+) \((.*)\)$/.exec(left);
  if (open)
    return { head: sheet.head.join('\n'), left: `d/d${open[1]} (${change.replace('%', `(${open[2]})`)})` };
  const target = leibniz?.[2] ?? call?.[2] ?? prime?.[1];
  if (target === undefined) return undefined;
  const definition = sheet.head.find((line) => new RegExp(`^${target}(\\([\\w, ]+\\))? = `).test(line));
  if (definition === undefined) return undefined;
  const parameters = /^\w+(\([\w, ]+\))? = /.exec(definition)?.[1] ?? '';
  const head = [
    ...sheet.head,
    `changed${parameters} = ${change.replace('%', () => `${target}${parameters}`)}`,
  ].join('\n');
  if (leibniz) return { head, left: `d${leibniz[1]}changed/${leibniz[3]}` };
  if (call) return { head, left: `${call[1]}(changed, ${call[3]})` };
  return { head, left: `changed${prime![2]}(${prime![3]})` };
}
