import { assertNever } from '../assert-never';

/** Everything that can go wrong where a person sees it. A closed union; each code has one sentence and one thing to do. */
export type Problem =
  | { readonly code: 'invalid-address'; readonly address: string }
  | { readonly code: 'unsupported-scheme'; readonly scheme: string }
  | { readonly code: 'blocked-address'; readonly host: string }
  | { readonly code: 'offline' }
  /** `proxy` is “host:port”; null when the system chose it. */
  | { readonly code: 'proxy'; readonly proxy: string | null; readonly reason: 'no-answer' | 'login' | 'tls' }
  | { readonly code: 'host-not-found'; readonly host: string }
  | { readonly code: 'no-answer'; readonly host: string }
  | { readonly code: 'timeout'; readonly host: string; readonly seconds: number }
  | { readonly code: 'tls'; readonly host: string; readonly detail: string }
  | { readonly code: 'connection'; readonly host: string; readonly detail: string }
  /** What came is not HTTP, or contradicts itself. */
  | { readonly code: 'bad-response'; readonly host: string; readonly detail: string }
  | { readonly code: 'too-large'; readonly limitBytes: number }
  | { readonly code: 'too-many-redirects'; readonly limit: number }
  | { readonly code: 'redirect-loop'; readonly url: string }
  | { readonly code: 'http-status'; readonly status: number; readonly url: string }
  | { readonly code: 'empty-body' }
  | { readonly code: 'html-not-feed' }
  | { readonly code: 'no-feed-found'; readonly url: string }
  | { readonly code: 'broken-feed'; readonly detail: string }
  | { readonly code: 'not-a-feed' }
  | { readonly code: 'parse-timeout'; readonly seconds: number }
  | { readonly code: 'already-subscribed'; readonly title: string }
  | { readonly code: 'name-taken'; readonly name: string }
  | { readonly code: 'not-a-subscription-list'; readonly name: string }
  | { readonly code: 'file'; readonly name: string; readonly detail: string }
  | { readonly code: 'invalid-proxy'; readonly address: string }
  | { readonly code: 'invalid-login'; readonly detail: string }
  | { readonly code: 'not-an-image'; readonly detail: string }
  | { readonly code: 'not-audio'; readonly detail: string }
  | { readonly code: 'audio-too-large'; readonly limitBytes: number }
  | { readonly code: 'audio-status'; readonly status: number; readonly host: string }
  | { readonly code: 'audio-unplayable' }
  | { readonly code: 'disk-full' }
  | { readonly code: 'made-room' }
  | { readonly code: 'no-full-text'; readonly host: string }
  | { readonly code: 'page-timeout'; readonly host: string; readonly seconds: number }
  | { readonly code: 'not-printed'; readonly detail: string }
  | { readonly code: 'cancelled' }
  | { readonly code: 'invalid-request'; readonly detail: string }
  | { readonly code: 'internal'; readonly detail: string };

/** A problem in plain words: what happened, and what the reader can do about it. */
export interface ProblemText {
  readonly sentence: string;
  readonly advice: string;
}

