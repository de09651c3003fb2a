/** The libraries of this folder's package.json; see `peers.d.mts` for what is used of them. */
import path from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';
import remarkMath from 'remark-math';
import remarkParse from 'remark-parse';
import { unified } from 'unified';

export * as tensorFlow from '@tensorflow/tfjs-core';
export { default as katex } from 'katex';
export * as mathJs from 'mathjs';

const markdown = unified().use(remarkParse).use(remarkMath).freeze();

export const markdownTree = (text) => markdown.parse(text);

setWasmPaths(
  `${path.join(process.cwd(), 'bench', 'speed', 'node_modules', '@tensorflow', 'tfjs-backend-wasm', 'dist')}${path.sep}`,
);
