import { descendants, type ElementNode, parseTree, type TreeNode, textOf } from './html-tree';
import { mathName } from './mathml';
import { texToMath } from './tex';
import { findTex, mayHoldTex, surelyHoldsTex } from './tex-in-text';

/**
 * Bounds by count, never by clock: the same article must come out the same on every poll. Filling each of them takes well under a
 * second.
 */
const limits = { formulas: 2_000, refused: 50, elements: 100_000 } as const;

/** Stands for a line break while text is looked through; of Unicode's private use. */
const lineBreak = '\ue000';
/** What stands in these is shown as it was typed. */
export const verbatimTags: ReadonlySet<string> = new Set('pre code kbd samp tt listing'.split(' '));

/** Reads the formulas of one article, however they are written. */
export class TexReader {
  readonly #mayHold: boolean;
  readonly #sure: boolean;
  readonly #hasScripts: boolean;
  #formulas = 0;
  #refused = 0;
  #elements = 0;
  /** Looked through in vain as part of another: wrappers stand in wrappers. */
  readonly #barren = new WeakSet<ElementNode>();

  constructor(html: string) {
    this.#mayHold = mayHoldTex(html);
    this.#sure = this.#mayHold && surelyHoldsTex(html);
    this.#hasScripts = html.includes('math/tex');
  }

  /** The nodes with the TeX in their text as `math`, still to be shaped. Line breaks within a formula belong to it. */
  readText(parent: ElementNode): readonly TreeNode[] {
    const nodes = parent.children;
    if (!this.#mayHold || !nodes.some((node) => typeof node === 'string' && mayHoldTex(node))) return nodes;
    const read: TreeNode[] = [];
    let run: TreeNode[] = [];
    const flush = () => {
      // One by one: a run may be longer than a call's arguments may be.
      for (const node of this.#readRun(run)) read.push(node);
      run = [];
    };
    for (const node of nodes) {
      if (typeof node === 'string' || node.tag === 'br') {
        run.push(node);
        continue;
      }
      flush();
      read.push(node);
    }
    flush();
    return read;
  }

  #readRun(run: readonly TreeNode[]): readonly TreeNode[] {
    const breaks = run.filter((node) => typeof node !== 'string');
    const text = run.map((node) => (typeof node === 'string' ? node : lineBreak)).join('');
    if (!mayHoldTex(text) || text.split(lineBreak).length !== breaks.length + 1) return run;
    const read: TreeNode[] = [];
    let done = 0;
    let nextBreak = 0;
    const pushText = (part: string) => {
      for (const [at, line] of part.split(lineBreak).entries()) {
        if (at > 0) read.push(breaks[nextBreak++] as ElementNode);
        if (line) read.push(line);
      }
    };
    findTex(text, this.#sure, ({ start, end, tex, display }) => {
      const math = this.#convert(tex.replaceAll(lineBreak, '\n'), display);
      if (!math) return false;
      pushText(text.slice(done, start));
      nextBreak += text.slice(start, end).split(lineBreak).length - 1;
      read.push(math);
      done = end;
      return true;
    });
    if (done === 0) return run;
    pushText(text.slice(done));
    return read;
  }

