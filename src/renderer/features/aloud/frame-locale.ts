/** The language an element of the article is written in; the reader's own where nobody says. */
export function frameLocale(element: Element): string {
  const said = element.closest('[lang]')?.getAttribute('lang')?.trim();
  return said || navigator.language;
}
