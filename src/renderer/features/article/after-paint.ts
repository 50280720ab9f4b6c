/** Calls back once what was last changed is painted; at once in a hidden window, which paints nothing. */
export function afterPaint(callback: () => void): void {
  if (document.hidden) callback();
  else requestAnimationFrame(() => setTimeout(callback));
}
