import { describe, expect, it } from 'vitest';
import { decodeHtml } from '../../../src/main/feeds/parse/decode';
import { encode, utf16, utf32 } from './encode';
import { parseBytes } from './parse-text';

const RUSSIAN = 'Вечерние новости — «Берег»';
const JAPANESE = '港の新聞、表と能';

function rss(title: string, declaration = ''): string {
  return `${declaration}<rss version="2.0"><channel><title>${title}</title></channel></rss>`;
}

const declared = (encoding: string): string => `<?xml version="1.0" encoding="${encoding}"?>\n`;

async function titleOf(bytes: Uint8Array, contentType: string | null = null): Promise<string | null> {
  return (await parseBytes(bytes, contentType)).title;
}

describe('text is decoded', () => {
  it.each([
    ['windows-1251', RUSSIAN],
    ['koi8-r', RUSSIAN.replace(/[«»—]/g, '-')],
    ['shift_jis', JAPANESE],
    ['euc-jp', JAPANESE],
    ['gbk', '海港日报'],
    ['big5', '海港日報'],
    ['euc-kr', '항구 신문'],
    ['iso-8859-2', 'Źródło'],
    ['windows-1252', 'Café “Quay” – 5 €'],
  ])('from %s, by its declaration or by the Content-Type alone', async (encoding, title) => {
    expect(await titleOf(encode(rss(title, declared(encoding)), encoding))).toBe(title);
    expect(await titleOf(encode(rss(title), encoding), `text/xml; charset="${encoding}"`)).toBe(title);
  });

  it.each([
    ['le', true],
    ['be', true],
    ['le', false],
    ['be', false],
  ] as const)('from UTF-16 %s, byte order mark: %s', async (order, mark) => {
    expect(await titleOf(utf16(rss(RUSSIAN, declared('utf-16')), order, mark))).toBe(RUSSIAN);
  });

  it.each([
    ['le', true],
    ['be', true],
    ['le', false],
    ['be', false],
  ] as const)('from UTF-32 %s, byte order mark: %s', async (order, mark) => {
    expect(await titleOf(utf32(rss(`${RUSSIAN} 🚢`, declared('utf-32')), order, mark))).toBe(`${RUSSIAN} 🚢`);
  });

  it.each([
    [
      'windows-1251',
      'Паром до острова отменён: волны выше причала, и капитан решил ждать утра вместе со всеми пассажирами.',
    ],
    [
      'koi8-r',
      'Паром до острова отменен: волны выше причала, и капитан решил ждать утра вместе со всеми пассажирами.',
    ],
    [
      'windows-1253',
      'Το πλοίο για το νησί ακυρώθηκε γιατί τα κύματα ήταν ψηλότερα από την προβλήτα και ο καπετάνιος περιμένει.',
    ],
    [
      'windows-1255',
      'המעבורת אל האי בוטלה משום שהגלים היו גבוהים מן הרציף והקברניט החליט לחכות עד הבוקר עם כל הנוסעים',
    ],
    [
      'windows-1256',
      'ألغيت العبارة إلى الجزيرة لأن الأمواج كانت أعلى من الرصيف وقرر القبطان أن ينتظر حتى الصباح مع جميع الركاب',
    ],
    [
      'shift_jis',
      '島へ渡る船は欠航になった。波が岸壁より高く、船長は乗客とともに朝まで待つことにしたという。',
    ],
    ['euc-jp', '島へ渡る船は欠航になった。波が岸壁より高く、船長は乗客とともに朝まで待つことにしたという。'],
    ['gb18030', '开往小岛的渡轮停航了，因为海浪比码头还高，船长决定和所有乘客一起等到早晨再出发。'],
    ['big5', '開往小島的渡輪停航了，因為海浪比碼頭還高，船長決定和所有乘客一起等到早晨再出發。'],
    [
      'euc-kr',
      '섬으로 가는 배는 파도가 부두보다 높아서 결항되었고 선장은 승객들과 함께 아침까지 기다리기로 했다.',
    ],
    [
      'windows-1252',
      'Die Fähre zur Insel fällt aus, weil die Wellen höher sind als der Kai; der Kapitän möchte bis morgen früh warten, mit den Gästen.',
    ],
  ])('from %s that says nothing, by how often its letters occur', async (encoding, sentence) => {
    expect(await titleOf(encode(rss(sentence), encoding))).toBe(sentence);
  });

  it('from UTF-8 behind a byte order mark', async () => {
    expect(await titleOf(new TextEncoder().encode(`\ufeff${rss(JAPANESE)}`), 'text/xml; charset=utf-8')).toBe(
      JAPANESE,
    );
  });

  it('from UTF-8 that a server calls ISO-8859-1, and a publisher UTF-16', async () => {
    const bytes = new TextEncoder().encode(rss(RUSSIAN, declared('UTF-16')));
    expect(await titleOf(bytes, 'text/xml; charset=ISO-8859-1')).toBe(RUSSIAN);
  });

  it('from windows-1252 that calls itself UTF-8, or nothing', async () => {
    const title = 'Café “Quay”';
    expect(await titleOf(encode(rss(title, declared('utf-8')), 'windows-1252'))).toBe(title);
    expect(await titleOf(encode(rss(title), 'windows-1252'))).toBe(title);
  });

  it('as the publisher declares where the server says UTF-8 and the bytes are not', async () => {
    const bytes = encode(rss(RUSSIAN, declared('windows-1251')), 'windows-1251');
    expect(await titleOf(bytes, 'application/xml; charset=utf-8')).toBe(RUSSIAN);
  });

  it('as UTF-8 where only a byte or two is damaged', async () => {
    const bytes = new TextEncoder().encode(rss(`${RUSSIAN}#${RUSSIAN}`));
    bytes[bytes.indexOf('#'.charCodeAt(0))] = 0xff;
    expect(await titleOf(bytes)).toBe(`${RUSSIAN}\ufffd${RUSSIAN}`);
  });

  it.each([
    ['win1251', 'windows-1251', RUSSIAN],
    ['cp-1251', 'windows-1251', RUSSIAN],
    ['ISO8859_5', 'iso-8859-5', 'Паром'],
    ['mac-cyrillic', 'x-mac-cyrillic', 'Паром'],
    ['cp936', 'gbk', '渡轮停航'],
  ])('under a name that only looks like one: %s', async (label, encoding, title) => {
    expect(await titleOf(encode(rss(title, declared(label)), encoding))).toBe(title);
  });

  it('with names nobody knows ignored', async () => {
    expect(
      await titleOf(new TextEncoder().encode(rss(RUSSIAN, declared('x-klingon'))), 'text/xml; charset=bogus'),
    ).toBe(RUSSIAN);
  });

  it('with quotes repaired that were converted from windows-1252 as if from ISO-8859-1', async () => {
    expect(await titleOf(new TextEncoder().encode(rss('It\x92s \x93here\x94')))).toBe('It’s “here”');
  });

  it('from pages, by their meta element', () => {
    const page = `<html><head><meta http-equiv="Content-Type" content="text/html; charset=windows-1251"><title>${RUSSIAN}`;
    expect(decodeHtml(encode(page, 'windows-1251'), 'text/html')).toBe(page);
    expect(decodeHtml(encode('“Quay”', 'windows-1252'), 'text/html')).toBe('“Quay”');
  });
});
