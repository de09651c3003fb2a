import { describe, test } from 'vitest';
import { check } from './render';

const fence = (content: string, info = 'nabla', mark = '```'): string =>
  `${mark}${info}\n${content}\n${mark}\n`;

describe('sections', () => {
  test('all fences under one heading form one sheet', () => {
    check('a.md', `# One\n\n${fence('x = 3')}\nprose\n\n${fence('y = 4')}`, '# One\n| x = 3\n|\n+ y = 4\n|');
  });

  test('a subsection belongs to its section, which has a sheet where it is needed', () => {
    check(
      'a.md',
      `# Top\n## A\n${fence('x = 3')}### B\n${fence('y = 4')}## C\n## D\n${fence('z = 5')}# Other\nprose`,
      ['# Top', '  # A\n  | x = 3\n  |', '    # B\n    | y = 4\n    |', '  # D\n  | z = 5\n  |'],
    );
  });

  test('fences before the first heading belong to the document, which encloses all sections', () => {
    check('a.md', `${fence('x = 3')}\n# A\n${fence('y = 4')}`, '#\n| x = 3\n|\n  # A\n  | y = 4\n  |');
  });

  test.each([
    ['# One', 'One'],
    ['  ##  One two ##  ', 'One two'],
    ['# One#', 'One#'],
    ['# C \\#', 'C \\#'],
    ['# One {#sec-one .c}', 'One'],
    ['# Set {a, b}', 'Set {a, b}'],
    ['#', ''],
    ['One\n===', 'One'],
    ['One\ntwo\n  ---  ', 'One two'],
  ])('%j is a heading', (heading, title) => {
    check(
      'a.md',
      `${fence('x = 3')}\n${heading}\n${fence('y = 4')}`,
      `#\n| x = 3\n|\n${`  # ${title}`.trimEnd()}\n  | y = 4\n  |`,
    );
  });

  test.each(['#One', '####### One', '    # One', '- # One', '> # One', '> One\n---', '- a\n---', '\\# One'])(
    '%j is no heading of a section',
    (text) => {
      check('a.md', `${fence('x = 3')}\n${text}\n\n${fence('y = 4')}`, '#\n| x = 3\n|\n+ y = 4\n|');
    },
  );

  test('a hash inside a fence or a comment is no heading', () => {
    check(
      'a.md',
      `# A\n${fence('# no\nx = 3')}\n${fence('# no', 'sh')}\n<!--\n# no\n-->\n${fence('y = 4')}`,
      '# A\n| # no\n| x = 3\n|\n+ y = 4\n|',
    );
  });

  test('metadata at the start is no heading', () => {
    check('a.qmd', `---\ntitle: x\n---\n${fence('y = 4', '{nabla}')}`, '#\n| y = 4\n|');
    check('a.md', `+++\ntitle: x\n+++\n# A\n${fence('y = 4')}`, '# A\n| y = 4\n|');
  });
});

