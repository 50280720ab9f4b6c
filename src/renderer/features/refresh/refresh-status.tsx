import { useEffect } from 'react';
import { tellOfLastPolls } from '../../library/change-signal';
import { noteProgress, useRefresh } from '../../state/refresh';
import { cancelRefresh } from '../feeds/feed-actions';
import './refresh-status.css';
import { refreshText } from './refresh-text';

/** The line at the foot of the sidebar: progress while a refresh runs, then its outcome. */
export function RefreshStatus() {
  const { progress, ended } = useRefresh();
  useEffect(() => {
    const stop = window.broadsheet.on('refresh.progress', (told) => {
      noteProgress(told);
      if (told.state !== 'running') tellOfLastPolls();
    });
    // A refresh may have begun before this window stood.
    void window.broadsheet.invoke('refresh.progress', null).then((reply) => {
      if (reply.ok && reply.value.state === 'running') noteProgress(reply.value);
    });
    return stop;
  }, []);
  const running = progress.state === 'running';
  const share = progress.total > 0 ? progress.done / progress.total : 0;
  return (
    <footer className="refresh-status" data-running={running}>
      {running && (
        <div className="refresh-track" aria-hidden>
          <div className="refresh-bar" style={{ scale: `${share} 1` }} />
        </div>
      )}
      <p role="status" className="refresh-text">
        {refreshText(progress, ended)}
      </p>
      {running && (
        <button type="button" className="button-quiet" onClick={() => void cancelRefresh()}>
          Cancel
        </button>
      )}
    </footer>
  );
}
