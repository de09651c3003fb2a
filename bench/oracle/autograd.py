"""Gradients of array sheets by PyTorch in float64: a second opinion of the oracle, with derivative rules of its own."""

import numpy as np
import torch

from reference import ALIASES, Mismatch, is_array

torch.set_num_threads(1)
torch.set_default_dtype(torch.float64)

ONE = {
    'exp': torch.exp, 'log': torch.log, 'sqrt': torch.sqrt, 'sin': torch.sin, 'cos': torch.cos, 'tanh': torch.tanh,
    'sigmoid': torch.sigmoid, 'relu': torch.relu, 'softplus': torch.nn.functional.softplus, 'abs': torch.abs,
    'log1p': torch.log1p, 'square': torch.square, 'gelu': torch.nn.functional.gelu, 'silu': torch.nn.functional.silu,
    'lgamma': torch.lgamma, 'erf': torch.erf, 'tr': torch.trace, 'det': torch.det, 'logdet': torch.logdet, 'inv': torch.inverse,
    'flatten': lambda x: x.reshape(-1), 'vec': lambda x: x.T.reshape(-1), 'transpose': lambda x: x if x.dim() < 2 else x.transpose(-1, -2), 'diag': torch.diag,
    'leaky_relu': torch.nn.functional.leaky_relu, 'elu': torch.nn.functional.elu, 'logsigmoid': torch.nn.functional.logsigmoid,
    'mish': torch.nn.functional.mish, 'expm1': torch.expm1,
}
TWO = {
    'matmul': torch.matmul, 'dot': torch.matmul, 'vdot': lambda x, y: torch.sum(x * y), 'outer': torch.outer,
    'solve': lambda a, b: torch.linalg.solve(a, b), 'maximum': torch.maximum, 'minimum': torch.minimum, 'atan2': torch.atan2,
    'hypot': torch.hypot, 'power': torch.pow,
}
COMPARE = {'<': torch.lt, '<=': torch.le, '>': torch.gt, '>=': torch.ge, '==': torch.eq, '!=': torch.ne}


class NoTorch(Exception):
    """The sheet uses something that is not translated here."""


def tensor(value):
    if is_array(value):
        return torch.tensor(np.array(value, dtype=np.float64))
    return torch.tensor(float(value))


