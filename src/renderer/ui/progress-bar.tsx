import { Progress } from '@base-ui/react/progress';
import './progress-bar.css';

interface ProgressBarProps {
  readonly label: string;
  readonly done: number;
  readonly total: number;
}

/** How far something is that takes a while. */
export function ProgressBar({ label, done, total }: ProgressBarProps) {
  return (
    <Progress.Root className="progress" value={done} max={total} aria-label={label}>
      <Progress.Track className="progress-track">
        <Progress.Indicator className="progress-bar" />
      </Progress.Track>
    </Progress.Root>
  );
}
