/** Programs by row of the language table: each text with the comments, markers included, that it has. A `§` stands for `$`. */
export type CommentCases = Readonly<Record<string, readonly CommentCase[]>>;
export type CommentCase = readonly [program: string, ...comments: readonly string[]];
