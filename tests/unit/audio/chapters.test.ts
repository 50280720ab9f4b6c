import { describe, expect, it } from 'vitest';
import { readChapters } from '../../../src/main/articles/chapters';
import { chapterAt } from '../../../src/shared/model/audio';

describe('a file of chapters', () => {
  it('is read in the order they are heard, without those that stand in no table of contents', () => {
    const file = {
      version: '1.2.0',
      chapters: [
        {
          startTime: 95.5,
          title: ' The   harbour ',
          url: 'https://cast.example/harbour',
          img: 'https://cast.example/h.jpg',
        },
        { startTime: 0, title: 'Good morning' },
        { startTime: 40, title: 'Only a picture', toc: false },
        { startTime: '300', title: 'Letters', url: 'javascript:alert(1)', img: 'data:image/png;base64,AA' },
      ],
    };
    expect(readChapters(`\ufeff${JSON.stringify(file)}`)).toEqual([
      { start: 0, title: 'Good morning', url: null, imageUrl: null },
      {
        start: 95.5,
        title: 'The harbour',
        url: 'https://cast.example/harbour',
        imageUrl: 'https://cast.example/h.jpg',
      },
      { start: 300, title: 'Letters', url: null, imageUrl: null },
    ]);
  });

  it.each([
    '',
    '<html>',
    'null',
    '[]',
    '{"chapters":{}}',
    '{"chapters":[]}',
    '{"chapters":[null,1,"a",{},{"startTime":-1,"title":"x"},{"startTime":1e999,"title":"x"},{"startTime":1},{"startTime":"","title":"x"}]}',
  ])('that is none is passed over: %s', (text) => {
    expect(readChapters(text)).toBeNull();
  });

  it('tells which chapter plays', () => {
    const chapters = [10, 20].map((start) => ({ start, title: `From ${start}`, url: null, imageUrl: null }));
    expect(chapterAt(chapters, 5)).toBeNull();
    expect(chapterAt(chapters, 10)?.start).toBe(10);
    expect(chapterAt(chapters, 19.9)?.start).toBe(10);
    expect(chapterAt(chapters, 500)?.start).toBe(20);
  });
});
