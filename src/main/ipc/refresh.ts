import type { Poller } from '../feeds/poller';
import type { Handlers } from './router';

export function refreshHandlers(
  poller: Poller,
): Pick<Handlers, 'refresh.start' | 'refresh.cancel' | 'refresh.progress'> {
  return {
    'refresh.start': ({ feedIds }) => poller.refresh(feedIds),
    'refresh.cancel': () => {
      poller.cancel();
      return null;
    },
    'refresh.progress': () => poller.progress,
  };
}
