/** What words between formulas say. */
export type Phrase =
  /** "and", "where", "so": separates statements. */
  | 'separator'
  /** "if", "for all": what follows has to hold for the statement beside it. */
  | 'condition'
  /** "at": what follows is a point. */
  | 'point'
  | 'implies'
  | 'equivalent'
  /** "or": one of two statements holds. */
  | 'alternative'
  /** "(chain rule)": says nothing that could change the formula. */
  | 'remark'
  /** Anything else. */
  | 'prose';

const words = (list: string): ReadonlySet<string> => new Set(list.split(' '));

const SEPARATORS = words(
  'and where with let so thus hence then since because we have get gets obtain obtains gives give yields yield that also now ' +
    'finally first second third again here but i.e. ie e.g. eg which this it therefore similarly likewise resp resp. ' +
    'respectively while next the consequently moreover further furthermore recall note using is: und et y',
);

const CONDITIONS = words(
  'if for when whenever all any each every given provided assuming as long und für wenn',
);

const LABELS = /^[\p{L}\p{N} .()-]{1,40}:$/u;

/** Parts of remarks that name a rule or a source. */
const HARMLESS =
  /^(?:by|from|using|via|use|see|apply|applying|with|of|the|a|an|and|our|rule|rules|chain|product|quotient|sum|power|constant|multiple|linearity|definition|def|def\.|substitution|substitute|substituting|rearrange|rearranging|simplify|simplifying|simplified|expand|expanding|factor|factoring|collect|terms|eq|eq\.|equation|equations|above|previous|step|steps|identity|trig|trigonometric|algebra|differentiate|differentiating|derivative|derivatives|leibniz|notation|symmetry|symmetric|point|forward|backward|pass|layer|output|hidden|input|softmax|sigmoid|relu|tanh|loss|gradient|chain-rule|theorem|lemma|part|parts|integration|scalar|vector|matrix|row|column|form|\(?\d+(?:\.\d+)*\)?|q\.?e\.?d\.?|done|✓)$/i;

/** Words that may turn a statement around. */
const DANGEROUS =
  /\b(?:not|no|never|wrong|false|incorrect|error|mistake|if|when|unless|only|except|for|approx|approximately|about|roughly|small|large|near|up|almost|a\.e\.|or|instead|should|would|neglect|ignoring|constant of|const)\b/i;

/** Whether words beside a formula leave its meaning alone: `(chain rule)`, `by (3)`. */
export function isRemark(text: string): boolean {
  const plain = text.trim();
  if (DANGEROUS.test(plain)) return false;
  if (/^\(.*\)$/.test(plain) || /^\[.*\]$/.test(plain)) return true;
  return plain
    .replace(/[,.;:()]/g, ' ')
    .split(/\s+/)
    .filter(Boolean)
    .every((word) => HARMLESS.test(word));
}

export function phraseOf(text: string): Phrase {
  const plain = text
    .trim()
    .toLowerCase()
    .replace(/^[,;.]+|[,;]+$/g, '')
    .trim();
  if (plain === '') return 'separator';
  if (
    /^(?:if and only if|iff|is equivalent to|equivalently|which is equivalent to|or equivalently)$/.test(
      plain,
    )
  )
    return 'equivalent';
  if (/^(?:implies|which implies|implying|so that|therefore|hence|thus|it follows that|⇒)$/.test(plain))
    return 'implies';
  if (/^(?:at|evaluated at|at the point|at point)$/.test(plain)) return 'point';
  if (plain === 'or' || plain === 'or else' || plain === 'either') return 'alternative';
  const list = plain.split(/\s+/);
  if (list.every((word) => SEPARATORS.has(word.replace(/[,:]$/, '')))) return 'separator';
  if (CONDITIONS.has(list[0]!) && list.every((word) => CONDITIONS.has(word) || SEPARATORS.has(word)))
    return 'condition';
  if (list.length > 1 && list[0] === 'and' && CONDITIONS.has(list[1]!)) return 'condition';
  if (isRemark(text)) return 'remark';
  return LABELS.test(text.trim()) ? 'separator' : 'prose';
}
