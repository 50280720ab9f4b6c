import type { RefreshProgress } from '../../../shared/model/poll';

/** What the status line says about a refresh. Empty while nothing has been refreshed. */
export function refreshText(progress: RefreshProgress, ended: boolean): string {
  if (progress.state === 'running') return `Refreshing ${progress.done} of ${progress.total}`;
  if (!ended) return '';
  const { newArticles, failed } = progress;
  const outcome = [
    progress.state === 'cancelled' && 'Cancelled',
    progress.state === 'idle' && failed === 0 && 'Up to date',
    failed > 0 && `${failed} ${failed === 1 ? 'feed' : 'feeds'} could not be refreshed`,
    newArticles > 0 &&
      `${newArticles.toLocaleString('en')} new ${newArticles === 1 ? 'article' : 'articles'}`,
  ];
  return outcome.filter(Boolean).join(' · ');
}
