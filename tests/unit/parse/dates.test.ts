import { describe, expect, it } from 'vitest';
import { parseDate } from '../../../src/main/feeds/parse/dates';

const noon = '2021-09-06T12:00:00.000Z';

describe('a date is read', () => {
  it.each([
    ['Mon, 06 Sep 2021 12:00:00 GMT', noon],
    ['Mon, 06 Sep 2021 12:00:00 +0000', noon],
    ['Mon, 6 Sep 2021 14:00 +0200', noon],
    ['06 Sep 21 08:00:00 EDT', noon],
    ['Monday, September 6, 2021 5:00:00 AM PDT', noon],
    ['Mon, 06 Sep 2021 13:00:00 BST', noon],
    ['Mon Sep  6 12:00:00 2021', noon],
    ['Mon Sep 6 2021 14:00:00 GMT+0200 (Central European Summer Time)', noon],
    ['06-Sep-2021 12:00:00', noon],
    ['Sept. 6, 2021, 12 :00', noon],
    ['Mon, 06 Sep 2021 12:00:00 UT', noon],
    ['Mon, 06 Sep 2021 12:00:00 Nowhere', noon],
    ['lun., 06 sept. 2021 14:00:00 +0200', noon],
    ['mar, 07 Dez 2021 00:00:00', '2021-12-07T00:00:00.000Z'],
    ['Пн, 06 сен 2021 15:00:00 MSK', noon],
    ['5 août 2014', '2014-08-05T00:00:00.000Z'],
    ['2021-09-06T12:00:00Z', noon],
    ['2021-09-06T12:00:00.250Z', '2021-09-06T12:00:00.250Z'],
    ['2021-09-06T14:00:00+02:00', noon],
    ['2021-09-06 14:00:00 +0200', noon],
    ['2021-09-06T14:00+02', noon],
    ['2021-09-06 12:00', noon],
    ['20210906T120000Z', noon],
    ['2021-9-6', '2021-09-06T00:00:00.000Z'],
    ['2021-249', '2021-09-06T00:00:00.000Z'],
    ['2021-W36-1', '2021-09-06T00:00:00.000Z'],
    ['2021-09', '2021-09-01T00:00:00.000Z'],
    ['2021', '2021-01-01T00:00:00.000Z'],
    ['2021/09/06 12:00:00', noon],
    ['09/06/2021 12:00 PM', noon],
    ['25/12/2021', '2021-12-25T00:00:00.000Z'],
    ['06.09.2021 12:00', noon],
    ['1630929600', noon],
    ['1630929600000', noon],
    ['1630929600.5', '2021-09-06T12:00:00.500Z'],
    ['20210906120000', noon],
    ['2020-02-29', '2020-02-29T00:00:00.000Z'],
    ['2021-09-06 12:00:00 PM', noon],
    ['2021-09-06 오후 12:00', noon],
    ['2021-09-06 12:00:00 오후', noon],
    ['2021년 9월 6일 12:00:00', noon],
    ['2021年09月06日 12:00', noon],
    ['٠٦ سبتمبر ٢٠٢١ ١٢:٠٠', noon],
    ['6 września 2021 12:00', noon],
    ['po, 6 září 2021 14:00:00 +0200', noon],
    ['6 Eylül 2021 12:00', noon],
    ['6. syyskuuta 2021 klo 12:00', noon],
    ['6. september 2021 kl. 12.00', noon],
    ['Mon, 06 Sep 2021 12.00.00 GMT', noon],
    ['Mon, 06 Sep 2021 08:00:00 America/New_York', noon],
    ['2021-09-06T14:00:00+02:00[Europe/Berlin]', noon],
    ['2021-09-06T14:00:00 Europe/Berlin', noon],
    ['Mon, 06 Sep 2021 12:00:00 Europe/Atlantis', noon],
    ['Mon, 06 Sep 2021 15:00:00 TRT', noon],
    ['2021-09-06T08:00:00\u221204:00', noon],
  ])('%s', (text, expected) => {
    const time = parseDate(text);
    expect(time === null ? null : new Date(time).toISOString()).toBe(expected);
  });
});

describe('a date is null', () => {
  it.each([
    null,
    '',
    'soon',
    'Mon, 99 Sep 2021 12:00:00 GMT',
    '2021-13-01',
    '2021-02-30',
    '2021-09-06T25:00:00Z',
    '12:00',
    '42',
  ])('for %s', (text) => {
    expect(parseDate(text)).toBeNull();
  });

  it('for what is longer than any date', () => {
    expect(parseDate(`2021-09-06${' '.repeat(200)}x`)).toBeNull();
  });
});
