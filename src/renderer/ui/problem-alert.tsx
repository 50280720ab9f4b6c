import { TriangleAlert } from 'lucide-react';
import { describeProblem, type Problem } from '../../shared/model/problem';
import './modal.css';

/** What went wrong in a dialog, and what to do about it. */
export function ProblemAlert({ id, problem }: { readonly id: string; readonly problem: Problem }) {
  const { sentence, advice } = describeProblem(problem);
  return (
    <div className="field-problem" id={id} role="alert">
      <TriangleAlert aria-hidden size={15} strokeWidth={2} />
      <p>{sentence}</p>
      <p className="field-problem-advice">{advice}</p>
    </div>
  );
}
