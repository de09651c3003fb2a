import type { CommentCases } from './cases';

const CURRIED: readonly (readonly [string, ...string[]])[] = [
  ["x' = f x'' 'a' -- real", '-- real'],
  ['{- a {- b -} c -} y = 1 -- real', '{- a {- b -} c -}', '-- real'],
  ['c = \'"\'; s = "-- no" -- real', '-- real'],
];

export const FUNCTIONAL_CASES: CommentCases = {
  haskell: [
    ...CURRIED,
    ['a --> b |-- c --| d\nx = 1 --- real', '--- real'],
    ["f' = '\\'' : \"\\\"-- no\" -- real", '-- real'],
    ['{-# LANGUAGE A #-} x = y {- open', '{-# LANGUAGE A #-}', '{- open'],
  ],
  elm: [
    ['{- a {- b -} c -} x = 1 -- real', '{- a {- b -} c -}', '-- real'],
    ['s = """\n-- no\n""" -- real', '-- real'],
    ['s = "-- no" -- real', '-- real'],
  ],
  agda: CURRIED,
  lean: [
    ['/- a /- b -/ c -/ def x := 1 -- real', '/- a /- b -/ c -/', '-- real'],
    ['def s := "-- no" -- real', '-- real'],
    ["theorem a' : f x' = y := sorry -- real", '-- real'],
  ],
  ocaml: [
    ['(* a (* b *) c *) let x = 1', '(* a (* b *) c *)'],
    ['let s = "(* no *)" (* real *)', '(* real *)'],
    ['(* a "*)" b *) let c = \'"\' (* it\'s *)', '(* a "*)" b *)', "(* it's *)"],
    ["let f (x : 'a) (y' : 'b) = x (* real *)", '(* real *)'],
    ['let s = {id|(* no " |id} (* real *)', '(* real *)'],
    ['(* a lone " quote *) let x = 1', '(* a lone " quote *)'],
    ['let s = "two\n(* no *)\n" (* real *)', '(* real *)'],
  ],
  coq: [
    ['(* a (* b *) c *) Lemma x.', '(* a (* b *) c *)'],
    ["Lemma x' : y'. (* it's *)", "(* it's *)"],
    ['Definition s := "a ""(* no". (* real *)', '(* real *)'],
  ],
  fsharp: [
    ["let f (x: 'T) = x' // real", '// real'],
    ['let m = (*) 2 3 // real', '// real'],
    ['let s = @"C:\\" // real', '// real'],
    ['let s = """a "// no" b""" // real', '// real'],
    ["(* a (* b *) c *) let c = '\"' // real", '(* a (* b *) c *)', '// real'],
    ['let ``a // no`` = 1 // real', '// real'],
  ],
  clojure: [
    ['(def c \\;) ; real', '; real'],
    ['(def s "; no\n; no") ; real', '; real'],
    ['#"a;\\"b" (def q \\") ; real', '; real'],
    ["(def x' '(1 2)) ; it's", "; it's"],
  ],
  lisp: [
    ['#| a #| b |# c |# (f) ; real', '#| a #| b |# c |#', '; real'],
    ['(char= c #\\;) (char= d #\\") ; real', '; real'],
    ['(print "; no \\" ; no") ;;; real', ';;; real'],
  ],
  'emacs-lisp': [
    ['(eq c ?\\;) (eq d ?\\") ; real', '; real'],
    ['(message "; no") ;; real', ';; real'],
    ['(null? x) (eq c ?;) ; real', '; real'],
  ],
  erlang: [
    ['C = $%, D = $". % real', '% real'],
    ['S = "% no". % real', '% real'],
    ["A = 'a % no'. % real", '% real'],
  ],
  nim: [
    ['#[ a #[ b ]# c ]# let x = 1 # real', '#[ a #[ b ]# c ]#', '# real'],
    ['let p = r"C:\\" # real', '# real'],
    ['let s = """a "" # no\n""" # real', '# real'],
    ["let c = '\"'; let n = 1'i32 # real", '# real'],
    ['##[ doc ]## let y = "\\"# no" ## real', '##[ doc ]##', '## real'],
  ],
};
