/** The entry of the bundle that holds MathJax; loaded when the first formula is shown. */
export { texToSvg } from './mathjax';