class Tensors:
    def __init__(self, sheet, leaves):
        self.sheet, self.memo = sheet, dict(leaves)

    def name(self, name):
        if name not in self.memo:
            if name in self.sheet.definitions:
                self.memo[name] = self.value(self.sheet.definitions[name])
            elif name == 'pi':
                self.memo[name] = torch.tensor(np.pi)
            else:
                raise NoTorch(name)
        return self.memo[name]

    def value(self, tree):
        kind = tree[0]
        if kind == 'num':
            return torch.tensor(float(tree[1]))
        if kind == 'name':
            return self.name(tree[1])
        if kind == 'neg':
            return -self.value(tree[1])
        if kind == 'abs':
            return torch.abs(self.value(tree[1]))
        if kind == 'T':
            value = self.value(tree[1])
            return value.reshape(1, -1) if value.dim() == 1 else value.transpose(-1, -2)
        if kind == 'bin':
            return self.binary(tree[1], self.value(tree[2]), self.value(tree[3]))
        if kind == 'cmp' and len(tree[1]) == 1:
            return COMPARE[tree[1][0]](self.value(tree[2][0]), self.value(tree[2][1])).double()
        if kind == 'index':
            return self.index(self.value(tree[1]), tree[2])
        if kind == 'str':
            return tree[1]
        if kind == 'tuple':
            return tuple(int(self.value(item)) for item in tree[1])
        if kind == 'call':
            return self.call(ALIASES.get(tree[1], tree[1]), [self.value(a) for a in tree[2]], {k: self.value(v) for k, v in tree[3].items()})
        raise NoTorch(kind)

    def index(self, target, items):
        places = []
        for item in items:
            if item[0] == 'all':
                places.append(slice(None))
            elif item[0] == 'at':
                places.append(int(self.value(item[1])) - 1)
            else:
                places.append(slice(int(self.value(item[1])) - 1, int(self.value(item[2]))))
        return target[tuple(places)]

    def binary(self, operator, a, b):
        if operator == '+':
            return a + b
        if operator == '-':
            return a - b
        if operator == '.*':
            return a * b
        if operator in ('/', './'):
            return a / b
        if operator == '.^' or (operator == '^' and a.dim() < 2):
            return a**b
        if operator == '^':
            return torch.matrix_power(a, int(b))
        if operator in ('*', '@'):
            if a.dim() == 0 or b.dim() == 0:
                return a * b
            if a.dim() == 1 and b.dim() == 2 and b.shape[0] == 1:
                return torch.outer(a, b[0])
            out = torch.matmul(a, b)
            return out.reshape(()) if out.numel() == 1 and a.shape[0] == 1 else out
        raise NoTorch(operator)

    def call(self, name, values, keywords):
        x = values[0]
        axis = keywords.get('axis')
        axis = axis if axis is None or isinstance(axis, tuple) else int(axis)
        keep = bool(keywords.get('keepdims', 0))
        if name in ONE and len(values) == 1:
            return ONE[name](x)
        if name in TWO and len(values) == 2:
            return TWO[name](*values)
        if name in ('sum', 'mean'):
            function = torch.sum if name == 'sum' else torch.mean
            return function(x) if axis is None else function(x, dim=axis, keepdim=keep)
        if name in ('var', 'std'):
            function = torch.var if name == 'var' else torch.std
            unbiased = bool(values[1] if len(values) > 1 else keywords.get('ddof', 0))
            return function(x, unbiased=unbiased) if axis is None else function(x, dim=axis, unbiased=unbiased, keepdim=keep)
        if name == 'norm' and len(values) == 1:
            return torch.linalg.norm(x) if axis is None else torch.linalg.norm(x, dim=axis, keepdim=keep)
        if name in ('softmax', 'log_softmax'):
            function = torch.softmax if name == 'softmax' else torch.log_softmax
            return function(x, dim=-1 if axis is None else axis)
        if name == 'logsumexp':
            return torch.logsumexp(x.reshape(-1), 0) if axis is None else torch.logsumexp(x, dim=axis, keepdim=keep)
        if name in ('max', 'min') and len(values) == 1:
            function = torch.amax if name == 'max' else torch.amin
            return function(x) if axis is None else function(x, dim=axis, keepdim=keep)
        if name == 'prod' and axis is None:
            return torch.prod(x)
        if name == 'cumsum':
            return torch.cumsum(x.reshape(-1) if axis is None else x, 0 if axis is None else axis)
        if name == 'einsum':
            return torch.einsum(x, *values[1:])
        if name == 'permute' or (name == 'transpose' and len(values) == 2):
            return x.permute(values[1])
        if name in ('swapaxes', 'moveaxis'):
            return getattr(torch, name)(x, int(values[1]), int(values[2]))
        if name in ('expand_dims', 'squeeze') and (axis is not None or len(values) > 1):
            place = int(values[1]) if axis is None else axis
            return x.unsqueeze(place) if name == 'expand_dims' else x.squeeze(place)
        if name == 'flip':
            return torch.flip(x, axis if isinstance(axis, tuple) else tuple(range(x.dim())) if axis is None else (axis,))
        if name == 'kron':
            return torch.kron(x, values[1])
        if name == 'tensordot':
            return torch.tensordot(x, values[1], dims=int(keywords.get('axes', 2)))
        if name == 'repeat' and axis is not None:
            return torch.repeat_interleave(x, int(values[1]), dim=axis)
        if name == 'tile':
            return torch.tile(x, values[1] if isinstance(values[1], tuple) else (int(values[1]),))
        if name == 'reshape':
            return x.reshape(values[1] if isinstance(values[1], tuple) else tuple(int(v) for v in values[1:]))
        sizes = [int(v) for v in values]
        if name == 'eye':
            return torch.eye(*sizes)
        if name == 'ones':
            return torch.ones(*sizes)
        if name == 'zeros':
            return torch.zeros(*sizes)
        raise NoTorch(name)


def truth(case, at):
    claim, sheet, point = case.claim, case.sheet, at['point']
    variables = claim.variables
    if any(isinstance(v, list) for v in variables) or len(variables) > 1:
        raise NoTorch('several variables')
    name = variables[0]
    if name not in point:
        raise NoTorch('a defined variable')
    leaves = {key: tensor(value) for key, value in point.items()}

    def function(value):
        tensors = Tensors(sheet, {**leaves, name: value})
        target = claim.target
        if target[0] == 'name' and target[1] not in sheet.definitions:
            upstream = [g for g in sheet.given if g.startswith(f'd{target[1]}/')]
            return sum(torch.sum(leaves[g] * tensors.name(g.split('/d')[1])) for g in upstream)
        return tensors.value(target)

    if claim.form == 'hessian':
        return torch.autograd.functional.hessian(function, leaves[name])
    return torch.autograd.functional.jacobian(function, leaves[name])


def gap(case, at):
    """The largest difference, relative to the largest entry; 0 where this sheet is not translated."""
    value = truth(case, at)
    expected = tensor(at['truth'])
    if value.shape != expected.shape:
        raise Mismatch(f'PyTorch has {tuple(value.shape)}, the quotient {tuple(expected.shape)}')
    size = max(float(expected.abs().max()), float(value.abs().max()), 1e-300)
    return float((value - expected).abs().max()) / size


def possible(case):
    try:
        truth(case, case.points[0])
    except (NoTorch, TypeError, ValueError, RuntimeError, IndexError):
        return False
    return True
