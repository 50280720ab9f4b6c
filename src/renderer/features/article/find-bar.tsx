import { ChevronDown, ChevronUp, Search, X } from 'lucide-react';
import { useEffect, useMemo, useRef, useState } from 'react';
import { closeFind, setFindText, useFind } from '../../state/find';
import { IconButton } from '../../ui/icon-button';
import { focusPane } from '../panes/pane-focus';
import './find-bar.css';
import { frameDocument } from './frame-document';
import { findInside, showHits } from './frame-find';
import { useFrameLoaded } from './frame-loaded';

/** Finds words in the open article: all hits are marked, Enter goes from one to the next. */
export function FindBar() {
  const open = useFind((state) => state.open);
  return open ? <OpenFindBar /> : null;
}

function OpenFindBar() {
  const { text, asked } = useFind();
  const loads = useFrameLoaded((state) => state.loads);
  const field = useRef<HTMLInputElement>(null);
  const [current, setCurrent] = useState(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: another document has other hits
  const hits = useMemo(() => {
    const frame = frameDocument();
    return frame ? findInside(frame, text) : [];
  }, [text, loads]);

  // biome-ignore lint/correctness/useExhaustiveDependencies: other hits begin at the first
  useEffect(() => setCurrent(0), [hits]);
  // biome-ignore lint/correctness/useExhaustiveDependencies: each time it is asked for
  useEffect(() => {
    field.current?.focus();
    field.current?.select();
  }, [asked]);
  useEffect(() => {
    const frame = frameDocument();
    if (!frame) return;
    showHits(frame, hits, current);
    return () => showHits(frame, [], 0);
  }, [hits, current]);

  const step = (by: 1 | -1) => {
    if (hits.length > 0) setCurrent((at) => (at + by + hits.length) % hits.length);
  };
  const close = () => {
    closeFind();
    focusPane('article');
  };

  return (
    <search className="find-bar" aria-label="In this article">
      <Search aria-hidden className="find-icon" size={14} strokeWidth={2} />
      <input
        ref={field}
        type="text"
        className="find-input"
        aria-label="Find in article"
        placeholder="Find in article"
        value={text}
        spellCheck={false}
        onChange={(event) => setFindText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') step(event.shiftKey ? -1 : 1);
          else if (event.key === 'Escape') close();
          else return;
          event.preventDefault();
        }}
      />
      <output className="find-count" aria-live="polite">
        {text.trim() && (hits.length > 0 ? `${current + 1} of ${hits.length}` : 'Not found')}
      </output>
      <IconButton icon={ChevronUp} label="Previous hit" shortcut="Shift Enter" onClick={() => step(-1)} />
      <IconButton icon={ChevronDown} label="Next hit" shortcut="Enter" onClick={() => step(1)} />
      <IconButton icon={X} label="Close" shortcut="Esc" onClick={close} />
    </search>
  );
}