describe('fences', () => {
  test.each([
    'nabla',
    'Nabla',
    ' nabla',
    'nabla title="x"',
    '{nabla}',
    '{.nabla #id}',
    '{nabla, echo=FALSE}',
    'nabla {1-3}',
  ])('with the info string %j', (info) => {
    check('a.md', `# A\n${fence('x = 3', info)}`, '# A\n| x = 3\n|');
  });

  test.each(['', 'nablas', 'text nabla', 'js', 'mathematica', 'unknown-language'])(
    'not with the info string %j',
    (info) => {
      check('a.md', `# A nabla\n${fence('x = 3', info)}`, '');
    },
  );

  test('give the document their title', () => {
    check('a.md', fence('x = 3', 'nabla title="A neuron"'), '# A neuron\n| x = 3\n|');
    check('a.md', fence('x = 3', "{.nabla title='A neuron'}"), '# A neuron\n| x = 3\n|');
  });

  test('of tildes and of more signs', () => {
    check('a.md', `~~~nabla\nx = 3\n\`\`\`\n~~~`, '#\n| x = 3\n| ```\n|');
    check('a.md', `\`\`\`\`nabla\nx = 3\n\`\`\`\ny = 4\n\`\`\`\`\``, '#\n| x = 3\n| ```\n| y = 4\n|');
    check('a.md', '```nabla `x`\nx = 3', '');
    check('a.md', '``nabla\nx = 3\n``', '');
  });

  test('in lists', () => {
    check('a.md', '- a\n\n  ```nabla\n  x = 3\n    y = 4\n  ```\n', '#\n| x = 3\n|   y = 4\n|');
    check(
      'a.md',
      '1. a\n   ```nabla\n   x = 3\n   ```\n2. b\n   ```nabla\n   y = 4\n   ```',
      '#\n| x = 3\n|\n+ y = 4\n|',
    );
    check('a.md', '- ```nabla\n  x = 3\n  ```', '#\n| x = 3\n|');
    check('a.md', '- a\n  - b\n    ~~~nabla\n    x = 3\n    ~~~', '#\n| x = 3\n|');
    check('a.md', '-\ta\n\n\t```nabla\n\tx = 3\n\t```', '#\n| x = 3\n|');
  });

  test('in block quotes', () => {
    check('a.md', '> ```nabla\n> x = 3\n>y = 4\n> ```\n', '#\n| x = 3\n| y = 4\n|');
    check('a.md', '> - ```nabla\n>   x = 3\n>   ```', '#\n| x = 3\n|');
    check('a.md', '> > ```nabla\n> > x = 3\n> > ```', '#\n| x = 3\n|');
  });

  test('end with the list or the quote that they stand in', () => {
    check('a.md', '> ```nabla\n> x = 3\ny = 4\n', '#\n| x = 3\n|');
    check('a.md', '- ```nabla\n  x = 3\ny = 4\n', '#\n| x = 3\n|');
  });

  test('begin in a list after a paragraph as CommonMark has it', () => {
    check('a.md', 'text\n2. ```nabla\n   x = 3\n   ```', '');
    check('a.md', '> text\n2. ```nabla\n   x = 3\n   ```', '#\n| x = 3\n|');
    check('a.md', '-\n  ```nabla\n  x = 3\n  ```', '#\n| x = 3\n|');
    check('a.md', '-\n\n      ```nabla\n      x = 3\n      ```', '');
  });

  test('in lists that nest without end cost no more than their text', () => {
    check('a.md', `${'- '.repeat(2e4)}nabla${'\n'.repeat(2e4)}`, '');
  });

  test('lose as much indentation as they have themselves', () => {
    check('a.md', '  ```nabla\n  x = 3\n y = 4\n    z = 5\n  ```', '#\n| x = 3\n| y = 4\n|   z = 5\n|');
  });

  test('are text in indented code, in comments and in raw HTML', () => {
    check('a.md', '    ```nabla\n    x = 3\n    ```', '');
    check('a.md', '- a\n\n      ```nabla\n      x = 3\n      ```', '');
    check('a.md', '<!--\n```nabla\nx = 3\n```\n-->', '');
    check('a.md', '<pre>\n```nabla\nx = 3\n```\n</pre>\n```nabla\ny = 4\n```', '#\n| y = 4\n|');
    check('a.md', fence('```nabla\nx = 3\n```', 'md', '~~~'), '');
  });

  test('end with the document when they are never closed, and that is reported', () => {
    check(
      'a.md',
      '# A\n```nabla\nx = 3',
      '# A\n| x = 3\n! "```nabla": This fence is never closed, so everything up to the end of the document is read as statements. Close it with a line of the same signs.',
    );
  });

  test('that are empty have no statements', () => {
    check('a.md', '```nabla\n```\n```nabla\n\n  \n```', '');
  });
});

