/** What is used of the libraries that Nabla is compared with; their own types need not be installed. */

export interface Tensor {
  dataSync(): Float32Array;
}

/** `@tensorflow/tfjs-core`, with the backends `cpu` and `wasm`. */
export const tensorFlow: {
  setBackend(name: string): Promise<boolean>;
  ready(): Promise<void>;
  tensor1d(values: Float32Array): Tensor;
  tensor2d(values: Float32Array, shape: readonly [number, number]): Tensor;
  matMul(a: Tensor, b: Tensor): Tensor;
  add(a: Tensor, b: Tensor): Tensor;
  sub(a: Tensor, b: Tensor): Tensor;
  relu(x: Tensor): Tensor;
  square(x: Tensor): Tensor;
  mean(x: Tensor): Tensor;
  dispose(tensors: readonly Tensor[]): void;
  valueAndGrads(
    f: (...parameters: Tensor[]) => Tensor,
  ): (parameters: readonly Tensor[]) => { readonly value: Tensor; readonly grads: readonly Tensor[] };
};

export interface Compiled {
  evaluate(scope: Readonly<Record<string, number>>): number;
}

export const mathJs: {
  parse(expression: string): { compile(): Compiled };
  derivative(expression: string, variable: string): { compile(): Compiled };
};

interface MarkdownNode {
  readonly type: string;
  readonly value?: string;
  readonly children?: readonly MarkdownNode[];
}

/** The tree of a Markdown document with its formulas, by `remark-parse` and `remark-math`. */
export function markdownTree(text: string): MarkdownNode;

export const katex: {
  /** The tree of a formula, without making anything to be shown of it. */
  __parse(formula: string, options: { readonly strict: false }): unknown;
};
