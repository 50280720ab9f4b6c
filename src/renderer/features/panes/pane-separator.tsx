import { type KeyboardEvent, type PointerEvent, useRef } from 'react';
import { type PaneWidths, paneLimits, type SizedPane, setPaneWidth } from '../../state/panes';
import './panes.css';

const keyStep = 16;

interface PaneSeparatorProps {
  readonly pane: SizedPane;
  readonly label: string;
  readonly widths: PaneWidths;
}

/** The line right of a pane: drag it, or move it with the arrow keys. A double click puts it back. */
export function PaneSeparator({ pane, label, widths }: PaneSeparatorProps) {
  const { minimum, maximum, start } = paneLimits[pane];
  const drag = useRef<{ x: number; width: number } | null>(null);

  function onPointerDown(event: PointerEvent<HTMLElement>) {
    event.currentTarget.setPointerCapture(event.pointerId);
    drag.current = { x: event.clientX, width: widths[pane] };
  }

  function onPointerMove(event: PointerEvent) {
    if (drag.current) setPaneWidth(pane, drag.current.width + event.clientX - drag.current.x);
  }

  function onKeyDown(event: KeyboardEvent) {
    const targets: Record<string, number> = {
      ArrowLeft: widths[pane] - keyStep,
      ArrowRight: widths[pane] + keyStep,
      Home: minimum,
      End: maximum,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    setPaneWidth(pane, target);
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a rule is no control; a separator that moves is
    <div
      role="separator"
      className="pane-separator"
      data-pane-separator={pane}
      aria-label={label}
      aria-orientation="vertical"
      aria-valuenow={widths[pane]}
      aria-valuemin={minimum}
      aria-valuemax={maximum}
      tabIndex={0}
      onPointerDown={onPointerDown}
      onPointerMove={onPointerMove}
      onPointerUp={() => {
        drag.current = null;
      }}
      onKeyDown={onKeyDown}
      onDoubleClick={() => setPaneWidth(pane, start)}
    />
  );
}
