/** The entry of the bundle that holds MathJax and mathjs; loaded when the first formula is shown. */
export { simplifyAlgebra } from './algebra';
export { texToSvg } from './mathjax';
