import { functions } from '../../core/graph/operations/index';
import type { ReadBook } from '../../core/sheet/book';
import { componentName } from '../../core/sheet/component';
import { CONSTANTS } from '../../core/sheet/constants';
import type { Definition, FunctionDefinition } from '../../core/sheet/model';
import { chain, resolve } from '../../core/sheet/scope';
import type { Argument, Derivative, Expr, Name, Operator, Size } from '../../core/syntax/ast';
import { dialectOf } from '../../core/syntax/infix/dialects';
import { tokenize } from '../../core/syntax/infix/lexer';
import { Kind } from '../../core/syntax/infix/tokens';
import { canonicalName } from '../../core/syntax/names';
import type { Statement } from '../../core/syntax/statements';
import { forEachOperand } from '../../core/syntax/walk';
import { type Fragment, toDocument } from '../../core/text/fragment';
import type { Span } from '../../core/text/span';
import type { NameSymbol, Occurrence, Word } from './names';
import { spellingIn, subscriptLetter } from './spelling';

/** Where the names of a document go as they are met. */
export interface NameSink {
  occurrence(occurrence: Occurrence): void;
  word(word: Word): void;
  /** Both symbols are one name. */
  unite(a: NameSymbol, b: NameSymbol): void;
}

/** Where an expression stands. */
interface Place {
  readonly sheet: number;
  readonly fragment: Fragment;
  /** What a name means is what it means at this offset of the document. */
  readonly offset: number;
  /** The parameters of the function whose body this is. */
  readonly parameters: ReadonlyMap<string, NameSymbol>;
}

interface Mention {
  readonly role?: Occurrence['role'];
  readonly callee?: true;
  readonly differential?: true;
}

/** Meets every name of every statement, also of those that are ignored or that have a mistake. */
export function visitNames(book: ReadBook, formulas: ReadonlySet<Fragment>, sink: NameSink): void {
  const visitor = new Visitor(book, formulas, sink);
  for (const sheet of book.sheets) {
    for (const { statement, fragment } of sheet.statements)
      visitor.statement(statement, sheet.index, fragment);
  }
}

const NO_PARAMETERS: ReadonlyMap<string, NameSymbol> = new Map();

class Visitor {
  private readonly symbols = new Map<string, NameSymbol>();
  /** By where their names stand. */
  private readonly definedAt = new Map<number, Definition>();

  constructor(
    private readonly book: ReadBook,
    private readonly formulas: ReadonlySet<Fragment>,
    private readonly sink: NameSink,
  ) {
    for (const definition of book.definitions) {
      if (definition.kind !== 'free' && definition.inherited !== true) {
        this.definedAt.set(definition.nameSpan.start, definition);
      }
    }
  }

  statement(statement: Statement, sheet: number, fragment: Fragment): void {
    const offset = toDocument(fragment, statement.span).start;
    const place: Place = { sheet, fragment, offset, parameters: NO_PARAMETERS };
    const inner = (each: Statement): void => this.statement(each, sheet, fragment);
    switch (statement.kind) {
      case 'relation':
        for (const name of statement.also) this.mention(name, place);
        for (const side of statement.sides) this.expression(side, place);
        return;
      case 'function':
        this.functionStatement(statement, place);
        return;
      case 'declaration':
        this.names(statement.names, place);
        this.sizes(statement.sizes, place);
        return;
      case 'membership':
        this.names(statement.names, place);
        if (statement.set.kind === 'shape') this.sizes(statement.set.sizes, place);
        else if (statement.set.kind === 'finite') {
          for (const member of statement.set.members) this.expression(member, place);
        } else if (statement.set.kind !== 'named') {
          this.expression(statement.set.from, place);
          this.expression(statement.set.to, place);
        }
        return;
      case 'property':
        this.names(statement.names, place);
        return;
      case 'given':
        this.expression(statement.derivative, place);
        if (statement.value !== undefined) this.expression(statement.value, place);
        return;
      case 'at':
        statement.point.forEach(inner);
        statement.body.forEach(inner);
        return;
      case 'assume':
        inner(statement.statement);
        return;
      case 'query':
        this.expression(statement.target, place);
        return;
      case 'mention':
        this.expression(statement.expr, place);
        return;
      case 'unread':
        if (statement.cause === 'prose' || this.formulas.has(fragment))
          this.names(statement.defines ?? [], place);
        else this.unread(statement.span, place);
        return;
      case 'directive':
        return;
    }
  }

