/** How functions of a sheet look in TeX when the user's own formula is shown. */

/** Functions whose name is a symbol or a command; the arguments follow in parentheses. */
const COMMANDS: ReadonlyMap<string, string> = new Map([
  ...'sin cos tan sinh cosh tanh exp log ln max min det arcsin arccos arctan'
    .split(' ')
    .map((name): [string, string] => [name, `\\${name}`]),
  ['asin', '\\arcsin'],
  ['acos', '\\arccos'],
  ['atan', '\\arctan'],
  ['sigmoid', '\\sigma'],
  ['gamma', '\\Gamma'],
  ['tgamma', '\\Gamma'],
  ['lgamma', '\\ln\\Gamma'],
  ['digamma', '\\psi'],
  ['log2', '\\log_{2}'],
  ['log10', '\\log_{10}'],
  ['sum', '\\sum'],
  ['prod', '\\prod'],
]);

/** Functions of one argument that have a notation of their own. */
const NOTATIONS: ReadonlyMap<string, (argument: string) => string> = new Map([
  ['sqrt', (x: string) => `\\sqrt{${x}}`],
  ['cbrt', (x: string) => `\\sqrt[3]{${x}}`],
  ['abs', (x: string) => `\\left|${x}\\right|`],
  ['norm', (x: string) => `\\left\\lVert ${x}\\right\\rVert`],
  ['floor', (x: string) => `\\left\\lfloor ${x}\\right\\rfloor`],
  ['ceil', (x: string) => `\\left\\lceil ${x}\\right\\rceil`],
]);

/** A call of a function from its name's TeX, if it is not a known one, and the arguments' TeX. */
export function callTex(name: string, args: readonly string[], fallback: string): string {
  const notation = args.length === 1 ? NOTATIONS.get(name) : undefined;
  if (notation !== undefined) return notation(args[0]!);
  return `${COMMANDS.get(name) ?? fallback}\\left(${args.join(', ')}\\right)`;
}
