import { type TestController, type TestItem, Uri, workspace } from 'vscode';
import type { CheckedClaim, DocumentClaims } from '../protocol/requests';
import { toRange } from './target';

/** The items of the Test Explorer: files, in them sheets, in them claims. */
export interface ClaimTree {
  /** Makes the items of a document those that it has now; none remain where it has no sheets. Gives its claims. */
  update(claims: DocumentClaims): readonly TestItem[];
  /** A file that holds sheets; what they claim is asked for when somebody wants to see it. */
  addFile(uri: Uri): TestItem;
  removeFile(uri: Uri): void;
  file(uri: string): TestItem | undefined;
  files(): readonly TestItem[];
  /** The claim behind an item as it was checked last; undefined for sheets and files. */
  claimOf(item: TestItem): CheckedClaim | undefined;
}

export function createClaimTree(controller: TestController): ClaimTree {
  const claims = new WeakMap<TestItem, CheckedClaim>();

  const addFile = (uri: Uri): TestItem => {
    const known = controller.items.get(uri.toString());
    if (known !== undefined) return known;
    const item = controller.createTestItem(uri.toString(), workspace.asRelativePath(uri), uri);
    item.canResolveChildren = true;
    controller.items.add(item);
    return item;
  };

  return {
    update({ uri, sheets }) {
      if (sheets.length === 0) {
        controller.items.delete(uri);
        return [];
      }
      const parsed = Uri.parse(uri, true);
      const file = addFile(parsed);
      file.canResolveChildren = false;
      const leaves: TestItem[] = [];
      const sheetId = idsOf();
      const sheetItems = sheets.map(({ title, place, claims: found }) => {
        const id = sheetId(title === '' ? 'Sheet' : title);
        const sheet = file.children.get(id) ?? controller.createTestItem(id, id, parsed);
        sheet.range = toRange(place);
        sheet.sortText = orderOf(place.start.line);
        const claimId = idsOf();
        const items = found.map((claim) => {
          const key = claimId(claim.text);
          const item = sheet.children.get(key) ?? controller.createTestItem(key, claim.text, parsed);
          item.range = toRange(claim.place);
          item.sortText = orderOf(claim.place.start.line, claim.place.start.character);
          claims.set(item, claim);
          return item;
        });
        sheet.children.replace(items);
        leaves.push(...items);
        return sheet;
      });
      file.children.replace(sheetItems);
      return leaves;
    },
    addFile,
    removeFile: (uri) => controller.items.delete(uri.toString()),
    file: (uri) => controller.items.get(uri),
    files: () => [...controller.items].map(([, item]) => item),
    claimOf: (item) => claims.get(item),
  };
}

/** Claims keep their identity while others move; of those that say the same each has its own. */
function idsOf(): (text: string) => string {
  const seen = new Map<string, number>();
  return (text) => {
    const count = (seen.get(text) ?? 0) + 1;
    seen.set(text, count);
    return count === 1 ? text : `${text} (${count})`;
  };
}

/** Explorers sort by text; places are to stay in the order of the document. */
const orderOf = (...places: readonly number[]): string =>
  places.map((place) => String(place).padStart(7, '0')).join(':');

/** All items below an item, or the item itself, that are claims. */
export function claimsBelow(tree: ClaimTree, item: TestItem): readonly TestItem[] {
  if (tree.claimOf(item) !== undefined) return [item];
  return [...item.children].flatMap(([, child]) => claimsBelow(tree, child));
}
