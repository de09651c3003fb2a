/** Reads the files of claims: sheets between lines of dashes, each with statements first and claims behind them. */
import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

export interface ClaimSheet {
  readonly id: string;
  readonly title: string;
  readonly file: string;
  /** Statements and comments, without the claims. */
  readonly head: readonly string[];
  readonly claims: readonly WrittenClaim[];
  /** A point of a kink from a comment such as `# kink: x = 0`. */
  readonly kink?: { readonly name: string; readonly value: number };
}

export interface WrittenClaim {
  readonly left: string;
  readonly right: string;
  /** Right sides that are known to be wrong, from comments such as `# wrong: 2*x` under the claim. */
  readonly wrong: readonly string[];
}

const folder = path.join(process.cwd(), 'bench', 'claims');

/** The left sides that make a claim: quotients of differentials, `d/dx (…)`, `grad(…)` and its kin, `f'(x)`. */
const CLAIM =
  /^((?:d|∂)\d?\w+\/(?:d|∂)\w+|d\/d\w+ \(.*?\)|(?:grad|jacobian|hessian)\(\w+, [^=]*?\)|\w+'+\(\w+\)) = (.+)$/;

export function allSheets(): ClaimSheet[] {
  return readdirSync(folder)
    .filter((file) => file.endsWith('.nabla'))
    .sort()
    .flatMap((file) =>
      readFileSync(path.join(folder, file), 'utf8')
        .split(/^-{3,}$/m)
        .map((text) => sheetOf(file, text))
        .filter((sheet) => sheet !== undefined),
    );
}

function sheetOf(file: string, text: string): ClaimSheet | undefined {
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  const title = /^# ([\w-]+): (.+)$/.exec(lines.find((line) => /^# [\w-]+: /.test(line)) ?? '');
  const claims: { left: string; right: string; wrong: string[] }[] = [];
  for (const line of lines) {
    const match = CLAIM.exec(line);
    const wrong = /^# wrong: (.+)$/.exec(line);
    if (match) claims.push({ left: match[1]!, right: match[2]!, wrong: [] });
    else if (wrong) claims.at(-1)?.wrong.push(wrong[1]!);
  }
  if (claims.length === 0 && title === null) return undefined;
  if (title === null) throw new Error(`${file}: a sheet has no title such as "# name: what it is":\n${text}`);
  const head = lines.filter((line) => !line.startsWith('#') && !CLAIM.test(line));
  const kink = /^# kink: (\w+) = (\S+)$/m.exec(text);
  return {
    id: title[1]!,
    title: title[2]!,
    file,
    head,
    claims,
    ...(kink ? { kink: { name: kink[1]!, value: Number(kink[2]) } } : {}),
  };
}
