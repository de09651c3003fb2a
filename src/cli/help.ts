const CHECK = `Usage: nabla check [options] [file | folder | pattern]…

Checks the hand-written derivatives in documents: sheets (.nabla), Markdown, LaTeX, comments
in source code, network specs (.nabla.json). A folder means all text files in it, without
node_modules and .git; no argument means the current folder; - means the standard input.

Options:
  -f, --format <name>     pretty (default), json, sarif, junit or github
      --color <when>      auto (default), always or never; NO_COLOR and FORCE_COLOR count, too
  -q, --quiet             leave out what agrees
  -e, --explain           show the evidence: points, values with error bars, difference quotient
  -c, --coverage          list how every formula of the prose was read, and why not
      --stdin-path <name> what the standard input is called; its ending chooses the reader
      --points <number>   how many points a claim is checked at (16)
      --shard <i/n>       check only the i-th of n parts of the files
  -h, --help              show this

Exit code: 0 no disagreement, 1 at least one, 2 a file could not be read or the arguments are off.
`;

const LSP = `Usage: nabla lsp --stdio

Runs the language server for an editor, which talks to it over the standard input and output.
`;

const MAIN = `Nabla checks hand-written derivatives where you write them.

Usage: nabla <command> [options]

Commands:
  check   check documents and print the verdicts
  lsp     run the language server for an editor

Options:
  -h, --help     show help, also for a command
  -V, --version  show the version
`;

export const helpText = (topic: 'check' | 'lsp' | undefined): string =>
  topic === 'check' ? CHECK : topic === 'lsp' ? LSP : MAIN;