  /**
   * The formula an element stands for: undefined when it stands for none, null when it only repeats one that is there in another form.
   * Scripts of MathJax, and what MathJax, KaTeX, WordPress, Substack and Wikipedia write.
   */
  readElement(node: ElementNode): ElementNode | null | undefined {
    const { tag, attributes } = node;
    if (mathName(tag) === 'math') return node;
    if (tag === 'script') {
      const { type } = attributes;
      if (!type || !/math\/tex/i.test(type)) return undefined;
      return this.#convert(textOf(node), /mode\s*=\s*display/i.test(type)) ?? this.#refuse(node);
    }
    if (tag === 'mjx-container') return this.#withinWrapper(node, attributes.display === 'true');
    const classes = attributes.class;
    if (!classes || !/math|katex|latex/i.test(classes)) return undefined;
    if (/(?:^|\s)MathJax_Preview(?:\s|$)/.test(classes)) return null;
    if (/(?:^|\s)MathJax(?:_Display|_SVG(?:_Display)?|_CHTML)?(?:\s|$)/.test(classes)) {
      return this.#hasScripts ? null : this.#withinWrapper(node, /_Display/.test(classes));
    }
    if (/(?:^|\s)(?:katex(?:-display)?|mwe-math-element(?:-\w+)?)(?:\s|$)/.test(classes)) {
      return this.#withinWrapper(node, /katex-display|-block/.test(classes));
    }
    if (/(?:^|\s)wp-katex-eq(?:\s|$)/.test(classes)) {
      return this.#convert(textOf(node), attributes['data-display'] === 'true') ?? undefined;
    }
    if (/(?:^|\s)latex-rendered(?:\s|$)/.test(classes)) {
      return this.#convert(substackTex(attributes['data-attrs']), true) ?? undefined;
    }
    return undefined;
  }

  /** The formula a picture shows, if its description or its address is its TeX; null for any other picture. */
  readImage({ attributes }: ElementNode): ElementNode | null {
    const { class: classes = '', alt = '', src = '' } = attributes;
    const service =
      /^(?:https?:)?\/\/(?:[\w-]+\.)*(?:wp\.com\/latex\.php\?|latex\.codecogs\.com\/|i\.upmath\.me\/)/.exec(
        src,
      );
    const known =
      service !== null ||
      /(?:^|\s)(?:latex|tex|ee_img|mwe-math-fallback-image-\w+|ql-img-\w+-formula)(?:\s|$)/.test(classes);
    if (!known) return null;
    const display = /(?:display|ql-img-displayed)/.test(classes);
    const tex = alt.trim() ? undelimited(alt) : texInAddress(src);
    return tex ? this.#convert(tex, display) : null;
  }

  /** What a renderer wrote around MathML: the MathML alone, or its source where that is all there is. */
  #withinWrapper(node: ElementNode, display: boolean): ElementNode | undefined {
    if (this.#barren.has(node)) return undefined;
    const within = [node, ...descendants(node)];
    for (const element of within) {
      const source = element.attributes['data-mathml'];
      const math =
        mathName(element.tag) === 'math'
          ? element
          : source && [...descendants(parseTree(source).root)].find(({ tag }) => mathName(tag) === 'math');
      if (!math) continue;
      if (display) math.attributes.display = 'block';
      return math;
    }
    for (const element of within) this.#barren.add(element);
    return undefined;
  }

  #convert(tex: string, display: boolean): ElementNode | null {
    if (
      this.#formulas >= limits.formulas ||
      this.#refused >= limits.refused ||
      this.#elements >= limits.elements
    )
      return null;
    const math = texToMath(tex, display);
    if (!math) {
      this.#refused += 1;
      return null;
    }
    this.#formulas += 1;
    for (const _ of descendants(math)) this.#elements += 1;
    return math;
  }

  /** TeX that is not understood, as its author typed it. */
  #refuse(script: ElementNode): ElementNode {
    return { ...script, tag: 'math', attributes: { alttext: textOf(script).slice(0, 2_000) }, children: [] };
  }
}

function undelimited(tex: string): string {
  return tex.trim().replace(/^(?:\$\$?|\\[[(])([\s\S]*?)(?:\$\$?|\\[\])])$/, '$1');
}

/** Services that draw formulas take them in the address. */
function texInAddress(src: string): string {
  const query = src.slice(src.indexOf('?') + 1);
  try {
    return decodeURIComponent(
      query
        .replace(/^latex=/, '')
        .replace(/&(?:bg|fg|s|c)=.*$/, '')
        .replaceAll('+', ' '),
    );
  } catch {
    return '';
  }
}

function substackTex(data: string | undefined): string {
  try {
    const { persistentExpression } = JSON.parse(data ?? '') as { persistentExpression?: unknown };
    return typeof persistentExpression === 'string' ? persistentExpression : '';
  } catch {
    return '';
  }
}
