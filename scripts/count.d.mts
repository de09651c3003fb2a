export interface Report {
  readonly testResults: readonly {
    readonly status: string;
    readonly assertionResults: readonly { readonly title: string; readonly status: string }[];
  }[];
}

export function count(
  report: Report,
  hostFolder: string,
): { readonly passed: number; readonly failed: number; readonly skipped: number };
