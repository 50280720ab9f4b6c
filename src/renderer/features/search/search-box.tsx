import { Search, X } from 'lucide-react';
import { useEffect, useState } from 'react';
import { setSearchText, useReading } from '../../state/reading';
import { focusPane } from '../panes/pane-focus';
import './search-box.css';

const typingPause = 140;

/** Searches titles while the reader types. Escape clears; Down goes to what was found. */
export function SearchBox() {
  const shown = useReading((state) => state.searchText);
  const [text, setText] = useState(shown);
  // A view chosen in the tree ends a search.
  useEffect(() => setText(shown), [shown]);

  useEffect(() => {
    if (text === useReading.getState().searchText) return;
    const timer = window.setTimeout(() => setSearchText(text), typingPause);
    return () => window.clearTimeout(timer);
  }, [text]);

  const clear = () => {
    setText('');
    setSearchText('');
  };

  return (
    <search className="search-box">
      <Search aria-hidden className="search-icon" size={14} strokeWidth={2} />
      <input
        type="search"
        className="search-input"
        aria-label="Search"
        placeholder="Search titles"
        value={text}
        spellCheck={false}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') {
            event.preventDefault();
            if (text) clear();
            else focusPane('articles');
          } else if (event.key === 'ArrowDown' || event.key === 'Enter') {
            event.preventDefault();
            focusPane('articles');
          }
        }}
      />
      {text && (
        <button type="button" className="search-clear" aria-label="Clear" onClick={clear}>
          <X aria-hidden size={13} strokeWidth={2.25} />
        </button>
      )}
    </search>
  );
}
