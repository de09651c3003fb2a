/** The module's bytes. */
export function assembled(): Promise<Uint8Array>;

/** The source of the module's file. */
export function source(): Promise<string>;
