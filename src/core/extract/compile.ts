import type { Language } from './languages';
import type { Opener, Rule } from './rules';

/** A rule with its patterns made ready for matching at an offset. */
export interface CompiledRule {
  readonly rule: Rule;
  readonly open: string | RegExp;
  /** For a block comment that nests or holds strings: finds the next `close`, `nest` or `quote`. */
  readonly inside?: RegExp;
}

/** The rules of a language by the code of the character that they begin with. */
export type RuleTable = ReadonlyMap<number, readonly CompiledRule[]>;

const tables = new WeakMap<Language, RuleTable>();

export function tableOf(language: Language): RuleTable {
  const known = tables.get(language);
  if (known) return known;
  const table = new Map<number, CompiledRule[]>();
  for (const rule of language.rules) {
    const compiled = compile(rule);
    for (const first of firstCharacters(rule.open)) {
      const code = first.charCodeAt(0);
      const rules = table.get(code);
      if (rules) rules.push(compiled);
      else table.set(code, [compiled]);
    }
  }
  tables.set(language, table);
  return table;
}

/** The match of an opener at an offset, with its groups. */
export function matchAt(source: string, open: string | RegExp, at: number): readonly string[] | undefined {
  if (typeof open === 'string') return source.startsWith(open, at) ? [open] : undefined;
  open.lastIndex = at;
  return open.exec(source) ?? undefined;
}

/** The same pattern with other flags; Unicode and case folding stay as they are. */
export const withFlags = (expression: RegExp, flags: string): RegExp =>
  new RegExp(expression.source, flags + (expression.unicode ? 'u' : '') + (expression.ignoreCase ? 'i' : ''));

const firstCharacters = (open: Opener): string => (typeof open === 'string' ? open.charAt(0) : open.at);

const escapeRegExp = (literal: string): string => literal.replace(/[\\^$.*+?()[\]{}|/-]/g, '\\$&');

function compile(rule: Rule): CompiledRule {
  const open = typeof rule.open === 'string' ? rule.open : withFlags(rule.open.pattern, 'my');
  if (rule.kind !== 'block') return { rule, open };
  const close = typeof rule.close === 'string' ? escapeRegExp(rule.close) : rule.close.source;
  const nest = rule.nests ? `|(?<nest>${rule.nests.source})` : '';
  // OCaml reads strings in comments, so that a marker in them does not count, and knows the character '"'.
  const quote = rule.quotes ? `|(?<character>'"')|(?<quote>")` : '';
  const isPlain = typeof rule.close === 'string' && nest === '' && quote === '';
  return isPlain
    ? { rule, open }
    : { rule, open, inside: new RegExp(`(?<close>${close})${nest}${quote}`, 'gm') };
}
