import katex from 'katex';
import { type ElementNode, findTag, parseTree } from './html-tree';

/** Longer ones are no formula anybody reads. */
const maxTexChars = 4_000;
/** Definitions could grow a short text into a huge formula. */
const definition =
  /\\(?:[gex]?def|let|futurelet|global|(?:re)?newcommand|(?:re)?newenvironment|providecommand)(?![a-zA-Z])/;
/** Environments that KaTeX does not know, by the nearest it does. */
const environments: ReadonlyMap<string, string> = new Map([
  ['eqnarray', 'align'],
  ['multline', 'gather'],
  ['displaymath', 'equation'],
  ['math', 'equation'],
]);

/**
 * TeX as KaTeX writes it in MathML, still to be shaped like a publisher's own; null when it is no TeX that KaTeX knows.
 *
 * @param display a formula that stands by itself, not in a line
 */
export function texToMath(tex: string, display: boolean): ElementNode | null {
  const source = tex
    .trim()
    .replace(
      /(\\(?:begin|end)\{)(\w+)(\*?\})/g,
      (_all, head: string, name: string, tail: string) => head + (environments.get(name) ?? name) + tail,
    );
  if (!source || source.length > maxTexChars || definition.test(source)) return null;
  let markup: string;
  try {
    markup = katex.renderToString(source, {
      output: 'mathml',
      displayMode: display,
      throwOnError: true,
      strict: 'ignore',
      trust: false,
      maxExpand: 200,
      maxSize: 9,
    });
  } catch {
    return null;
  }
  const math = findTag(parseTree(markup).root, 'math');
  if (!math) return null;
  math.attributes.alttext = tex.trim();
  return math;
}
