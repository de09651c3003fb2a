"""A reader of the sheet notation, written for the oracle alone: it shares no code with the program under test.

It covers what the claims in `bench/claims` use: numbers, names, calls, products, powers, transposes, array literals, indices,
bars, comparisons, conditionals; definitions, functions, shapes, domains, upstream gradients and derivative claims.

Trees are tuples: ('num', text), ('name', n), ('call', f, args, keywords), ('bin', op, a, b), ('neg', a), ('not', a), ('T', a),
('cmp', ops, operands), ('if', c, a, b), ('index', a, items), ('array', rows), ('abs', a), ('str', text), ('tuple', items).
"""

import re
from dataclasses import dataclass, field

TOKEN = re.compile(
    r"""\s*(?:
    (?P<num>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
  | (?P<name>[^\W\d]\w*)
  | (?P<str>"[^"]*")
  | (?P<op>\.\*|\./|\.\^|\.\.|==|!=|<=|>=|\*\*|[-+*/^@'()\[\]{},;:=<>|?≈∂∇‖])
)""",
    re.VERBOSE,
)


class Unreadable(Exception):
    """The text is outside of what this reader knows."""


def tokens_of(text, atoms=()):
    """Splits text into (kind, text) pairs; `atoms` are quotients such as dL/dY that stand for one name."""
    out, at = [], 0
    while at < len(text):
        if text[at:].strip() == '':
            break
        blank = len(text[at:]) - len(text[at:].lstrip())
        start = at + blank
        atom = next((a for a in atoms if text.startswith(a, start) and not text[start + len(a) : start + len(a) + 1].isalnum()), None)
        if atom:
            out.append(('name', atom))
            at = start + len(atom)
            continue
        match = TOKEN.match(text, at)
        if not match:
            raise Unreadable(f'character {text[start]!r} in {text!r}')
        out.append((match.lastgroup, match.group(match.lastgroup)))
        at = match.end()
    return out


class Reader:
    def __init__(self, text, atoms=()):
        self.text = text
        self.tokens = tokens_of(text, atoms)
        self.at = 0

    def peek(self, ahead=0):
        i = self.at + ahead
        return self.tokens[i] if i < len(self.tokens) else ('end', '')

    def next(self):
        token = self.peek()
        self.at += 1
        return token

    def take(self, *texts):
        kind, text = self.peek()
        if kind in ('op', 'name') and text in texts:
            self.at += 1
            return text
        return None

    def need(self, text):
        if not self.take(text):
            raise Unreadable(f'{text!r} expected, {self.peek()[1]!r} found in {self.text!r}')

    def done(self):
        return self.at >= len(self.tokens)

    def expression(self):
        if self.take('if'):
            test = self.expression()
            self.need('then')
            yes = self.expression()
            self.need('else')
            return ('if', test, yes, self.expression())
        return self.disjunction()

    def disjunction(self):
        left = self.conjunction()
        while self.take('or'):
            left = ('bin', 'or', left, self.conjunction())
        return left

    def conjunction(self):
        left = self.negation()
        while self.take('and'):
            left = ('bin', 'and', left, self.negation())
        return left

    def negation(self):
        if self.peek() == ('name', 'not') and self.peek(1) != ('op', '('):
            self.next()
            return ('not', self.negation())
        return self.comparison()

    def comparison(self):
        first = self.sum()
        operators, operands = [], [first]
        while True:
            operator = self.take('<', '<=', '>', '>=', '==', '!=')
            if not operator:
                break
            operators.append(operator)
            operands.append(self.sum())
        return ('cmp', operators, operands) if operators else first

    def sum(self):
        left = self.product()
        while True:
            operator = self.take('+', '-')
            if not operator:
                return left
            left = ('bin', operator, left, self.product())

    def product(self):
        left = self.signed()
        while True:
            operator = self.take('*', '/', '.*', './', '@')
            if operator:
                left = ('bin', operator, left, self.signed())
                continue
            kind, text = self.peek()
            starts = kind in ('num', 'name') and text not in ('then', 'else', 'and', 'or', 'not')
            if starts or (kind == 'op' and text == '('):
                left = ('bin', '*', left, self.power())
                continue
            return left

    def signed(self):
        if self.take('-'):
            return ('neg', self.signed())
        if self.take('+'):
            return self.signed()
        return self.power()

    def power(self):
        base = self.postfix()
        operator = self.take('^', '.^', '**')
        if not operator:
            return base
        if operator == '^' and self.peek() == ('name', 'T'):
            self.next()
            return ('T', base)
        exponent = self.signed()
        return ('bin', '^' if operator == '**' else operator, base, exponent)

    def postfix(self):
        value = self.atom()
        while True:
            if self.take("'"):
                value = ('T', value)
            elif self.peek() == ('op', '['):
                self.next()
                value = ('index', value, self.items())
            else:
                return value

    def items(self):
        items = []
        while True:
            if self.peek() == ('op', ':'):
                self.next()
                items.append(('all',))
            else:
                first = self.sum()
                items.append(('slice', first, self.sum()) if self.take(':') else ('at', first))
            if self.take(']'):
                return items
            self.need(',')

    def atom(self):
        kind, text = self.next()
        if kind == 'num':
            return ('num', text)
        if kind == 'name':
            if self.peek() == ('op', '('):
                self.next()
                return ('call', text, *self.arguments())
            return ('name', text)
        if kind == 'str':
            return ('str', text[1:-1])
        if text == '(':
            inner = self.expression()
            if self.peek() == ('op', ','):
                items = [inner]
                while self.take(','):
                    items.append(self.expression())
                inner = ('tuple', items)
            self.need(')')
            return inner
        if text == '|':
            inner = self.sum()
            self.need('|')
            return ('abs', inner)
        if text == '‖':
            inner = self.sum()
            self.need('‖')
            return ('call', 'norm', [inner], {})
        if text == '[':
            return self.array()
        raise Unreadable(f'{text!r} where an operand is expected in {self.text!r}')

    def arguments(self):
        args, keywords = [], {}
        while not self.take(')'):
            if self.peek()[0] == 'name' and self.peek(1) == ('op', '='):
                name = self.next()[1]
                self.next()
                keywords[name] = self.expression()
            else:
                args.append(self.expression())
            if self.peek() != ('op', ')'):
                self.need(',')
        return args, keywords

    def array(self):
        rows, row = [], []
        while True:
            if self.take(']'):
                rows.append(row)
                return ('array', rows)
            if self.take(';'):
                rows.append(row)
                row = []
            elif not self.take(','):
                row.append(self.expression())


