/** The inverse of a symmetric matrix over the columns that are not linear combinations of earlier ones. */
export interface SymmetricInverse {
  /** Row-major, `size` x `size`; rows and columns of dropped columns are zero. */
  readonly inverse: Float64Array;
  /** 1 = the column carries information that earlier columns do not. */
  readonly kept: Uint8Array;
  readonly rank: number;
}

/**
 * Generalised inverse of a symmetric non-negative definite matrix by the sweep operator (Goodnight 1979, The American
 * Statistician 33:149). A column whose pivot is below `tolerance` when its turn comes is dropped: earlier columns win.
 *
 * @param matrix row-major, `size` x `size`; not changed.
 * @throws RangeError if the matrix does not have `size` x `size` entries.
 */
export function invertSymmetric(matrix: Float64Array, size: number, tolerance: number): SymmetricInverse {
  if (matrix.length !== size * size) {
    throw new RangeError(`invertSymmetric: expected ${size * size} entries, got ${matrix.length}`);
  }
  const swept = Float64Array.from(matrix);
  const kept = new Uint8Array(size);
  let rank = 0;
  for (let k = 0; k < size; k++) {
    const pivot = swept[k * size + k]!;
    if (!(pivot >= tolerance)) continue;
    kept[k] = 1;
    rank++;
    for (let j = 0; j < size; j++) swept[k * size + j]! /= pivot;
    for (let i = 0; i < size; i++) {
      if (i === k) continue;
      const factor = swept[i * size + k]!;
      if (factor === 0) continue;
      for (let j = 0; j < size; j++) swept[i * size + j]! -= factor * swept[k * size + j]!;
      swept[i * size + k] = -factor / pivot;
    }
    swept[k * size + k] = 1 / pivot;
  }
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) if (!kept[i] || !kept[j]) swept[i * size + j] = 0;
  }
  return { inverse: swept, kept, rank };
}

/** Matrix (row-major, square) times vector. */
export function multiply(matrix: Float64Array, vector: Float64Array): Float64Array {
  const size = vector.length;
  const product = new Float64Array(size);
  for (let i = 0; i < size; i++) {
    let sum = 0;
    for (let j = 0; j < size; j++) sum += matrix[i * size + j]! * vector[j]!;
    product[i] = sum;
  }
  return product;
}

/** Sum of the products of two vectors of the same length. */
export function dot(a: Float64Array, b: Float64Array): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
}
