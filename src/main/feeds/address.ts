import ipaddr from 'ipaddr.js';
import { ProblemError } from '../../shared/model/problem';

/**
 * The address a person typed, as an absolute http(s) URL: surrounding space is dropped, `feed:` prefixes and a missing
 * scheme are understood ("example.com/feed"), the fragment is removed, and so are a user name and password: they are secrets.
 *
 * @throws ProblemError `invalid-address` or `unsupported-scheme`
 */
export function normalizeAddress(input: string): string {
  const address = input
    .trim()
    .replace(/^feed:(?:\/\/)?(?=https?:)/i, '')
    .replace(/^feed:(?:\/\/)?/i, 'http://');
  const scheme = /^([a-z][a-z0-9+.-]*):(?!\d+(?:[/?#]|$))/i.exec(address)?.[1]?.toLowerCase();
  if (scheme && scheme !== 'http' && scheme !== 'https') {
    throw new ProblemError({ code: 'unsupported-scheme', scheme: `${scheme}:` });
  }
  const url = parse(scheme ? address : `https://${address.replace(/^\/\//, '')}`);
  // A bare word is far more often a typing mistake than a host on the local network; localhost is the exception.
  const plausible =
    url && (url.hostname.includes('.') || url.hostname.startsWith('[') || url.hostname === 'localhost');
  if (!url || !plausible || /\s/.test(address))
    throw new ProblemError({ code: 'invalid-address', address: input.trim() });
  url.hash = '';
  url.username = '';
  url.password = '';
  return url.href;
}

function parse(address: string): URL | null {
  return URL.canParse(address) ? new URL(address) : null;
}

/** The host of an absolute URL with its port, the unit of politeness. */
export function hostOfUrl(url: string): string {
  return new URL(url).host;
}

/**
 * Whether a URL's hostname points into the reader's own machine or network: loopback, private, link-local and other special
 * ranges (RFC 6890), and names that resolve there by definition (RFC 6761, RFC 6762). Takes a hostname as WHATWG `URL`
 * writes it, which has already turned spellings such as `0x7f.1` or `2130706433` into dotted form.
 */
export function isPrivateHost(hostname: string): boolean {
  const host = hostname
    .replace(/^\[|\]$/g, '')
    .replace(/\.+$/, '')
    .toLowerCase();
  if (ipaddr.isValid(host)) return isSpecial(ipaddr.process(host));
  return (
    !host.includes('.') ||
    ['localhost', 'local', 'internal', 'lan', 'home.arpa'].some(
      (suffix) => host === suffix || host.endsWith(`.${suffix}`),
    )
  );
}

/**
 * Whether a name that resolves to this address leads into the reader's own network. Networks without IPv4 give every name an
 * address that holds its IPv4 address (NAT64; RFC 6052, section 2.1): that one counts.
 */
export function isInsideAddress(address: string): boolean {
  if (!ipaddr.isValid(address)) return false;
  const parsed = ipaddr.process(address);
  const isNat64 = parsed.kind() === 'ipv6' && parsed.range() === 'rfc6052';
  return isSpecial(isNat64 ? ipaddr.fromByteArray(parsed.toByteArray().slice(12)) : parsed);
}

function isSpecial(address: ipaddr.IPv4 | ipaddr.IPv6): boolean {
  // "IPv4-compatible" addresses (RFC 4291, section 2.5.5.1) have no range of their own, and hold any IPv4 address.
  const compatible =
    address.kind() === 'ipv6' &&
    address
      .toByteArray()
      .slice(0, 12)
      .every((byte) => byte === 0);
  return compatible || address.range() !== 'unicast';
}

/** Whether an address is inside the reader's own network, by its host as written. */
export function isPrivateUrl(url: string): boolean {
  return URL.canParse(url) && isPrivateHost(new URL(url).hostname);
}
