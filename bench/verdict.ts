/** Asks Nabla about one sheet with one claim. */
import { DEFAULT_SETTINGS } from '../src/service/model';
import { checkDocument } from '../src/service/service';

export interface Verdict {
  readonly kind: string;
  readonly code: string;
  readonly message: string;
}

/** What is read as several claims counts by its last derivative. */
export async function verdictOn(text: string): Promise<Verdict> {
  const checked = await checkDocument(
    { path: 'claim.nabla', language: 'nabla', text },
    { settings: DEFAULT_SETTINGS },
  );
  const reports = checked?.claims.filter(({ kind }) => kind === 'derivative') ?? [];
  const verdict = (reports.at(-1) ?? checked?.claims.at(-1))?.verdict;
  return verdict ?? { kind: 'unread', code: 'none', message: 'There is no claim.' };
}
