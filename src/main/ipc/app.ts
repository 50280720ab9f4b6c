import { app } from 'electron';
import type { AppInfo } from '../../shared/contract/channels';
import type { SubscriptionFile } from '../../shared/model/subscription-file';
import type { Handlers } from './router';

export interface AppHandlerDeps {
  readonly takeSubscriptions: () => SubscriptionFile | null;
  readonly onSettled: () => void;
}

export function appHandlers(
  deps: AppHandlerDeps,
): Pick<Handlers, 'app.info' | 'app.take-subscriptions' | 'app.settled'> {
  return {
    'app.info': () => ({ version: app.getVersion(), platform: process.platform as AppInfo['platform'] }),
    'app.take-subscriptions': deps.takeSubscriptions,
    'app.settled': () => {
      deps.onSettled();
      return null;
    },
  };
}
