import { CSPProvider } from '@base-ui/react/csp-provider';
import { Toast } from '@base-ui/react/toast';
import { Tooltip } from '@base-ui/react/tooltip';
import { TriangleAlert } from 'lucide-react';
import { type CSSProperties, useEffect, useState } from 'react';
import { describeProblem, type Problem } from '../shared/model/problem';
import { ArticlePane } from './features/article/article-pane';
import { ArticlesPane } from './features/articles/articles-pane';
import { PlayerBar } from './features/audio/player-bar';
import { useCommands } from './features/commands/use-commands';
import { Dialogs } from './features/dialogs/dialogs';
import { DropImport } from './features/opml/drop-import';
import { PaneSeparator } from './features/panes/pane-separator';
import './features/panes/panes.css';
import { useWindowWidth } from './features/panes/use-window-width';
import { startOnce } from './features/start/start-up';
import { SubscriptionsPane } from './features/subscriptions/subscriptions-pane';
import { libraryReady } from './library/connect';
import { fitPanes, usePanes } from './state/panes';
import { EmptyState } from './ui/empty-state';
import { toaster } from './ui/toaster';
import { Toasts } from './ui/toasts';

/** The whole window. */
export function App() {
  const problem = useLibraryProblem();
  if (problem) {
    const { sentence, advice } = describeProblem(problem);
    return <EmptyState icon={TriangleAlert} title={sentence} advice={advice} />;
  }
  return (
    // The window's policy allows no inline styles; the style elements of the parts are ours, in files.
    <CSPProvider disableStyleElements>
      <Tooltip.Provider delay={500}>
        <Toast.Provider toastManager={toaster} limit={3}>
          <Panes />
          <Dialogs />
          <Toasts />
          <DropImport />
        </Toast.Provider>
      </Tooltip.Provider>
    </CSPProvider>
  );
}

function Panes() {
  const widths = fitPanes(usePanes(), useWindowWidth());
  useCommands();
  useEffect(startOnce, []);
  return (
    <div
      className="window"
      style={
        {
          '--subscriptions-width': `${widths.subscriptions}px`,
          '--articles-width': `${widths.articles}px`,
        } as CSSProperties
      }
    >
      <SubscriptionsPane />
      <PaneSeparator pane="subscriptions" label="Width of the subscriptions" widths={widths} />
      <ArticlesPane />
      <PaneSeparator pane="articles" label="Width of the articles" widths={widths} />
      <ArticlePane />
      <PlayerBar />
    </div>
  );
}

/** Why the library did not open; null while all is well. */
function useLibraryProblem(): Problem | null {
  const [problem, setProblem] = useState<Problem | null>(null);
  useEffect(() => {
    void libraryReady.then((ready) => {
      if (!ready.ok) setProblem(ready.problem);
    });
  }, []);
  return problem;
}