  private functionStatement(statement: Extract<Statement, { kind: 'function' }>, place: Place): void {
    const { name, parameters, body, relation } = statement;
    const definition = this.definedAt.get(toDocument(place.fragment, name.span).start);
    if (definition?.kind !== 'function') {
      for (const side of relation.sides) this.expression(side, place);
      return;
    }
    const own = new Map(parameters.map((each) => [each.name, this.parameter(definition, each.name)]));
    this.mention(name, place);
    for (const each of parameters) this.mention(each, { ...place, parameters: own }, { role: 'definition' });
    this.expression(body, { ...place, parameters: own });
    if (relation.sides.length <= 2) return;
    // The further steps of a chain speak of the free names that the parameters are called by.
    for (const [parameter, symbol] of own) this.unite(symbol, parameter, place);
    for (const side of relation.sides.slice(2)) this.expression(side, place);
  }

  private names(names: readonly Name[], place: Place): void {
    for (const name of names) this.mention(name, place, { role: 'declaration' });
  }

  private sizes(sizes: readonly Size[], place: Place): void {
    for (const size of sizes) {
      if (size.kind === 'number') continue;
      const { sheet } = place;
      const known = resolve(this.book.scope, sheet, size.name, Number.POSITIVE_INFINITY);
      const symbol = known === undefined ? this.size(size.name, sheet) : this.defined(known);
      this.add(size.name, size.span, symbol, place, { role: 'use' });
    }
  }

  private expression(expr: Expr, place: Place): void {
    switch (expr.kind) {
      case 'name':
        this.mention(expr, place);
        return;
      case 'call':
      case 'prime-call':
        this.mention(expr.callee, place, { callee: true });
        this.arguments(expr.args, place);
        return;
      case 'derivative':
        this.derivative(expr, place);
        return;
      case 'operator':
        this.operator(expr, place);
        return;
      default:
        forEachOperand(expr, (operand) => this.expression(operand, place));
    }
  }

  private arguments(args: readonly Argument[], place: Place): void {
    for (const { keyword, value } of args) {
      if (keyword !== undefined) this.word('keyword', keyword.name, keyword.span, place);
      this.expression(value, place);
    }
  }

  private derivative(expr: Derivative, place: Place): void {
    const { target, variables, quotient, call, at } = expr;
    if (quotient !== undefined && this.isQuotient(quotient, place)) {
      this.expression(quotient, place);
      return;
    }
    if (call !== undefined) this.word('operator', call.callee.name, call.callee.span, place);
    this.target(target, place, expr.operator === 'leibniz');
    const head = target.kind === 'call' ? target.callee : target;
    for (const [i, variable] of variables.entries()) {
      const joined = variable.kind === 'name' && variable.span.start === head.span.start;
      if (joined) this.letter(variable, i, place);
      else if (variable.kind === 'name') {
        this.mention(variable, place, expr.operator === 'leibniz' ? { differential: true } : {});
      } else this.expression(variable, place);
      for (const name of namesOf(variable)) this.link(head, name, place);
    }
    for (const each of at ?? []) this.expression(each, place);
  }

  private operator(expr: Operator, place: Place): void {
    const { target, variable, along, call } = expr;
    if (call !== undefined) this.word('operator', call.callee.name, call.callee.span, place);
    this.target(target, place, false);
    const head = target.kind === 'call' ? target.callee : target;
    if (variable !== undefined) {
      this.expression(variable, place);
      for (const name of namesOf(variable)) this.link(head, name, place);
    } else this.link(head, undefined, place);
    if (along !== undefined) this.expression(along, place);
  }

