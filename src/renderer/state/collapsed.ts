import { create } from 'zustand';
import { persist } from 'zustand/middleware';

/** Branches of the tree that the reader closed; everything else stands open. */
export const useCollapsed = create<{ readonly keys: readonly string[] }>()(
  persist(() => ({ keys: [] as readonly string[] }), { name: 'broadsheet.collapsed' }),
);

export function setExpanded(key: string, expanded: boolean): void {
  useCollapsed.setState(({ keys }) => {
    const others = keys.filter((other) => other !== key);
    return { keys: expanded ? others : [...others, key] };
  });
}
