/**
 * What people paste for a place on the web, as an address: names such as `@name@server.example`, `@name.bsky.social` and
 * `r/name`, an address in quotes or angle brackets, or one in the middle of a sentence. Anything else comes back as it is.
 */
export function expandPasted(input: string): string {
  const text = unwrap(input.trim());
  const fediverse = /^@([\w.-]+)@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i.exec(text);
  if (fediverse) return `https://${fediverse[2]}/@${fediverse[1]}`;
  const bluesky = /^@([a-z0-9-]+(?:\.[a-z0-9-]+)+)$/i.exec(text);
  if (bluesky) return `https://bsky.app/profile/${bluesky[1]}`;
  const reddit = /^\/?(r|u|user)\/([\w-]+)\/?$/i.exec(text);
  if (reddit) return `https://www.reddit.com/${reddit[1]?.toLowerCase()}/${reddit[2]}`;
  if (!/\s/.test(text)) return text;
  const inside = /\bhttps?:\/\/[^\s<>"“”]+\.[^\s<>"“”]+/i.exec(text)?.[0].replace(/[.,;:!?)\]]+$/, '');
  return inside ?? text;
}

const pairs: Readonly<Record<string, string>> = {
  '<': '>',
  '"': '"',
  "'": "'",
  '“': '”',
  '‘': '’',
  '(': ')',
};

function unwrap(text: string): string {
  const end = pairs[text[0] ?? ''];
  return end !== undefined && text.length > 1 && text.endsWith(end) ? text.slice(1, -1).trim() : text;
}