  private target(target: Expr, place: Place, leibniz: boolean): void {
    if (target.kind === 'name') this.mention(target, place, leibniz ? { differential: true } : {});
    else this.expression(target, place);
  }

  /** `df/dx` of `f(x) = …` speaks of the parameter by its name; without a variable an operator speaks of all. */
  private link(target: Expr, variable: string | undefined, place: Place): void {
    if (target.kind !== 'name' || place.parameters.has(target.name)) return;
    const known = resolve(this.book.scope, place.sheet, target.name, place.offset);
    if (known?.kind !== 'function') return;
    for (const { name } of known.parameters) {
      if (variable === undefined || variable === name) this.unite(this.parameter(known, name), name, place);
    }
  }

  private unite(symbol: NameSymbol, name: string, place: Place): void {
    const own = place.parameters.get(name);
    const free = resolve(this.book.scope, place.sheet, name, place.offset);
    if (own !== undefined) this.sink.unite(symbol, own);
    else if (free !== undefined) this.sink.unite(symbol, this.defined(free));
  }

  /** `dL/dW` is the quotient of two names where the sheet defines both. */
  private isQuotient(quotient: Expr, place: Place): boolean {
    if (quotient.kind !== 'binary') return false;
    return [quotient.left, quotient.right].every((side) => {
      if (side.kind !== 'name') return false;
      const known = resolve(this.book.scope, place.sheet, side.name, place.offset);
      return known !== undefined && known.kind !== 'free';
    });
  }

  private mention(name: Name, place: Place, mention: Mention = {}): void {
    // A definition's own name is not yet what the name means before its line.
    const own = place.parameters.has(name.name)
      ? undefined
      : this.definedAt.get(toDocument(place.fragment, name.span).start);
    const symbol = own?.name === name.name ? this.defined(own) : this.symbolOf(name.name, place, mention);
    if (symbol !== undefined) {
      this.add(name.name, name.span, symbol, place, mention);
      return;
    }
    if (functions.has(name.name)) this.word('function', name.name, name.span, place);
    else if (CONSTANTS.has(name.name)) this.word('constant', name.name, name.span, place);
    else this.component(name, place);
  }

  private symbolOf(
    name: string,
    { parameters, sheet, offset }: Place,
    mention: Mention,
  ): NameSymbol | undefined {
    const parameter = parameters.get(name);
    if (parameter !== undefined) return parameter;
    const known = resolve(this.book.scope, sheet, name, offset);
    if (known !== undefined && !(known.kind === 'free' && mention.callee === true && functions.has(name))) {
      return this.defined(known);
    }
    const size = this.symbols.get(sizeKey(this.book, sheet, name));
    return functions.has(name) ? undefined : size;
  }

  /** `x_2` that nothing defines is an entry of `x`. */
  private component({ name, span }: Name, place: Place): void {
    const base = componentName(name)?.base;
    const known = base === undefined ? undefined : this.symbolOf(base, place, {});
    if (base !== undefined && known !== undefined) this.add(base, span, known, place, {});
  }

  private add(name: string, span: Span, symbol: NameSymbol, place: Place, mention: Mention): void {
    const text = place.fragment.text.slice(span.start, span.end);
    const formula = this.formulas.has(place.fragment);
    const isWhole = formula || canonicalName(text) === name;
    const part = isWhole ? { start: 0, end: text.length } : spellingIn(text, name);
    // A root sign or a bar stands for its function without spelling it.
    if (part === undefined) return;
    const { start } = span;
    const at = toDocument(place.fragment, { start: start + part.start, end: start + part.end });
    const isHead = symbol.kind !== 'free' && symbol.definition?.nameSpan.start === at.start;
    this.sink.occurrence({
      span: at,
      sheet: place.sheet,
      role: mention.role ?? (isHead ? 'definition' : 'use'),
      symbol,
      ...(mention.differential === true ? { differential: true } : {}),
      ...(formula ? { formula } : {}),
    });
  }

