import type { CommentCases } from './cases';

export const SCIENTIFIC_CASES: CommentCases = {
  julia: [
    ["y = A' * b' # real", '# real'],
    ['#= a #= b =# c =# x = 1 # real', '#= a #= b =# c =#', '# real'],
    ["c = '#'; d = '\"' # real", '# real'],
    ['s = "$(f("# no")) # no" # real', '# real'],
    ['r = r"#\\"#" # real', '# real'],
    ['"""\ndoc # in\n"""\nf(x) = x # real', '"""\ndoc # in\n"""', '# real'],
    ["σ' # real 'quoted'", "# real 'quoted'"],
    ['x = """\n# no\n""" # real', '# real'],
    ["y = (A + B)' ; z = x'' # it's", "# it's"],
  ],
  r: [
    ['s <- "# no" # real', '# real'],
    ['s <- r"(a " # no)" # real', '# real'],
    ["s <- R'---[a ]--' # no]---' # real", '# real'],
    ["s <- 'two\n# no\nlines' # real", '# real'],
    ["x %in% y # it's", "# it's"],
    ['`a # no` <- 1 # real', '# real'],
  ],
  matlab: [
    ["y = A' * x'; % real", '% real'],
    ["s = 'it''s % no'; % real", '% real'],
    ['s = "a ""% no"" b"; % real', '% real'],
    ["c = {a', 'b % no'}; % real", '% real'],
    ['%{\nblock % in\n%}\nx = 1; % real', '%{\nblock % in\n%}', '% real'],
    ['%{ a line\nx = 1; % real', '%{ a line', '% real'],
    ["y = x.' + 1; % it's", "% it's"],
    ['y = a + ... rest\n b; # octave', '... rest', '# octave'],
    ["s = ['a' 'b']'; % real", '% real'],
    ['%{\na\n%{\nb\n%}\nc\n%}\nx % real', '%{\na\n%{\nb\n%}\nc\n%}', '% real'],
  ],
  fortran: [
    ["s = 'it''s ! no' ! real", '! real'],
    ['s = "! no" ! real', '! real'],
    ['x = y ! real "\nz = 1 !> doc', '! real "', '!> doc'],
  ],
  'fortran-fixed': [
    ['C     real\n      CALL F(X) ! more', 'C     real', '! more'],
    ["*     real\n      S = '! no'\n     !+ continued", '*     real'],
    ['c real\n      COMMON X', 'c real'],
  ],
  mathematica: [
    ['(* a (* b *) c *) x = 1', '(* a (* b *) c *)'],
    ['s = "(* no *)"; (* real *)', '(* real *)'],
    ["f'[x] (* it's *)", "(* it's *)"],
  ],
  maxima: [
    ['/* a /* b */ c */ x : 1$', '/* a /* b */ c */'],
    ['s : "/* no */"$ /* real */', '/* real */'],
    ["'diff(y, x); /* it's */", "/* it's */"],
  ],
  maple: [
    ['x := 1: # real', '# real'],
    ['s := "# no": (* real *)', '(* real *)'],
    ['`a # no` := 1: # real', '# real'],
  ],
  gams: [
    ['* real\nx = y * z;', '* real'],
    ['$ontext\nblock * in\n$offtext\nx = 1;', '$ontext\nblock * in\n$offtext'],
    [' a * b\n* real', '* real'],
  ],
  ampl: [
    ['var x; # real', '# real'],
    ["set S := 'a#b'; # real", '# real'],
    ['/* a */ param p := "# no"; # real', '/* a */', '# real'],
  ],
  gnuplot: [
    ['plot "a#b" # real', '# real'],
    ["plot 'it''s # no' # real", '# real'],
    ['set x # real\n# more', '# real', '# more'],
  ],
  ada: [
    ["C : Character := '\"'; -- real", '-- real'],
    ["X := Integer'Image(3); -- it's", "-- it's"],
    ['S := "a ""-- no"" b"; -- real', '-- real'],
  ],
  vhdl: [
    ["x <= '1'; -- real", '-- real'],
    ['s <= "-- no"; -- real', '-- real'],
    ["clk'event and y = '\"' -- real", '-- real'],
  ],
  pascal: [
    ["s := 'it''s { no }'; { real }", '{ real }'],
    ['(* a *) x := 1; // real', '(* a *)', '// real'],
    ["s := '// no'; // real", '// real'],
  ],
};