def expression_of(text, atoms=()):
    reader = Reader(text, atoms)
    tree = reader.expression()
    if not reader.done():
        raise Unreadable(f'{reader.peek()[1]!r} is left over in {text!r}')
    return tree


@dataclass
class Claim:
    """`target` is a tree; `variables` in the order of differentiation; `form` tells the expected shape."""

    target: tuple
    variables: list
    form: str
    right: tuple
    text: str


@dataclass
class Sheet:
    shapes: dict = field(default_factory=dict)
    definitions: dict = field(default_factory=dict)
    functions: dict = field(default_factory=dict)
    domains: list = field(default_factory=list)
    sets: dict = field(default_factory=dict)
    given: list = field(default_factory=list)
    claims: list = field(default_factory=list)


def statements_of(text):
    """Lines without comments; a line goes on inside brackets."""
    pending = ''
    for line in text.split('\n'):
        line = line.split('#')[0].rstrip()
        pending = f'{pending} {line.strip()}' if pending else line.strip()
        if sum(pending.count(c) for c in '([{') > sum(pending.count(c) for c in ')]}'):
            continue
        if pending:
            yield pending
        pending = ''
    if pending:
        raise Unreadable(f'unclosed bracket in {pending!r}')


def shape_of(text):
    text = text.strip()
    if text == 'R':
        return ()
    match = re.fullmatch(r'R\^(\d+)', text) or re.fullmatch(r'R\^\(?\s*(\d+(?:\s*x\s*\d+)+)\s*\)?', text) or re.fullmatch(r'(\d+(?:x\d+)+)', text)
    if not match:
        raise Unreadable(f'shape {text!r}')
    return tuple(int(size) for size in match.group(1).split('x'))


def names_of(text):
    return [name.strip() for name in text.split(',')]


