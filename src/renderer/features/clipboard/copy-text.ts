import { say, sayProblem } from '../../ui/toaster';

/** Puts plain text on the system's clipboard and says so. */
export async function copyText(text: string, done: string): Promise<void> {
  const copied = await window.broadsheet.invoke('clipboard.write', { text });
  if (copied.ok) say(done);
  else sayProblem(copied.problem);
}
