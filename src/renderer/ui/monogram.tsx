import type { CSSProperties } from 'react';
import './monogram.css';

/** A feed's mark: its first letter on a quiet ground whose hue is always the same for the same feed. */
export function Monogram({ title, seed }: { readonly title: string; readonly seed: string }) {
  const letter = /[\p{L}\p{N}]/u.exec(title.replace(/^the\s+/i, ''))?.[0] ?? '·';
  return (
    <span className="monogram" style={{ '--hue': hueOf(seed) } as CSSProperties} aria-hidden>
      {letter.toLocaleUpperCase()}
    </span>
  );
}

/** One of twelve hues, spread over the circle. */
function hueOf(seed: string): number {
  let sum = 0;
  for (const char of seed) sum = (sum * 31 + (char.codePointAt(0) ?? 0)) % 9973;
  return (sum % 12) * 30 + 15;
}