describe('directives', () => {
  test('are statements of their section', () => {
    check(
      'a.md',
      `# A\n<!-- @grad W : 3x2 -->\n${fence('x = 3')}text <!-- @grad y = 4 --> text`,
      '# A\n| W : 3x2\n+ x = 3\n|\n+ y = 4',
    );
  });

  test('may go on for several lines', () => {
    check('a.md', '# A\n<!-- @grad\nx = 3\n\n  y = 4\n-->\n', '# A\n| x = 3\n|\n|   y = 4');
    check('a.md', '- a\n\n  <!-- @grad x = 3\n  y = 4 -->', '#\n| x = 3\n| y = 4');
    check(
      'a.md',
      '<!-- @grad x = 3\n           y = 4\n             z = 5 -->',
      '#\n| x = 3\n| y = 4\n|   z = 5',
    );
    check('a.md', '> <!-- @grad\n> x = 3\n> -->', '#\n| x = 3');
  });

  test('may tell to ignore the next statement', () => {
    check('a.md', `<!-- @grad ignore -->\n${fence('x = 3')}`, '#\n| @grad ignore\n+ x = 3\n|');
  });

  test('may end the sheet of a section and open it again', () => {
    check('a.md', `# A\n<!-- @grad end -->\n${fence('x = 3')}# B\n${fence('y = 4')}`, '# B\n| y = 4\n|');
    check(
      'a.md',
      `# A\n<!-- @grad end -->\n${fence('x = 3')}\n<!-- @grad -->\n${fence('y = 4')}`,
      '# A\n| y = 4\n|',
    );
  });

  test('are text in code spans, in code and in comments without a directive', () => {
    check('a.md', 'Write `<!-- @grad x = 3 -->` or ``a ` <!-- @grad y = 4 -->``.', '');
    check('a.md', fence('<!-- @grad x = 3 -->', 'text'), '');
    check('a.md', '<!-- prose\nx = 3 -->\n<!-- see @grad x = 3 -->', '');
  });

  test('with a title name the document; under a heading a title is reported', () => {
    check('a.md', '<!-- @grad A neuron\nx = 3 -->', '# A neuron\n| x = 3');
    check(
      'a.md',
      '# A\n<!-- @grad A neuron -->',
      '! "A neuron": `A neuron` does not read as a statement, and a sheet takes its title from the heading here. Correct the statement, or write a heading.',
    );
  });

  test('in MDX stand in its own comments too', () => {
    check('a.mdx', '# A\n{/* @grad x = 3 */}\n', '# A\n| x = 3');
    check('a.md', '# A\n{/* @grad x = 3 */}\n', '');
  });

  test('stand behind a comment that closes at once', () => {
    check('a.md', '<!--> <!-- @grad x = 3 -->', '#\n| x = 3');
    check('a.md', '<!-- a --> <!-- @grad\nx = 3 -->', '');
  });

  test('of a comment that is never closed are read, and that is reported', () => {
    check(
      'a.md',
      '# A\n<!-- @grad x = 3\n# B',
      '# A\n| x = 3\n| # B\n! "<!--": This comment is never closed, so everything up to the end of the document belongs to it. Close it with `-->`.',
    );
  });
});

describe('code of other languages', () => {
  test('holds sheets inside the section', () => {
    check('a.md', `# A\n${fence('# @grad one\n# x = 3\nprint("# @grad no")', 'python')}${fence('y = 4')}`, [
      '# A\n| y = 4\n|',
      '  # one\n  | x = 3',
    ]);
    check('a.md', fence('// @grad one\n// x = 3', '{.cpp}'), '# one\n| x = 3');
  });

  test('keeps its places inside quotes and lists', () => {
    check(
      'a.md',
      '# A\n> - ```c\n>   /* @grad one\n>    * x = 3\n>    */\n>   ```',
      '# A\n  # one\n  | x = 3',
    );
  });
});

test('ends of lines of all kinds', () => {
  const text = '# A\n\n> ```nabla\n> x = 3\n> ```\n\n<!-- @grad\ny = 4\n-->\n';
  for (const lineBreak of ['\r\n', '\r']) {
    check('a.md', text.replace(/\n/g, lineBreak), '# A\n| x = 3\n|\n+ y = 4');
  }
});
