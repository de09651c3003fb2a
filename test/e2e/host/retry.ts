/** Milliseconds after which an action that never succeeded is a failure. */
const LIMIT = 120_000;

/**
 * Repeats an action on the window until it succeeds: keys may be swallowed and lists drawn anew while a slow machine
 * catches up. Each attempt is handed the milliseconds that it may wait for an answer, a little more every time.
 * The action must do no harm when it is begun again.
 */
export async function retry<T>(what: string, attempt: (patience: number) => Promise<T>): Promise<T> {
  const end = Date.now() + LIMIT;
  for (let patience = 2000; ; patience = Math.min(patience * 1.5, 20_000)) {
    try {
      return await attempt(patience);
    } catch (error) {
      if (Date.now() > end) throw new Error(`Never: ${what}`, { cause: error });
    }
  }
}

/** Looks until the answer is yes; rejects after some milliseconds. */
export async function waitUntil(what: string, patience: number, look: () => Promise<boolean>): Promise<void> {
  const end = Date.now() + patience;
  while (!(await look())) {
    if (Date.now() > end) throw new Error(`Not yet: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
}