def split_denominator(text, order, known):
    """`dxdy` or `dx2` into its names, the last first, for that one is taken first; names that the sheet uses come before others."""
    readings = []
    match = re.fullmatch(r'd(\w+?)(\d)', text)
    if match and int(match.group(2)) == order:
        readings.append([match.group(1)] * order)
    for middle in range(2, len(text) - 1):
        left, right = text[:middle], text[middle:]
        if order == 2 and left[0] == 'd' and right[0] == 'd' and len(right) > 1:
            readings.append([right[1:], left[1:]])
    if not readings:
        raise Unreadable(f'denominator {text!r}')
    return next((names for names in readings if known.issuperset(names)), readings[0])


def names_used(sheet):
    trees = [*sheet.definitions.values(), *(body for _, body in sheet.functions.values())]
    return {name for tree in trees for name in re.findall(r"\('name', '(\w+)'\)", str(tree))} | set(sheet.definitions)


def list_of(text):
    text = text.strip()
    return names_of(text[1:-1]) if text.startswith('[') else text


def claim_of(left, right, sheet):
    """The claim that an equation with this left side makes, or None."""
    left = left.replace('∂', 'd').strip()
    tree = lambda: expression_of(right, sheet.given)
    text = f'{left} = {right}'
    match = re.fullmatch(r'd([^\W\d]\w*)/d([^\W\d]\w*)', left)
    if match and left not in sheet.given:
        return Claim(('name', match.group(1)), [match.group(2)], 'leibniz', tree(), text)
    match = re.fullmatch(r'd(\d)([^\W\d]\w*)/(d\w+)', left)
    if match:
        order = int(match.group(1))
        return Claim(('name', match.group(2)), split_denominator(match.group(3), order, names_used(sheet)), 'leibniz', tree(), text)
    match = re.fullmatch(r'd/d(\w+)\s*\((.*)\)', left)
    if match:
        return Claim(expression_of(match.group(2)), [match.group(1)], 'leibniz', tree(), text)
    match = re.fullmatch(r'(grad|jacobian|hessian)\((\w+),\s*(.*)\)', left)
    if match:
        form, target, variable = match.groups()
        return Claim(('name', target), [list_of(variable)], form, tree(), text)
    match = re.fullmatch(r"(\w+)('+)\((\w+)\)", left)
    if match:
        return Claim(('name', match.group(1)), [match.group(3)] * len(match.group(2)), 'leibniz', tree(), text)
    return None


def sheet_of(text):
    sheet = Sheet()
    for line in statements_of(text):
        if line.startswith('given '):
            name = line[6:].strip()
            sheet.given.append(name)
            continue
        match = re.fullmatch(r'([\w\s,]+?)\s*:\s*(.+)', line)
        if match and '=' not in line:
            for name in names_of(match.group(1)):
                sheet.shapes[name] = shape_of(match.group(2))
            continue
        match = re.fullmatch(r'([\w\s,]+?) (symmetric|positive definite|diagonal|orthogonal)', line)
        if match:
            for name in names_of(match.group(1)):
                sheet.sets[name] = match.group(2)
            continue
        match = re.fullmatch(r'([\w\s,]+?) in (simplex|\{.*\})', line)
        if match:
            members = match.group(2)
            for name in names_of(match.group(1)):
                sheet.sets[name] = members if members == 'simplex' else [item.strip() for item in members[1:-1].split(',')]
            continue
        parts = re.split(r'(?<![<>=!≈])=(?!=)', line, maxsplit=1) if not re.search(r'^[^=]*[<>]', line) else [line]
        if len(parts) == 2:
            left, right = (part.strip() for part in parts)
            claim = claim_of(left, right, sheet)
            if claim:
                sheet.claims.append(claim)
                continue
            match = re.fullmatch(r'(\w+)\(([\w\s,]+)\)', left)
            if match:
                sheet.functions[match.group(1)] = (names_of(match.group(2)), expression_of(right, sheet.given))
                continue
            if not re.fullmatch(r'\w+', left):
                raise Unreadable(f'left side {left!r}')
            sheet.definitions[left] = expression_of(right, sheet.given)
            continue
        # A list shares its relation: in `a, b > 0` and `0 < a, b < 1` each name stands for itself.
        sides = re.split(r'(<=|>=|<|>)', line)
        lists = [names_of(side) if ',' in side else [side.strip()] for side in sides[::2]]
        longest = max(len(items) for items in lists)
        for i in range(longest):
            operands = [expression_of(items[min(i, len(items) - 1)]) for items in lists]
            sheet.domains.append((sides[1::2], operands))
    return sheet
