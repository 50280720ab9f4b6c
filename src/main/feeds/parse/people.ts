/** Who wrote it, from the many ways feeds name a person. */
import type { Person } from '../../../shared/model/article';
import { resolveWebUrl } from './links';
import { foldSpace, plainText } from './text';
import { all, allOf, attributeOf, firstText, textOf, type XmlFields, type XmlNode } from './xml-nodes';

/** Characters of a name. With the number of people it bounds what every entry inherits from its feed. */
const MAX_LENGTH = 200;
export const MAX_PEOPLE = 20;
const EMAIL = /^(?:mailto:)?[^\s<>()"',;:@]+@[^\s<>()"',;@]+$/i;

interface NamedPerson {
  readonly name: string | null;
  readonly email: string | null;
}

/** `jane@example.org (Jane Doe)`, `Jane Doe <jane@example.org>`, `jane@example.org` or `Jane Doe`. Null when nothing is left. */
export function namedPerson(text: string): NamedPerson | null {
  // Not plainText yet: in `Jane <jane@example.org>` the brackets are no markup.
  const whole = foldSpace(text.slice(0, MAX_LENGTH));
  if (whole === null) return null;
  const parts = /[(<]/.test(whole) ? /^([^()<>]*?)\s*[(<]([^()<>]*)[)>]\s*$/.exec(whole) : null;
  if (parts) {
    const outside = parts[1]?.trim() ?? '';
    const inside = parts[2]?.trim() ?? '';
    if (EMAIL.test(inside)) return { name: plainText(unquote(outside)), email: bareEmail(inside) };
    if (EMAIL.test(outside)) return { name: plainText(unquote(inside)), email: bareEmail(outside) };
  }
  const name = plainText(unquote(whole));
  if (name === null) return null;
  return name.includes('@') && EMAIL.test(name)
    ? { name: null, email: bareEmail(name) }
    : { name, email: null };
}

/** Without quotes around it, and without a newspaper's "By". */
function unquote(text: string): string {
  const bare = text.startsWith('"') ? text.replace(/^"([^"]*)"$/, '$1') : text;
  return /^by\s/i.test(bare) ? bare.replace(/^by\s+(?=\p{Lu})/iu, '') : bare;
}

function bareEmail(text: string): string {
  return text.replace(/^mailto:/i, '');
}

/** What a list shows of a person: the e-mail address only where there is no name. */
export function shownName({ name, email }: NamedPerson): string | null {
  return name ?? email;
}

/**
 * The persons of the first group of elements that names any: publishers repeat one author in several vocabularies. What a later group
 * knows of one by the same name is added.
 */
export function firstPersons(
  fields: XmlFields | XmlNode,
  base: string | null,
  ...groups: readonly (readonly string[])[]
): readonly Person[] {
  let first: readonly Person[] = [];
  for (const names of groups) {
    const persons = allOf(fields, names)
      .slice(0, MAX_PEOPLE)
      .flatMap((node) => personOf(node, base) ?? []);
    if (persons.length === 0) continue;
    first = first.length === 0 ? persons : first.map((person) => completed(person, persons));
  }
  return first;
}

function completed(person: Person, others: readonly Person[]): Person {
  const same = others.find(({ name }) => name !== null && name === person.name);
  return same
    ? {
        ...person,
        email: person.email ?? same.email,
        url: person.url ?? same.url,
        imageUrl: person.imageUrl ?? same.imageUrl,
      }
    : person;
}

/** Everyone else: Atom's contributors, and podcast:person, who are hosts unless they say otherwise. */
export function otherPersons(fields: XmlFields, base: string | null): readonly Person[] {
  return [
    ...all(fields, 'atom:contributor').map((node) => personOf(node, base, 'contributor')),
    ...all(fields, 'podcast:person').map((node) =>
      personOf(node, base, attributeOf(node, 'role')?.trim().toLowerCase() || 'host'),
    ),
  ].filter((person) => person !== null);
}

/** The authors of whom more than a name is known, and the others; null when there is nothing more to tell. */
export function peopleBeyondNames(
  authors: readonly Person[],
  others: readonly Person[],
): readonly Person[] | null {
  const known = authors.filter(
    ({ name, email, url, imageUrl }) =>
      url !== null || imageUrl !== null || (name !== null && email !== null),
  );
  const people = [...known, ...others].slice(0, MAX_PEOPLE);
  return people.length > 0 ? people : null;
}

function personOf(node: XmlNode, base: string | null, role: string | null = null): Person | null {
  if (typeof node === 'string') {
    const named = namedPerson(node);
    return named && { ...named, url: null, imageUrl: null, role };
  }
  const text = firstText(node, 'atom:name', 'rss:name', 'itunes:name', 'dc:title') ?? textOf(node).trim();
  const named = namedPerson(text);
  const email = namedPerson(firstText(node, 'atom:email', 'rss:email', 'itunes:email') ?? '')?.email;
  const name = named?.name ?? null;
  const mail = email ?? named?.email ?? null;
  if (name === null && mail === null) return null;
  const own = attributeOf(node, 'base') ?? base;
  const page = firstText(node, 'atom:uri', 'atom:url', 'rss:uri', 'rss:url') ?? attributeOf(node, 'href');
  return {
    name,
    email: mail,
    url: resolveWebUrl(page, own),
    imageUrl: resolveWebUrl(pictureOf(node), own),
    role,
  };
}

function pictureOf(node: XmlNode): string | null {
  const image = [...all(node, 'gd:image'), ...all(node, 'media:thumbnail')][0];
  const avatar = all(node, 'atom:link').find((link) => attributeOf(link, 'rel') === 'avatar');
  return (
    attributeOf(node, 'img') ??
    (image === undefined ? null : (attributeOf(image, 'src') ?? attributeOf(image, 'url'))) ??
    (avatar === undefined ? null : attributeOf(avatar, 'href'))
  );
}

/** Each name once, in order. */
export function distinct(names: readonly (string | null)[]): string[] {
  if (names.length === 1) return names[0] == null ? [] : [names[0]];
  const seen = new Map<string, string>();
  for (const name of names) {
    if (name === null) continue;
    const key = name.toLowerCase();
    if (!seen.has(key)) seen.set(key, name);
  }
  return [...seen.values()];
}
