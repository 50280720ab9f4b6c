import type { Logins } from '../app/logins';
import type { Handlers } from './router';

/** The window hands logins over and learns that they exist, no more. */
export function loginHandlers(
  logins: Logins,
): Pick<Handlers, 'feeds.set-login' | 'feeds.clear-login' | 'feeds.has-login'> {
  return {
    'feeds.set-login': ({ feedId, feedUrl, login }) => logins.set(feedId, feedUrl, login),
    'feeds.clear-login': ({ feedId }) => {
      logins.clear(feedId);
      return null;
    },
    'feeds.has-login': ({ feedId }) => logins.state(feedId),
  };
}
