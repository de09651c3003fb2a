/** The libraries of this folder's package.json; see `peers.d.mts` for what is used of them. */
import path from 'node:path';
import { setWasmPaths } from '@tensorflow/tfjs-backend-wasm';
import '@tensorflow/tfjs-backend-cpu';
import '@tensorflow/tfjs-core/dist/register_all_gradients';

export * as tensorFlow from '@tensorflow/tfjs-core';
export * as mathJs from 'mathjs';

setWasmPaths(
  `${path.join(process.cwd(), 'bench', 'speed', 'node_modules', '@tensorflow', 'tfjs-backend-wasm', 'dist')}${path.sep}`,
);
