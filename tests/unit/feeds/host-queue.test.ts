import { describe, expect, it } from 'vitest';
import { createHostQueue } from '../../../src/main/feeds/host-queue';
import { ProblemError } from '../../../src/shared/model/problem';

/** A task that runs until told to end, and says which run at once. */
function controlled() {
  const running: string[] = [];
  const ends = new Map<string, () => void>();
  const task = (name: string) => (signal: AbortSignal) =>
    new Promise<string>((resolve, reject) => {
      running.push(name);
      const leave = () => running.splice(running.indexOf(name), 1);
      signal.addEventListener('abort', () => {
        leave();
        reject(new ProblemError({ code: 'cancelled' }));
      });
      ends.set(name, () => {
        leave();
        resolve(name);
      });
    });
  return { running, task, end: (name: string) => ends.get(name)?.() };
}

describe('the queue of a refresh', () => {
  it('asks one host at most twice at once and goes on with others meanwhile', async () => {
    const queue = createHostQueue({ concurrency: () => 3, perHost: 2 });
    const { running, task, end } = controlled();
    const all = ['a1', 'a2', 'a3', 'b1', 'b2'].map((name) => queue.add(name.slice(0, 1), task(name)));
    expect(running).toEqual(['a1', 'a2', 'b1']);
    expect([queue.running, queue.size]).toEqual([3, 2]);

    end('a1');
    await all[0];
    expect(running).toEqual(['a2', 'b1', 'a3']);
    for (const name of ['a2', 'b1', 'a3', 'b2']) {
      end(name);
      await all[['a1', 'a2', 'a3', 'b1', 'b2'].indexOf(name)];
    }
    expect(await Promise.all(all)).toEqual(['a1', 'a2', 'a3', 'b1', 'b2']);
    expect([queue.running, queue.size]).toEqual([0, 0]);
  });

  it('drops what waits and aborts what runs when cleared, and can be used again', async () => {
    const queue = createHostQueue({ concurrency: () => 1, perHost: 1 });
    const { running, task, end } = controlled();
    const settled = Promise.allSettled([queue.add('a', task('first')), queue.add('a', task('second'))]);
    queue.clear();
    expect((await settled).map((result) => result.status)).toEqual(['rejected', 'rejected']);
    expect(running).toEqual([]);

    const again = queue.add('a', task('third'));
    end('third');
    expect(await again).toBe('third');
  });

  it('gives its place on when a task fails', async () => {
    const queue = createHostQueue({ concurrency: () => 1, perHost: 1 });
    const failing = queue.add('a', () => Promise.reject(new Error('broken')));
    const next = queue.add('a', () => Promise.resolve('done'));
    await expect(failing).rejects.toThrow('broken');
    expect(await next).toBe('done');
  });
});
