import type { Meaning } from './commands';
import { Kind } from './tokens';

/** Signs of ASCII, and pairs of them without a blank between, by what they mean in math. */

export const PAIRS: ReadonlyMap<string, Meaning> = new Map([
  ['<=', { kind: Kind.Relation, text: '<=' }],
  ['>=', { kind: Kind.Relation, text: '>=' }],
  ['==', { kind: Kind.Relation, text: '==' }],
  ['!=', { kind: Kind.Relation, text: '!=' }],
  [':=', { kind: Kind.Relation, text: ':=' }],
  ['->', { kind: Kind.To, text: 'to' }],
  ['=>', { kind: Kind.Arrow, text: 'implies' }],
]);

export const SIGNS: ReadonlyMap<string, Meaning> = new Map<string, Meaning>([
  ['(', { kind: Kind.Open, text: '(' }],
  [')', { kind: Kind.Close, text: ')' }],
  ['[', { kind: Kind.Open, text: '[' }],
  [']', { kind: Kind.Close, text: ']' }],
  ['⟨', { kind: Kind.Open, text: '⟨' }],
  ['⟩', { kind: Kind.Close, text: '⟩' }],
  ['|', { kind: Kind.Bar, text: '|' }],
  ['+', { kind: Kind.Plus, text: '+' }],
  ['-', { kind: Kind.Minus, text: '-' }],
  ['*', { kind: Kind.Times, text: '*' }],
  ['@', { kind: Kind.Times, text: '@' }],
  ['/', { kind: Kind.Slash, text: '/' }],
  ['=', { kind: Kind.Relation, text: '=' }],
  ['<', { kind: Kind.Relation, text: '<' }],
  ['>', { kind: Kind.Relation, text: '>' }],
  [',', { kind: Kind.Comma, text: ',' }],
  [';', { kind: Kind.Semicolon, text: ';' }],
  [':', { kind: Kind.Colon, text: ':' }],
  ['.', { kind: Kind.Period, text: '.' }],
  ['?', { kind: Kind.Question, text: '?' }],
  ['!', { kind: Kind.Factorial, text: '!' }],
  ['&', { kind: Kind.Amp, text: '&' }],
  ['^', { kind: Kind.Sup, text: '^' }],
  ['_', { kind: Kind.Sub, text: '_' }],
  ["'", { kind: Kind.Prime, text: "'" }],
]);