  /** The `i`-th variable of `f_xy`, which is a letter of its subscript. */
  private letter({ name, span }: Name, i: number, place: Place): void {
    const symbol = this.symbolOf(name, place, {});
    const text = place.fragment.text.slice(span.start, span.end);
    const letter = subscriptLetter(text, name, i);
    if (symbol === undefined || letter === undefined) return;
    const at = { start: span.start + letter.start, end: span.start + letter.end };
    this.sink.occurrence({
      span: toDocument(place.fragment, at),
      sheet: place.sheet,
      role: 'use',
      symbol,
      letter: true,
    });
  }

  /** The names of a line that is not read as a statement, as far as the sheet knows them. */
  private unread(span: Span, place: Place): void {
    const { text } = place.fragment;
    const { kinds, starts, ends } = tokenize(text.slice(span.start, span.end), dialectOf('sheet'));
    kinds.forEach((kind, i) => {
      if (kind !== Kind.Name) return;
      const [start, end] = [span.start + starts[i]!, span.start + ends[i]!];
      const spelt = text.slice(start, end);
      const callee = kinds[i + 1] === Kind.OpenParen;
      const name = canonicalName(spelt);
      const symbol = this.symbolOf(name, place, callee ? { callee } : {});
      if (symbol !== undefined) {
        this.add(name, { start, end }, symbol, place, {});
        return;
      }
      const skip = /^d\d?(?=\p{L})/u.exec(spelt)?.[0].length ?? 0;
      const isFraction = kinds[i + 1] === Kind.Divide || kinds[i - 1] === Kind.Divide;
      if (skip > 0 && isFraction) {
        const inner = { start: start + skip, end };
        const variable = canonicalName(text.slice(inner.start, end));
        const known = this.symbolOf(variable, place, {});
        if (known !== undefined) this.add(variable, inner, known, place, { differential: true });
      } else if (callee && functions.has(name)) this.word('function', name, { start, end }, place);
    });
  }

  private word(kind: Word['kind'], text: string, span: Span, place: Place): void {
    // A sign such as a root is no word.
    const spelt = place.fragment.text.slice(span.start, span.end);
    if (canonicalName(spelt) !== text && spelt !== text) return;
    this.sink.word({ kind, text, span: toDocument(place.fragment, span) });
  }

  private defined(definition: Definition): NameSymbol {
    const { name, kind, sheet, nameSpan } = definition;
    // What a section inherits is its parent's name.
    return this.symbol(`${nameSpan.start}:${name}`, { name, kind, sheet, definition });
  }

  private parameter(definition: FunctionDefinition, name: string): NameSymbol {
    const { sheet, nameSpan } = definition;
    return this.symbol(`${nameSpan.start}(${name}`, { name, kind: 'parameter', sheet });
  }

  private size(name: string, sheet: number): NameSymbol {
    const outermost = chain(this.book.scope, sheet).at(-1)!;
    return this.symbol(sizeKey(this.book, sheet, name), { name, kind: 'size', sheet: outermost });
  }

  private symbol(key: string, symbol: NameSymbol): NameSymbol {
    const known = this.symbols.get(key);
    if (known !== undefined) return known;
    this.symbols.set(key, symbol);
    return symbol;
  }
}

/** Names of sizes belong to the outermost sheet in scope. */
const sizeKey = ({ scope }: ReadBook, sheet: number, name: string): string =>
  `size ${chain(scope, sheet).at(-1)}:${name}`;

const namesOf = (variable: Expr): readonly string[] => {
  if (variable.kind === 'name') return [variable.name];
  return variable.kind === 'array' ? variable.rows.flat().flatMap(namesOf) : [];
};
