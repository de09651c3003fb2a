/** What the command line has around it; tests give their own. */
export interface Io {
  readonly cwd: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Whether the standard output is a terminal, and how wide it is. */
  readonly terminal: boolean;
  readonly columns: number;
  /** Resolves when the text is on its way; false when nobody reads any more. */
  readonly write: (text: string) => Promise<boolean>;
  readonly writeError: (text: string) => void;
  readonly readInput: () => Promise<Uint8Array>;
}

/** 0: no disagreement; 1: at least one; 2: a file could not be read or the arguments are off. */
export type ExitCode = 0 | 1 | 2;
