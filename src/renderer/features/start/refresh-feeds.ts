import type { FeedId } from '../../../shared/model/ids';

/** Refreshes feeds and waits until that refresh has ended. It has ended at once when it could not start. */
export function refreshAndWait(feedIds: readonly FeedId[]): Promise<void> {
  return new Promise((resolve) => {
    let started = false;
    let ended = false;
    const finish = () => {
      if (!started || !ended) return;
      stop();
      resolve();
    };
    // Heard from before the start is asked for: a quick refresh may end before main has replied.
    const stop = window.broadsheet.on('refresh.progress', ({ state }) => {
      ended = state !== 'running';
      finish();
    });
    void window.broadsheet.invoke('refresh.start', { feedIds: [...feedIds] }).then(async (reply) => {
      started = true;
      ended ||= !reply.ok || reply.value.state !== 'running';
      finish();
    });
  });
}
