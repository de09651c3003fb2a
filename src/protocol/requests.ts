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
  /** What it says instead. */
  readonly claimed?: string;
  /** The point that refutes it, with both numbers. */
  readonly counterexample?: Counterexample;
  readonly notes: readonly string[];
  readonly place: Place;
}
export interface Counterexample {
  /** Such as `x = 1.375, y = 2`; `the given values` where the sheet gives the point. */
  readonly point: string;
  readonly expected: string;
  readonly claimed: string;
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
  /** Problems of files that were checked before stay; else those of files that are not named here go. */
  readonly partial?: boolean;
  readonly workDoneToken?: string | number;
}
export interface CheckFilesResult {
  readonly files: number;
  readonly counts: VerdictCounts;
  readonly cancelled: boolean;
  /** Files that could not be read, with the reason. */
  readonly failures: readonly { readonly uri: string; readonly message: string }[];
}

/** The claims of one document, under the sheets that hold them. */
export interface DocumentClaims {
  readonly uri: string;
  readonly sheets: readonly SheetClaims[];
}
export interface SheetClaims {
  /** Empty for a sheet without one. */
  readonly title: string;
  readonly place: Place;
  readonly claims: readonly CheckedClaim[];
}

/**
 * Server to client, to clients that said `claims`: what a check of a document or file found. No sheets where there are none
 * or where the file is gone.
 */
export const CLAIMS = 'nabla/claims';

/** Client to server: the claims of one document, open or not, without showing its problems. */
export const READ_CLAIMS = 'nabla/readClaims';
export interface ReadClaimsParams {
  readonly uri: string;
}

/** Client to server: which files hold sheets. Reads them, but checks nothing. */
export const FIND_SHEETS = 'nabla/findSheets';
export interface FindSheetsParams {
  readonly uris: readonly string[];
}
export interface FindSheetsResult {
  readonly uris: readonly string[];
}

/** Client to server: the graph of the sheet at a position (the first sheet without one); null when there is none. */
export const GRAPH = 'nabla/graph';
export interface GraphParams {
  readonly uri: string;
  readonly position?: Place['start'];
}
export type GraphResult = GraphView | null;

/** Client to server: the changes that would mend a document; each has passed the check, and all have together. */
export const FIX_ALL = 'nabla/fixAll';
export interface FixAllParams {
  readonly uri: string;
  /** Indices of the changes that are wanted, of those that the answer for the same version listed; all when absent. */
  readonly chosen?: readonly number[];
}
export interface FixAllResult {
  /** The version of the document that the changes are for. */
  readonly version: number;
  readonly fixes: readonly FixView[];
}
export interface FixView {
  /** The whole claim as it is and as it would be. */
  readonly before: string;
  readonly after: string;
  /** Where the claim stands. */
  readonly claim: Place;
  /** What is replaced, and by what. */
  readonly place: Place;
  readonly text: string;
}

/** Client to server: the chain rule for the derivative at a position. */
export const STEPS = 'nabla/steps';
export interface StepsParams {
  readonly uri: string;
  readonly position: Place['start'];
}
export type StepsResult = StepsView | { readonly message: string };
export interface StepsView {
  /** The version of the document that the insertion is for. */
  readonly version: number;
  readonly title: string;
  /** A sheet of its own that checks itself; absent where a sheet cannot say it. */
  readonly sheet?: string;
  /** The steps as lines below the claim; absent where they cannot stand there. */
  readonly insertion?: { readonly position: Place['start']; readonly text: string };
  readonly latex: string;
  readonly markdown: string;
}

/** Client to server: how the formulas of a document's prose were understood, as a page in Markdown. */
export const COVERAGE = 'nabla/coverage';
export interface CoverageParams {
  readonly uri: string;
}
export interface CoverageResult {
  readonly markdown: string;
}

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
  /** The client wants to hear the claims of every document that is checked. */
  readonly claims?: boolean;
  /** The section `nabla` of the settings, for clients that cannot be asked for it. */
  readonly settings?: unknown;
}

/** What the server says about itself as `capabilities.experimental` of its answer to `initialize`. */
export interface ServerCapability {
  /** A glob pattern of the files that may hold sheets. */
  readonly filePattern: string;
}
