import { readFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { type SubscriptionFile, subscriptionFileSchema } from '../../shared/model/subscription-file';

/** What Broadsheet itself understands on its command line; Chromium's own switches are Chromium's. */
export interface CommandLine {
  /** `--user-data-dir=DIR`: Chromium's switch for the profile. */
  readonly profile: string | null;
  /** `--screenshot=FILE`: write what the window shows once it has settled, then quit. */
  readonly screenshot: string | null;
  /** `--subscriptions=FILE`: feeds to subscribe to. */
  readonly subscriptions: string | null;
  /** A list of subscriptions (OPML) that the system asks to open: the last argument that names one. */
  readonly opml: string | null;
}

/** @param directory what relative paths are relative to: a second instance may have been started elsewhere */
export function parseCommandLine(argv: readonly string[], directory: string): CommandLine {
  const path = (name: string) => {
    const value = argv.find((argument) => argument.startsWith(`--${name}=`))?.slice(name.length + 3);
    return value ? resolve(directory, value) : null;
  };
  const opml = argv.findLast((argument) => !argument.startsWith('-') && /\.opml$/i.test(argument));
  return {
    profile: path('user-data-dir'),
    screenshot: path('screenshot'),
    subscriptions: path('subscriptions'),
    opml: opml === undefined ? null : resolve(directory, opml),
  };
}

/** @throws Error with a sentence for the terminal when the file cannot be read or is not of the form */
export function readSubscriptionFile(file: string): SubscriptionFile {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`The subscriptions file cannot be read: ${(error as Error).message}`);
  }
  const parsed = subscriptionFileSchema.safeParse(parseJson(text));
  if (!parsed.success)
    throw new Error(`${file} is not a list of subscriptions: ${parsed.error.issues[0]?.message}`);
  return parsed.data;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
