import type { LucideIcon } from 'lucide-react';
import type { ReactNode } from 'react';
import './empty-state.css';

interface EmptyStateProps {
  readonly icon: LucideIcon;
  readonly title: string;
  readonly advice: string;
  readonly children?: ReactNode;
}

/** What stands where there is nothing: what this place is, and what to do next. */
export function EmptyState({ icon: Icon, title, advice, children }: EmptyStateProps) {
  return (
    <div className="empty-state">
      <Icon aria-hidden size={30} strokeWidth={1.25} />
      <p className="empty-state-title">{title}</p>
      <p className="empty-state-advice">{advice}</p>
      {children}
    </div>
  );
}
