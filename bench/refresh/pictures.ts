import { readFileSync } from 'node:fs';

const files = ['quay.jpg', 'bakery.jpg', 'platform-small.jpg', 'platform.jpg'];

/**
 * The pictures of the feeds: a few small photographs, each path with bytes of its own, so that the store, which keeps equal
 * pictures once, keeps every one of them.
 */
export function makePictures(): (path: string) => Buffer {
  const photographs = files.map((file) => readFileSync(`tests/fixtures/pictures/${file}`));
  return (path) => {
    const number = Number(/(\d+)\.jpg$/.exec(path)?.[1] ?? 0);
    const photograph = photographs[number % photographs.length] ?? Buffer.alloc(0);
    // What follows the end of a JPEG is not drawn.
    return Buffer.concat([photograph, Buffer.from(path)]);
  };
}
