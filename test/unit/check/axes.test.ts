import { check } from './verdicts';

/** The right sides are NumPy's. */
check(
  'functions of axes have the values of NumPy',
  `
T = [[[1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12]]]
A = [[1, 2], [3, 4]]
B = [[0, 1], [2, 3]]
v = [1, 2, 3]
y0 = permute(T, (2, 0, 1))
y0 = [[[1, 4], [7, 10]], [[2, 5], [8, 11]], [[3, 6], [9, 12]]]   # => agree
y1 = transpose(T, (1, 2, 0))
y1 = [[[1, 7], [2, 8], [3, 9]], [[4, 10], [5, 11], [6, 12]]]   # => agree
y2 = T'
y2 = [[[1, 4], [2, 5], [3, 6]], [[7, 10], [8, 11], [9, 12]]]   # => agree
y3 = swapaxes(T, 0, -1)
y3 = [[[1, 7], [4, 10]], [[2, 8], [5, 11]], [[3, 9], [6, 12]]]   # => agree
y4 = moveaxis(T, 0, 2)
y4 = [[[1, 7], [2, 8], [3, 9]], [[4, 10], [5, 11], [6, 12]]]   # => agree
y5 = expand_dims(v, axis=1)
y5 = [[1], [2], [3]]   # => agree
y6 = unsqueeze(A, 0)
y6 = [[[1, 2], [3, 4]]]   # => agree
y7 = squeeze(expand_dims(A, (0, 2)))
y7 = [[1, 2], [3, 4]]   # => agree
y8 = stack([A, B], axis=1)
y8 = [[[1, 2], [0, 1]], [[3, 4], [2, 3]]]   # => agree
y9 = stack(A, B, axis=-1)
y9 = [[[1, 0], [2, 1]], [[3, 2], [4, 3]]]   # => agree
y10 = concatenate((T, T), axis=1)
y10 = [[[1, 2, 3], [4, 5, 6], [1, 2, 3], [4, 5, 6]], [[7, 8, 9], [10, 11, 12], [7, 8, 9], [10, 11, 12]]]   # => agree
y11 = flip(T, axis=(0, 2))
y11 = [[[9, 8, 7], [12, 11, 10]], [[3, 2, 1], [6, 5, 4]]]   # => agree
y12 = flip(A)
y12 = [[4, 3], [2, 1]]   # => agree
y13 = tile(v, 2)
y13 = [1, 2, 3, 1, 2, 3]   # => agree
y14 = tile(A, (2, 1, 2))
y14 = [[[1, 2, 1, 2], [3, 4, 3, 4]], [[1, 2, 1, 2], [3, 4, 3, 4]]]   # => agree
y15 = repeat(A, 2)
y15 = [1, 1, 2, 2, 3, 3, 4, 4]   # => agree
y16 = repeat(A, 2, axis=1)
y16 = [[1, 1, 2, 2], [3, 3, 4, 4]]   # => agree
y17 = tensordot(T, A, axes=((1,), (0,)))
y17 = [[[13, 18], [17, 24], [21, 30]], [[37, 54], [41, 60], [45, 66]]]   # => agree
y18 = tensordot(A, B)
y18 = 20   # => agree
y19 = tensordot(A, T, axes=1)
y19 = [[[15, 18, 21], [24, 27, 30]], [[31, 38, 45], [52, 59, 66]]]   # => agree
y20 = kron(A, B)
y20 = [[0, 1, 0, 2], [2, 3, 4, 6], [0, 3, 0, 4], [6, 9, 8, 12]]   # => agree
y21 = kron(v, v)
y21 = [1, 2, 3, 2, 4, 6, 3, 6, 9]   # => agree
y22 = trace(stack(A, B))
y22 = [5, 3]   # => agree
y23 = det(stack(A, B))
y23 = [-2, -2]   # => agree
y24 = A @ stack(A, B)
y24 = [[[7, 10], [15, 22]], [[4, 7], [8, 15]]]   # => agree
y25 = einsum("ijk->j", T)
y25 = [30, 48]   # => agree
y26 = einsum("...j,j", T, v)
y26 = [[14, 32], [50, 68]]   # => agree
y27 = einsum("ij,kj", A, B)
y27 = [[2, 8], [4, 18]]   # => agree
y28 = sum(T, axis=(0, -1))
y28 = [30, 48]   # => agree
y29 = mean(T, axis=(0, 1))
y29 = [5.5, 6.5, 7.5]   # => agree
y30 = max(T, axis=(1, 2), keepdims=true)
y30 = [[[6]], [[12]]]   # => agree
y31 = prod(T, axis=(0, 2))
y31 = [3024, 158400]   # => agree
y32 = var(T, axis=(0, 2), ddof=1)
y32 = [11.6, 11.6]   # => agree
y33 = cumsum(T, axis=1)
y33 = [[[1, 2, 3], [5, 7, 9]], [[7, 8, 9], [17, 19, 21]]]   # => agree
y34 = argmax(T, axis=2)
y34 = [[2, 2], [2, 2]]   # => agree
y35 = min(T, axis=0)
y35 = [[1, 2, 3], [4, 5, 6]]   # => agree
y36 = reshape(T, (3, -1))
y36 = [[1, 2, 3, 4], [5, 6, 7, 8], [9, 10, 11, 12]]   # => agree
`,
);

check(
  'what has no meaning says so at its place',
  `
T : 2x3x4
A : 3x3
a = sum(T, axis=(0, 3))
b = sum(T, axis=(0, 0))
c = permute(T, (0, 1))
d = permute(T, (0, 1, 1))
e1 = expand_dims(T, axis=5)
f = squeeze(T, axis=0)
g = cumsum(T, axis=(0, 1))
h = einsum("ijk,kl->il", T)
i = einsum("ij,jk->ik", T, A)
j = einsum(T)
k = tensordot(T, A, axes=4)
l = kron(T, A)
m = norm(A, 'nuc')
n = stack([T, A])
o = repeat(T, A)
p = inv(T)
q = T[1, ..., 2, ...]
r = T[1, 2, 3, 4]
s = exp("text")
`,
  [
    '4: shape-mismatch',
    '5: shape-mismatch',
    '6: shape-mismatch',
    '7: shape-mismatch',
    '8: shape-mismatch',
    '9: shape-mismatch',
    '10: shape-mismatch',
    '11: shape-mismatch',
    '12: shape-mismatch',
    '13: shape-mismatch',
    '14: shape-mismatch',
    '15: shape-mismatch',
    '16: shape-mismatch',
    '17: shape-mismatch',
    '18: shape-mismatch',
    '19: shape-mismatch',
    '20: not-yet',
    '21: shape-mismatch',
    '22: not-yet',
  ],
);
