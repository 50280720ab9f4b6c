import { describe, expect, it } from 'vitest';
import { encode } from './encode';
import { parseBytes, parseText } from './parse-text';

const item = '<item><title>One</title></item>';
const rss = (content: string) => `<rss version="2.0"><channel><title>T</title>${content}</channel></rss>`;

async function flawsOf(text: string) {
  return (await parseText(text)).flaws;
}

describe('a document tells what was wrong with it', () => {
  it.each([
    ['words before it', `Warning: line 3\n${rss(item)}`, ['junk-around']],
    ['a tag after it', `${rss(item)}<script>x</script>`, ['junk-around']],
    ['a blank line before its declaration', `\n<?xml version="1.0"?>${rss(item)}`, ['junk-around']],
    ['a control character', rss(item.replace('One', 'O\u0008ne')), ['characters']],
    ['a reference to a character nobody may use', rss(item.replace('One', 'O&#8;ne')), ['characters']],
    ['windows-1252 taken for ISO-8859-1', rss(item.replace('One', '\u0093One\u0094')), ['characters']],
    ['a bare ampersand', rss(item.replace('One', 'R&D')), ['entities']],
    [
      'a bare ampersand in an address',
      rss('<item><enclosure url="https://n.example/?a=1&b=2"/></item>'),
      ['entities'],
    ],
    ['a name of HTML', rss(item.replace('One', '&eacute;t&eacute;')), ['entities']],
    [
      'a name of HTML in its markup',
      rss('<item><description><p>a&nbsp;b</p></description></item>'),
      ['entities'],
    ],
    ['a prefix nobody declared', rss('<item><dc:creator>Ann</dc:creator></item>'), ['namespaces']],
    ['an end tag for nothing', rss(`</b>${item}`), ['markup']],
    ['a missing end tag', rss('<item><title>One<guid>1</guid></item>'), ['markup']],
    ['a misspelt end tag', rss('<item><title>One</titel><guid>1</guid></item>'), ['markup']],
    ['an item in an item', rss(`<item>${item}</item>`), ['markup']],
    [
      'wrong nesting in its markup',
      rss('<item><description><b><i>x</b></i></description></item>'),
      ['markup'],
    ],
    ['a void element that is not closed', rss('<item><description>a<br>b</description></item>'), ['markup']],
    [
      'an attribute without quotes',
      rss('<item><enclosure url=https://n.example/a.mp3 /></item>'),
      ['markup'],
    ],
    ['an angle that is no tag', rss(item.replace('One', 'a < b')), ['markup']],
    ['its end missing', rss(`${item}<item><title>Two`).replace('</channel></rss>', ''), ['truncated']],
    [
      'JSON with a raw line break',
      '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1","title":"a\nb"}]}',
      ['characters'],
    ],
    [
      'JSON that breaks off',
      '{"version":"https://jsonfeed.org/version/1","items":[{"id":"1"},{"id":"2","ti',
      ['truncated'],
    ],
  ])('%s', async (_, text, flaws) => {
    expect(await flawsOf(text)).toEqual(flaws);
  });

  it('an encoding that had to be guessed, and characters that were lost', async () => {
    const russian = rss(item.replace('One', 'Паром возвращается в понедельник, наконец'));
    expect((await parseBytes(encode(russian, 'windows-1251'))).flaws).toEqual(['encoding']);
    const bytes = new TextEncoder().encode(rss(item.replace('One', 'été été é')));
    bytes[bytes.indexOf(0xc3)] = 0xff;
    const feed = await parseBytes(bytes);
    expect(feed.flaws).toEqual(['encoding']);
    expect(feed.items[0]?.title).toContain('\ufffd');
  });

  it('several at once, each once', async () => {
    const flaws = await flawsOf(`x ${rss('<item><title>A & B & C</title></b></item>')}`);
    expect([...flaws].sort()).toEqual(['entities', 'junk-around', 'markup']);
  });

  it.each([
    [
      'comments, instructions and a doctype around it',
      `<?xml version="1.0"?><!-- a --><?b c?><!DOCTYPE rss>${rss(item)}\n<!-- d -->\n`,
    ],
    ['a byte order mark', `\ufeff<?xml version="1.0"?>${rss(item)}`],
    ['escaped markup', rss('<item><description>&lt;p&gt;a &amp;amp; b&lt;/p&gt;</description></item>')],
    ['CDATA', rss('<item><description><![CDATA[<br>R&D <b>]]></description></item>')],
    [
      'real XHTML',
      '<feed xmlns="http://www.w3.org/2005/Atom"><entry><content type="xhtml"><div><p>a<br/>b</p></div></content></entry></feed>',
    ],
    [
      'a vocabulary of its own',
      '<rss version="2.0" xmlns:x="urn:x"><channel><x:y z="1"><x:y/></x:y></channel></rss>',
    ],
    [
      'xml:lang',
      '<feed xmlns="http://www.w3.org/2005/Atom" xml:lang="en"><entry xml:lang="de"><title>x</title></entry></feed>',
    ],
    [
      'windows-1252, as it says',
      '<?xml version="1.0" encoding="windows-1252"?><rss version="2.0"><channel/></rss>',
    ],
    ['JSON', '{"version":"https://jsonfeed.org/version/1","items":[]}'],
  ])('and nothing where nothing was wrong: %s', async (_, text) => {
    expect(await flawsOf(text)).toEqual([]);
  });
});
