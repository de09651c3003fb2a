import type { CommentCases } from './cases';

export const MARKUP_CASES: CommentCases = {
  latex: [
    ['50\\% of it % real', '% real'],
    ['a \\\\% real', '% real'],
    ['\\begin{verbatim}\n% no\n\\end{verbatim}\n% real', '% real'],
    ['\\verb|% no| \\url{http://a%20b} % real', '% real'],
    ["$f'(x)$ % it's", "% it's"],
    ['\\begin{lstlisting}[language=C]\n% no\n\\end{lstlisting} % real', '% real'],
  ],
  typst: [
    ['https://x.y // real', '// real'],
    ['/* a /* b */ c */ text // real', '/* a /* b */ c */', '// real'],
    ['`// no` // real', '// real'],
  ],
  html: [
    ["<p>don't</p> <!-- real -->", '<!-- real -->'],
    ['<a title="<!-- no -->">x</a> <!-- real -->', '<!-- real -->'],
    ['<script>s = "<!-- no -->"</script> <!-- real -->', '<!-- real -->'],
    ['<![CDATA[ <!-- no --> ]]> <!-- open', '<!-- open'],
  ],
  yaml: [
    ['a: "x # no" # real', '# real'],
    ["b: it's # real\nc: 'it''s # no' # more", '# real', '# more'],
    ['u: http://x#frag # real', '# real'],
    ['s: "two\n  # no\n  lines" # real', '# real'],
    ["- 'a # no' # real\n- say 'hi # real", '# real', '# real'],
  ],
  toml: [
    ['a = "# no" # real', '# real'],
    ["b = 'C:\\' # real", '# real'],
    ['c = """\n# no\n""" # real', '# real'],
    ["d = '''\n# no ''\n''' # real", '# real'],
  ],
  makefile: [
    ["X = it's\n# real", '# real'],
    ['Y = \\# no\n# joined \\\nmore', '# joined \\\nmore'],
    ['a: b\n\tcmd "x \\\n# no" # real', '# real'],
    ['a:\n\tsed \'s/#//\' "#" # real', '# real'],
  ],
  cmake: [
    ['#[[ block\n# in ]] set(x 1) # real', '#[[ block\n# in ]]', '# real'],
    ['set(x "# no") # real', '# real'],
    ['message(\\" \\# ) # real', '# real'],
    ['set(x "a\\"# no\n# no") # real', '# real'],
  ],
  dockerfile: [
    ['# real\nRUN echo # no', '# real'],
    ["RUN echo 'it'\n  # real", '# real'],
    ['ENV A=b#c\n# real', '# real'],
  ],
  ini: [
    ['; real\na = b ; no', '; real'],
    ['# real\na = #no', '# real'],
    ["[it's]\n  # real", '# real'],
  ],
};