/** One clear sentence for people, and one thing they can do, for every problem. */
export function describeProblem(problem: Problem): ProblemText {
  switch (problem.code) {
    case 'invalid-address':
      return {
        sentence: `“${problem.address}” is not a web address.`,
        advice: 'Enter something like https://example.com or example.com/feed.xml.',
      };
    case 'unsupported-scheme':
      return {
        sentence: `Addresses that start with “${problem.scheme}” cannot be read.`,
        advice: 'Use an address that starts with https:// or http://.',
      };
    case 'blocked-address':
      return {
        sentence: `The server sent us on to ${problem.host}, an address inside your own network, so we stopped.`,
        advice: 'If you trust that address, subscribe to it directly.',
      };
    case 'offline':
      return {
        sentence: 'There is no network connection.',
        advice: 'Everything already stored can be read. Refreshing goes on when the network is back.',
      };
    case 'proxy':
      return describeProxyProblem(problem.proxy, problem.reason);
    case 'host-not-found':
      return {
        sentence: `No server named ${problem.host} could be found.`,
        advice: 'Check the spelling of the address, or your network connection.',
      };
    case 'no-answer':
      return {
        sentence: `${problem.host} does not answer.`,
        advice: 'The server may be down for a while. Try again later.',
      };
    case 'timeout':
      return {
        sentence: `${problem.host} took longer than ${problem.seconds} seconds to answer.`,
        advice: 'The server may be busy. Try again later.',
      };
    case 'tls':
      return {
        sentence: `The secure connection to ${problem.host} could not be trusted (${problem.detail}).`,
        advice: 'The site’s certificate is broken or expired. Its publisher has to mend it.',
      };
    case 'connection':
      return {
        sentence: `The connection to ${problem.host} broke off (${problem.detail}).`,
        advice: 'Try again later.',
      };
    case 'bad-response':
      return {
        sentence: `${problem.host} sent something that is not proper HTTP (${problem.detail}).`,
        advice: 'Its publisher has to mend the server. Try again later.',
      };
    case 'too-large':
      return {
        sentence: `The document is larger than ${Math.round(problem.limitBytes / 1_000_000)} MB, so we stopped reading it.`,
        advice: 'Ask the publisher for a feed with fewer articles.',
      };
    case 'too-many-redirects':
      return {
        sentence: `The address was redirected more than ${problem.limit} times.`,
        advice: 'Open the site in your browser and look for its current feed address.',
      };
    case 'redirect-loop':
      return {
        sentence: 'The address redirects in a circle.',
        advice: 'Open the site in your browser and look for its current feed address.',
      };
    case 'http-status':
      return describeStatus(problem.status);
    case 'empty-body':
      return {
        sentence: 'The server answered with an empty document.',
        advice: 'Try again later. Articles already stored are kept.',
      };
    case 'html-not-feed':
      return {
        sentence: 'The address now leads to a web page instead of a feed.',
        advice: 'The feed may have moved. Look for its new address on the site.',
      };
    case 'no-feed-found':
      return {
        sentence: 'This page does not name a feed.',
        advice: 'Look for an RSS or Atom link on the site and enter its address.',
      };
    case 'broken-feed':
      return {
        sentence: `The feed could not be read: ${problem.detail}`,
        advice: 'The publisher has to mend it. Articles already stored are kept.',
      };
    case 'not-a-feed':
      return {
        sentence: 'The document at this address is not a feed.',
        advice: 'Look for an RSS or Atom link on the site and enter its address.',
      };
    case 'parse-timeout':
      return {
        sentence: `The feed took longer than ${problem.seconds} seconds to read, so we stopped.`,
        advice: 'Its markup is unusual. Articles already stored are kept.',
      };
    case 'already-subscribed':
      return {
        sentence: `You are already subscribed to this feed as “${problem.title}”.`,
        advice: 'You find it in the list of subscriptions.',
      };
    case 'name-taken':
      return { sentence: `The name “${problem.name}” is already in use.`, advice: 'Choose another name.' };
    case 'not-a-subscription-list':
      return {
        sentence: `“${problem.name}” is not a list of subscriptions.`,
        advice: 'Choose an OPML file, as other readers export it.',
      };
    case 'file':
      return {
        sentence: `“${problem.name}” could not be read or written (${problem.detail}).`,
        advice: 'Check that it is there, that you may use it, and that the disk has room.',
      };
    case 'invalid-proxy':
      return {
        sentence: `“${problem.address}” is not the address of a proxy.`,
        advice: 'Enter a host such as proxy.example.com, and a port from 1 to 65535.',
      };
    case 'invalid-login':
      return {
        sentence: `This login cannot be used: ${problem.detail}.`,
        advice: 'Check the user name, and write each header on a line of its own, as “Name: value”.',
      };
    case 'not-an-image':
      return { sentence: `The picture could not be kept (${problem.detail}).`, advice: 'Try again later.' };
    case 'not-audio':
      return {
        sentence: `The recording could not be kept (${problem.detail}).`,
        advice: 'Open the article in your browser to listen there.',
      };
    case 'audio-too-large':
      return {
        sentence: `The recording is larger than ${Math.round(problem.limitBytes / 1_000_000).toLocaleString('en')} MB, so we stopped.`,
        advice: 'Open the article in your browser to listen there.',
      };
    case 'audio-status':
      return describeAudioStatus(problem.status, problem.host);
    case 'audio-unplayable':
      return {
        sentence: 'This recording is in a form that Broadsheet cannot play.',
        advice: 'Open the article in your browser to listen there.',
      };
    case 'disk-full':
      return {
        sentence: 'There is no room left on the disk.',
        advice: 'Make some room and try again. What came so far is kept.',
      };
    case 'made-room':
      return {
        sentence: 'Removed to keep pictures within their space.',
        advice: 'Try again to bring it back, or allow pictures more space under File › Storage….',
      };
    case 'no-full-text':
      return {
        sentence: `No article could be found in the page at ${problem.host}.`,
        advice: 'The feed’s own text is shown. Open the page in your browser to read it there.',
      };
    case 'page-timeout':
      return {
        sentence: `The page at ${problem.host} took longer than ${problem.seconds} seconds to read, so we stopped.`,
        advice: 'The feed’s own text is shown. Open the page in your browser to read it there.',
      };
    case 'not-printed':
      return {
        sentence: `The article could not be printed (${problem.detail}).`,
        advice: 'Check the printer, or save the article as a PDF.',
      };
    case 'cancelled':
      return { sentence: 'Cancelled.', advice: 'You can start again at any time.' };
    case 'invalid-request':
    case 'internal':
      return {
        sentence: `Something went wrong inside Broadsheet (${problem.detail}).`,
        advice: 'Try again. Nothing that was stored is lost.',
      };
    default:
      return assertNever(problem);
  }
}

