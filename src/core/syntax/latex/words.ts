import { kindAt, type Parser, textAt } from './parser';
import { Kind } from './tokens';

/** Functions that are written without a backslash all the same, and apply to what follows without brackets. */
const FUNCTION_WORDS: ReadonlySet<string> = new Set(
  (
    'sin cos tan cot sec csc sinh cosh tanh coth arcsin arccos arctan asin acos atan asinh acosh atanh arsinh arcosh artanh ' +
    'exp log ln lg det tr Tr trace Trace sgn sign erf erfc'
  ).split(' '),
);

/** Words that are written in italics, as if they were products of letters. */
const ITALIC_WORDS: ReadonlySet<string> = new Set(
  (
    'relu ReLU Relu selu SELU selu elu ELU gelu GELU swish silu SiLU mish softplus Softplus softmax Softmax SoftMax sigmoid Sigmoid ' +
    'logistic logit sigm tanh Tanh hardtanh leakyrelu LeakyReLU diag Diag vec rank sqrt max min sum prod mean norm abs Var Cov ' +
    'Std var cov std loss Loss cost Cost error Error MSE RMSE MAE SSE RSS SSR TSS BCE CE KL NLL acc net lr bias grad curl div ' +
    'Hess Jac hessian jacobian Hessian Jacobian argmax argmin erf floor ceil round step Step dot trace target pred output input'
  ).split(' '),
);

const LONGEST_WORD = 12;

/** The number of letters from `index` on that spell a word such as `ReLU` without a command, or 0. */
export function italicWord(p: Parser, index: number): number {
  const previous = p.tokens[index - 1];
  if (previous !== undefined && isPlainLetter(p, index - 1) && !p.tokens[index]!.spaced) return 0;
  let word = '';
  let at = index;
  while (at < p.end && at - index <= LONGEST_WORD && isPlainLetter(p, at)) {
    if (at > index && p.tokens[at]!.spaced) break;
    word += textAt(p, at);
    at += 1;
  }
  if (at - index < 2 || at - index > LONGEST_WORD) return 0;
  return FUNCTION_WORDS.has(word) || ITALIC_WORDS.has(word) ? at - index : 0;
}

const isPlainLetter = (p: Parser, index: number): boolean => {
  const token = p.tokens[index]!;
  return token.kind === Kind.Letter && token.text.length === 1 && token.style === undefined;
};

export const isFunctionWord = (word: string): boolean => FUNCTION_WORDS.has(word);

/** Words between formulas. */
const CONNECTIVES: ReadonlySet<string> = new Set(
  (
    'a an the and or if iff otherwise else for all any every each where when whenever with without then let so thus hence therefore ' +
    'since because by using from as at on in over to of is are be we have get gives yields obtain that this which it but also i.e. ' +
    'ie e.g. eg s.t. st such given provided unless only both either neither not no than resp. respectively again finally first ' +
    'second next now here there implies mod w.r.t. wrt is: case cases elsewhere while until'
  ).split(' '),
);

const isConnective = (word: string): boolean => CONNECTIVES.has(word.toLowerCase().replace(/[,:;]+$/, ''));

const NAME_TEXT = /^[A-Za-z][A-Za-z0-9]*(?:[ _-][A-Za-z0-9]+){0,2}$/;

/**
 * Whether the words at `index` are a name: `\text{softmax}(z)`, `\text{loss}`. Behind an operand only what is applied or has
 * a subscript is a factor; other words there are a remark.
 */
export function isNameText(p: Parser, index: number, behindOperand: boolean): boolean {
  const text = textAt(p, index);
  if (!NAME_TEXT.test(text) || text.split(/[ _-]/).some(isConnective)) return false;
  const next = kindAt(p, index + 1);
  const isApplied = next === Kind.Open || next === Kind.Sub;
  return behindOperand ? isApplied && !p.tokens[index + 1]!.spaced : true;
}

/** The name that words spell. */
export const nameOfText = (text: string): string => text.replace(/[ -]/g, '_');
