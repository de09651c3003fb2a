import { times, timesTransposed } from './matmul';
import { type SimdProducts, simdProductsIn } from './simd';

/** out (m×n) = a·b or a·bᵀ, with a at `a + i·ai + p·ak`; all places and strides in entries. */
export type ProductKernel = typeof times;

/** Below so many multiplications a product is not worth the question whether there are vectors. */
const LEAST_SIMD = 256;

/**
 * The fastest kernel for products of this size: in the memory of `simdMemory` with vectors, elsewhere without. A transposed
 * left operand of a·bᵀ is read without vectors, for its terms do not lie side by side.
 *
 * The order of summation differs between the two, which error bounds for any order cover.
 */
export function productKernel(transposed: boolean, multiplications: number): ProductKernel {
  const plain = transposed ? timesTransposed : times;
  if (multiplications < LEAST_SIMD) return plain;
  let known: Float64Array | undefined;
  let simd: SimdProducts | undefined;
  return (memory, a, ai, ak, b, out, m, k, n) => {
    if (memory !== known) {
      known = memory;
      simd = simdProductsIn(memory);
    }
    if (simd === undefined || (transposed && ak !== 1)) {
      plain(memory, a, ai, ak, b, out, m, k, n);
      return;
    }
    memory.fill(0, out, out + m * n);
    if (transposed) simd.timesTransposed(8 * a, 8 * ai, 8 * b, 8 * out, m, k, n);
    else simd.times(8 * a, 8 * ai, 8 * ak, 8 * b, 8 * out, m, k, n);
  };
}
