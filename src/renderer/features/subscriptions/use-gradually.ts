import { useEffect, useState } from 'react';

/** Lines drawn in one frame: hundreds at once take longer than a frame may. */
const step = 40;

/** How many of so many lines to draw by now: all that were there before, and of many new ones some more with each frame. */
export function useGradually(length: number): number {
  const [drawn, setDrawn] = useState(step);
  useEffect(() => {
    if (drawn >= length) return;
    const frame = requestAnimationFrame(() => setDrawn(drawn + step));
    return () => cancelAnimationFrame(frame);
  }, [drawn, length]);
  return drawn;
}
