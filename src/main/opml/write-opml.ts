import { encodeXML } from 'entities';
import type { OpmlSubscription } from '../../shared/model/opml';

/**
 * OPML 2.0 that other readers take: `text`, `title`, `type`, `xmlUrl`, `htmlUrl` and `description` of each feed, in its folder,
 * which `category` names once more for readers that know no nesting. Passwords in addresses are left out: such a file is made to
 * be passed on.
 */
export function writeOpml(subscriptions: readonly OpmlSubscription[], createdAt: number): string {
  const loose = subscriptions.filter(({ folder }) => folder === null);
  const folders = new Map<string, OpmlSubscription[]>();
  for (const subscription of subscriptions) {
    if (subscription.folder === null) continue;
    const inside = folders.get(subscription.folder);
    if (inside) inside.push(subscription);
    else folders.set(subscription.folder, [subscription]);
  }
  const lines = [
    ...loose.map((subscription) => `    ${outline(subscription)}`),
    ...[...folders].flatMap(([title, inside]) => [
      `    <outline${attributes({ text: title, title })}>`,
      ...inside.map((subscription) => `      ${outline(subscription)}`),
      '    </outline>',
    ]),
  ];
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    '    <title>Subscriptions in Broadsheet</title>',
    `    <dateCreated>${new Date(createdAt).toUTCString()}</dateCreated>`,
    '  </head>',
    '  <body>',
    ...lines,
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

function outline({ feedUrl, title, ownTitle, siteUrl, description, folder }: OpmlSubscription): string {
  const xmlUrl = withoutPassword(feedUrl);
  return `<outline${attributes({
    text: ownTitle ?? title ?? xmlUrl,
    title: title ?? ownTitle ?? xmlUrl,
    type: 'rss',
    xmlUrl,
    htmlUrl: siteUrl,
    description,
    category: categoryOf(folder),
  })}/>`;
}

/** The folder as a path with slashes; null where its title would be read as another path. */
function categoryOf(folder: string | null): string | null {
  const parts = folder?.split(' / ') ?? [];
  return parts.length === 0 || parts.some((part) => /[,/]/.test(part)) ? null : `/${parts.join('/')}`;
}

function attributes(values: Readonly<Record<string, string | null>>): string {
  return Object.entries(values)
    .flatMap(([name, value]) => (value === null ? [] : ` ${name}="${encodeXML(withoutControls(value))}"`))
    .join('');
}

/** XML has no place for control characters (XML 1.0, section 2.2), and titles have none for line ends. */
function withoutControls(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is removed
  return text.replace(/[\u0000-\u001f\u007f\ufffe\uffff]+/g, ' ').replace(/\p{Surrogate}/gu, '\ufffd');
}

function withoutPassword(address: string): string {
  const url = new URL(address);
  url.username = '';
  url.password = '';
  return url.href;
}
