import { encodeXML } from 'entities';
import type { OpmlSubscription } from '../../shared/model/opml';

/** How our own lists call themselves. */
export const listTitle = 'Subscriptions in Broadsheet';

interface Branch {
  readonly folders: Map<string, Branch>;
  readonly feeds: OpmlSubscription[];
}

/**
 * OPML 2.0 that other readers take: `text`, `title`, `type`, `xmlUrl`, `htmlUrl` and `description` of each feed, in its folders,
 * which `category` names once more for readers that know no nesting. Passwords in addresses are left out: such a file is made to
 * be passed on.
 */
export function writeOpml(subscriptions: readonly OpmlSubscription[], createdAt: number): string {
  const top: Branch = { folders: new Map(), feeds: [] };
  for (const subscription of subscriptions) {
    let branch = top;
    for (const title of subscription.folder) {
      const there = branch.folders.get(title) ?? { folders: new Map(), feeds: [] };
      branch.folders.set(title, there);
      branch = there;
    }
    branch.feeds.push(subscription);
  }
  return [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<opml version="2.0">',
    '  <head>',
    `    <title>${listTitle}</title>`,
    `    <dateCreated>${new Date(createdAt).toUTCString()}</dateCreated>`,
    '  </head>',
    '  <body>',
    ...linesOf(top, '    '),
    '  </body>',
    '</opml>',
    '',
  ].join('\n');
}

function linesOf({ feeds, folders }: Branch, indent: string): readonly string[] {
  return [
    ...feeds.map((subscription) => `${indent}${outline(subscription)}`),
    ...[...folders].flatMap(([title, branch]) => [
      `${indent}<outline${attributes({ text: title, title })}>`,
      ...linesOf(branch, `${indent}  `),
      `${indent}</outline>`,
    ]),
  ];
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

/** The folders as a path with slashes; null where a title would be read as another path. */
function categoryOf(folder: readonly string[]): string | null {
  return folder.length === 0 || folder.some((title) => /[,/]/.test(title)) ? null : `/${folder.join('/')}`;
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
