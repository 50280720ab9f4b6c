import type { Problem } from '../../shared/model/problem';

/** Whether a later try could end better: when the network or a busy server was at fault, not what was asked for. */
export function isWorthRetrying(problem: Problem): boolean {
  switch (problem.code) {
    case 'offline':
    case 'proxy':
    case 'host-not-found':
    case 'no-answer':
    case 'timeout':
    case 'tls':
    case 'connection':
    case 'bad-response':
    case 'cancelled':
    case 'internal':
      return true;
    case 'disk-full':
      return true;
    case 'http-status':
    case 'audio-status':
      return (
        problem.status === 408 || problem.status === 425 || problem.status === 429 || problem.status >= 500
      );
    default:
      return false;
  }
}
