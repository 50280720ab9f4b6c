import { beforeEach, describe, expect, it } from 'vitest';
import { rememberUndo, undo, useUndo } from '../../../src/renderer/state/undo';

const taken: string[] = [];
const entry = (done: string) => ({ done, undo: async () => taken.push(done) });

beforeEach(() => {
  useUndo.setState({ stack: [] });
  taken.length = 0;
});

describe('undo', () => {
  it('takes back the last action first', async () => {
    rememberUndo(entry('first'));
    rememberUndo(entry('second'));
    await undo();
    await undo();
    expect(taken).toEqual(['second', 'first']);
  });

  it('takes an action back once, be it by key or by toast', async () => {
    const marked = entry('marked');
    rememberUndo(marked);
    expect(await undo(marked)).toBe(marked);
    expect(await undo(marked)).toBeNull();
    expect(await undo()).toBeNull();
    expect(taken).toEqual(['marked']);
  });
});
