/** One address of a `srcset` with its descriptor. */
export interface Candidate {
  readonly url: string;
  /** Pixels, from a `w` descriptor; 0 without one. */
  readonly width: number;
  /** Pixels for each CSS pixel, from an `x` descriptor; 1 without one. */
  readonly density: number;
}

/**
 * What a picture is chosen for: a column of about 700 CSS pixels at two pixels each. Not the screen at hand: which picture an article
 * shows is part of its text, and a second display with another density must not make every article look edited.
 */
const columnWidth = 700;
const screenDensity = 2;
const maxCandidates = 64;

/**
 * Reads a `srcset` attribute (HTML standard, "parse a srcset attribute"): addresses may hold commas, descriptors may hold
 * parentheses, and a candidate with descriptors it may not have is left out.
 */
export function parseSrcset(srcset: string | undefined): Candidate[] {
  const candidates: Candidate[] = [];
  if (!srcset) return candidates;
  const address = /[\s,]*([^\s,]\S*)/y;
  for (let at = 0; candidates.length < maxCandidates; ) {
    address.lastIndex = at;
    const found = address.exec(srcset)?.[1];
    if (!found) break;
    at = address.lastIndex;
    if (found.endsWith(',')) {
      candidates.push({ url: withoutLastCommas(found), width: 0, density: 1 });
      continue;
    }
    const end = descriptorsEnd(srcset, at);
    const candidate = described(found, srcset.slice(at, end));
    if (candidate) candidates.push(candidate);
    at = end + 1;
  }
  return candidates;
}

/** By hand: a pattern would look at every run of commas within it anew from each of them. */
function withoutLastCommas(address: string): string {
  let end = address.length;
  while (address[end - 1] === ',') end -= 1;
  return address.slice(0, end);
}

/** Where the descriptors end: at the next comma outside parentheses. */
function descriptorsEnd(srcset: string, start: number): number {
  let inParentheses = false;
  for (let at = start; at < srcset.length; at += 1) {
    const character = srcset[at];
    if (character === '(') inParentheses = true;
    else if (character === ')') inParentheses = false;
    else if (character === ',' && !inParentheses) return at;
  }
  return srcset.length;
}

function described(url: string, text: string): Candidate | null {
  let width = 0;
  let density: number | null = null;
  for (const descriptor of text.trim().split(/\s+/, 8)) {
    const [, number = '', unit] = /^(\d+(?:\.\d+)?|\.\d+)([wxh])$/.exec(descriptor) ?? [];
    if (unit === 'w' && Number.isInteger(Number(number)) && Number(number) > 0) width = Number(number);
    else if (unit === 'x') density = Number(number);
    else if (unit !== 'h' && descriptor !== '') return null;
  }
  // The two exclude each other.
  if (width > 0 && density !== null) return null;
  return { url, width, density: density ?? 1 };
}

/**
 * The candidate for the column: the smallest that is sharp in it, else the largest there is. Null when there is none, and when none says
 * how large it is: `src` then knows as much.
 */
export function bestCandidate(candidates: readonly Candidate[]): Candidate | null {
  const measured = candidates.filter(({ width }) => width > 0).sort((a, b) => a.width - b.width);
  if (measured.length > 0) {
    return (measured.find(({ width }) => width >= columnWidth * screenDensity) ?? measured.at(-1)) || null;
  }
  const dense = candidates.filter(({ density }) => density > 1).sort((a, b) => a.density - b.density);
  return (dense.find(({ density }) => density >= screenDensity) ?? dense.at(-1)) || null;
}

/** Addresses may leave the width open, for a script to fill in (lazysizes, the BBC). */
const openWidth = /\{width\}|%7Bwidth%7D/gi;
/** Where the page names no widths: one that every picture service has. */
const usualWidth = 1024;

/** An address whose width is filled in. @param widths the ones there are, as `data-widths` lists them */
export function fillWidth(address: string | undefined, widths: string | undefined): string | undefined {
  if (!address?.includes('idth')) return address;
  const offered = (widths?.slice(0, 500).match(/\d{2,5}/g) ?? []).map((width) => ({
    url: '',
    width: Number(width),
    density: 1,
  }));
  return address.replace(openWidth, String(bestCandidate(offered)?.width ?? usualWidth));
}