function describeProxyProblem(
  proxy: string | null,
  reason: (Problem & { code: 'proxy' })['reason'],
): ProblemText {
  const name = proxy === null ? 'The system’s proxy' : `The proxy ${proxy}`;
  const advice = 'Check it under File › Network…. No feed is to blame.';
  switch (reason) {
    case 'no-answer':
      return { sentence: `${name} does not answer.`, advice };
    case 'login':
      return {
        sentence: `${name} does not let us through without the right user name and password.`,
        advice,
      };
    case 'tls':
      return {
        sentence: `The secure connection to ${proxy ?? 'the system’s proxy'} could not be trusted.`,
        advice,
      };
    default:
      return assertNever(reason);
  }
}

/** Whether the reader's own network stood in the way: no feed is to blame, and each is asked again soon. */
export function isNetworkAtFault({ code }: Problem): boolean {
  return code === 'offline' || code === 'proxy';
}

function describeAudioStatus(status: number, host: string): ProblemText {
  if (status === 401 || status === 403) {
    return {
      sentence: `${host} does not let us have the recording (${status}).`,
      advice: 'It may be for members. If you have a login, enter it in the menu of the feed.',
    };
  }
  if (status === 404 || status === 410) {
    return {
      sentence: `The recording is no longer at ${host} (${status}).`,
      advice: 'Its publisher may have moved or removed it.',
    };
  }
  return {
    sentence: `${host} could not send the recording (${status}).`,
    advice: 'Try again later.',
  };
}

function describeStatus(status: number): ProblemText {
  if (status === 401) {
    return {
      sentence: 'The server asks for a user name and password (401).',
      advice: 'Log in, if you have an account with the publisher.',
    };
  }
  if (status === 403) {
    return {
      sentence: `The server refuses access (${status}).`,
      advice: 'The feed may be private, or the site turns readers away.',
    };
  }
  if (status === 304) {
    return {
      sentence: 'The server says that nothing changed (304), though we have nothing from it yet.',
      advice: 'Its publisher has to mend the server. Try again later.',
    };
  }
  if (status === 206) {
    return {
      sentence: 'The server sent only a part of the document (206).',
      advice: 'Its publisher has to mend the server. Try again later.',
    };
  }
  if (status === 404) {
    return {
      sentence: 'There is nothing at this address (404).',
      advice: 'The feed may have moved. Look for its new address on the site.',
    };
  }
  if (status === 410) {
    return {
      sentence: 'The publisher has removed this feed for good (410).',
      advice: 'Articles already stored are kept. You can unsubscribe.',
    };
  }
  if (status === 429) {
    return { sentence: 'The server asks us to slow down (429).', advice: 'We will try again later.' };
  }
  if (status >= 500) {
    return { sentence: `The server has a fault of its own (${status}).`, advice: 'Try again later.' };
  }
  return {
    sentence: `The server answered with status ${status}.`,
    advice: 'Open the address in your browser to see what is there.',
  };
}

/** Carries a {@link Problem} through code that throws. Never crosses a process border: it is turned into a Result first. */
export class ProblemError extends Error {
  readonly problem: Problem;

  constructor(problem: Problem) {
    super(describeProblem(problem).sentence);
    this.name = 'ProblemError';
    this.problem = problem;
  }
}

/** The problem inside an error, or `internal` for any error that is not one of ours. */
export function toProblem(error: unknown): Problem {
  if (error instanceof ProblemError) return error.problem;
  return { code: 'internal', detail: error instanceof Error ? error.message : String(error) };
}
