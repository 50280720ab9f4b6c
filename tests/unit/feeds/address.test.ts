import { describe, expect, it } from 'vitest';
import { isPrivateHost, normalizeAddress } from '../../../src/main/feeds/address';
import { ProblemError } from '../../../src/shared/model/problem';

const problemOf = (address: string) => {
  try {
    return normalizeAddress(address);
  } catch (error) {
    return error instanceof ProblemError ? error.problem : error;
  }
};

describe('an address a person typed', () => {
  it.each([
    ['https://example.com/feed.xml', 'https://example.com/feed.xml'],
    ['  example.com  ', 'https://example.com/'],
    ['example.com/a?b=c#d', 'https://example.com/a?b=c'],
    ['//example.com/feed', 'https://example.com/feed'],
    ['feed://example.com/rss', 'http://example.com/rss'],
    ['feed:https://example.com/rss', 'https://example.com/rss'],
    ['feed://https://example.com/rss', 'https://example.com/rss'],
    ['feed:example.com/rss', 'http://example.com/rss'],
    ['localhost:8080/feed', 'https://localhost:8080/feed'],
    ['example.com:8080/feed', 'https://example.com:8080/feed'],
    ['HTTP://EXAMPLE.com', 'http://example.com/'],
    ['http://127.0.0.1:99/x', 'http://127.0.0.1:99/x'],
  ])('%s is understood as %s', (typed, expected) => {
    expect(normalizeAddress(typed)).toBe(expected);
  });

  it.each(['', 'news', 'two words.example', 'http://', 'https://exa mple.com', '?'])(
    '%j is no address',
    (typed) => {
      expect(problemOf(typed)).toEqual({ code: 'invalid-address', address: typed });
    },
  );

  it.each([
    ['file:///etc/passwd', 'file:'],
    ['javascript:alert(1)', 'javascript:'],
    ['ftp://example.com/feed', 'ftp:'],
    ['data:text/xml,<rss/>', 'data:'],
  ])('%s is refused for its scheme', (typed, scheme) => {
    expect(problemOf(typed)).toEqual({ code: 'unsupported-scheme', scheme });
  });
});

describe('a host inside the reader’s own network', () => {
  it.each([
    '127.0.0.1',
    '127.9.9.9',
    '10.1.2.3',
    '192.168.0.1',
    '172.16.0.1',
    '169.254.169.254',
    '0.0.0.0',
    '100.64.0.1',
    '[::1]',
    '[::ffff:127.0.0.1]',
    '[fe80::1]',
    '[fd00::1]',
    'localhost',
    'a.localhost',
    'printer',
    'nas.local',
    'x.internal',
    'localhost.',
  ])('%s is private', (host) => {
    expect(isPrivateHost(host)).toBe(true);
  });

  it.each(['0x7f.1', '2130706433', '017700000001', '127.1'])(
    '%s is private in the form URL gives it',
    (host) => {
      expect(isPrivateHost(new URL(`http://${host}/`).hostname)).toBe(true);
    },
  );

  it.each(['example.com', '8.8.8.8', '[2606:4700::1111]', 'localhost.example.com', 'local.news'])(
    '%s is public',
    (host) => {
      expect(isPrivateHost(host)).toBe(false);
    },
  );
});
