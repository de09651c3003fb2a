import type { GraphView, Place } from './graph-view';

export interface VerdictCounts {
  readonly agree: number;
  readonly disagree: number;
  readonly inconclusive: number;
  readonly unread: number;
}

/** Server to client, after each check of a document: what the status bar shows. */
export const VERDICTS = 'nabla/verdicts';
export interface VerdictsParams {
  readonly uri: string;
  readonly version: number;
  readonly counts: VerdictCounts;
}

/** Client to server: check the claim at a place, or the whole document; waits for the verdicts. */
export const CHECK = 'nabla/check';
export interface CheckParams {
  readonly uri: string;
  /** The cursor; absent for the whole document. */
  readonly position?: Place['start'];
}
export interface CheckedClaim {
  readonly text: string;
  readonly verdict: 'agree' | 'disagree' | 'inconclusive' | 'unread';
  readonly code: string;
  readonly message: string;
  /** What the claim should say; only for disagreement. */
  readonly expected?: string;
  readonly notes: readonly string[];
  readonly place: Place;
}
export interface CheckResult {
  /** `claim` when one claim was at the position, else `document`. */
  readonly scope: 'claim' | 'document';
  readonly claims: readonly CheckedClaim[];
  readonly counts: VerdictCounts;
}

/** Client to server: read and check files; progress and cancellation as in the Language Server Protocol. */
export const CHECK_FILES = 'nabla/checkFiles';
export interface CheckFilesParams {
  readonly uris: readonly string[];
  readonly workDoneToken?: string | number;
}
export interface CheckFilesResult {
  readonly files: number;
  readonly counts: VerdictCounts;
  readonly cancelled: boolean;
  /** Files that could not be read, with the reason. */
  readonly failures: readonly { readonly uri: string; readonly message: string }[];
}

/** Client to server: the graph of the sheet at a position (the first sheet without one); null when there is none. */
export const GRAPH = 'nabla/graph';
export interface GraphParams {
  readonly uri: string;
  readonly position?: Place['start'];
}
export type GraphResult = GraphView | null;

/** Client to server: answers `true` at once; a server that does not answer is stuck. */
export const HEALTH = 'nabla/health';

/** Client to server: the colours of the editor have changed; images in hovers follow them. */
export const THEME = 'nabla/theme';
export interface ThemeParams {
  readonly dark: boolean;
}

/** What the client tells the server at its start; every part may be absent, as in other editors. */
export interface InitializationOptions {
  readonly dark?: boolean;
  /** The client has the commands of `commands.ts`; to others a code lens only tells. */
  readonly commands?: boolean;
  /** The section `nabla` of the settings, for clients that cannot be asked for it. */
  readonly settings?: unknown;
}

/** What the server says about itself as `capabilities.experimental` of its answer to `initialize`. */
export interface ServerCapability {
  /** A glob pattern of the files that may hold sheets. */
  readonly filePattern: string;
}
