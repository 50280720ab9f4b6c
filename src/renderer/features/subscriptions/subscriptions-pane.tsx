import { Plus, RefreshCw } from 'lucide-react';
import { useSidebar } from '../../library/hooks';
import { openDialog } from '../../state/dialogs';
import { useRefresh } from '../../state/refresh';
import { IconButton } from '../../ui/icon-button';
import { refresh } from '../feeds/feed-actions';
import { RefreshStatus } from '../refresh/refresh-status';
import { SubscriptionTree } from './subscription-tree';
import './subscriptions-pane.css';

/** The first pane: what is subscribed to, and how the last refresh went. */
export function SubscriptionsPane() {
  const sidebar = useSidebar();
  const running = useRefresh((state) => state.progress.state === 'running');
  return (
    <nav className="subscriptions-pane" data-pane="subscriptions" aria-label="Subscriptions pane">
      <header className="pane-bar subscriptions-bar">
        <span className="wordmark">Broadsheet</span>
        <IconButton
          icon={RefreshCw}
          label="Refresh all"
          shortcut="R"
          className={running ? 'is-refreshing' : ''}
          onClick={() => void refresh(null)}
        />
        <IconButton
          icon={Plus}
          label="Add feed"
          shortcut="A"
          onClick={() => openDialog({ kind: 'add-feed' })}
        />
      </header>
      <div className="subscriptions-scroll">{sidebar && <SubscriptionTree sidebar={sidebar} />}</div>
      <RefreshStatus />
    </nav>
  );
}
