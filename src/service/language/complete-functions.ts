import { functions } from '../../core/graph/operations/index';
import type { CompletionItem } from './model';
import { OPERATOR_WORDS } from './operator-words';
import { RANK } from './ranks';
import { hole } from './snippet';

/** Built-in functions and operators; another name of a function is listed where it fits what is written better. */
export function functionItems(word: string, after: string): CompletionItem[] {
  const called = after.startsWith('(');
  const start = word.toLowerCase();
  const items: CompletionItem[] = [];
  for (const [name, { names, signature, doc }] of functions) {
    const fits = start !== '' && name.toLowerCase().startsWith(start);
    if (name !== names[0] && !(fits && !names[0]!.toLowerCase().startsWith(start))) continue;
    items.push(functionItem(name, signature.replace(/^\w+/, name), doc, called));
  }
  for (const { name, signature, doc } of OPERATOR_WORDS)
    items.push(functionItem(name, signature, doc, called));
  return items;
}

const functionItem = (
  name: string,
  signature: string,
  documentation: string,
  called: boolean,
): CompletionItem => ({
  label: name,
  kind: 'builtin',
  detail: signature,
  documentation,
  text: called ? name : snippetOf(signature),
  snippet: !called,
  rank: RANK.function,
});

/** `leaky_relu(${1:x})`: the arguments that must be given; those with a default and `...` are left out. */
function snippetOf(signature: string): string {
  const [, name = '', parameters = ''] = /^([^(]*)\((.*)\)$/.exec(signature) ?? [];
  const needed = parameters.split(/,\s*/).filter((each) => !each.includes('=') && each !== '...');
  const holes = needed.map((each, i) => hole(i + 1, each));
  return `${name}(${holes.length === 0 ? '$1' : holes.join(', ')})`;
}
