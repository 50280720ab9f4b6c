import type { Handler } from './feed-server';
import { makeFeed } from './make-feed';

/** A feed for those who come with one of these values of `Authorization`; others are asked for a login. */
export function feedBehindLogin(title: string, allowed: readonly string[], items = 2): Handler {
  return (request, response) => {
    if (allowed.includes(request.headers.authorization ?? '')) {
      response.writeHead(200, { 'content-type': 'application/rss+xml' });
      response.end(makeFeed({ title, items }).replaceAll('{{origin}}', 'http://a.example'));
    } else {
      response.writeHead(401, { 'www-authenticate': 'Basic realm="Readers", charset="UTF-8"' });
      response.end('<!doctype html><title>401</title>');
    }
  };
}

export function basic(user: string, password: string): string {
  return `Basic ${Buffer.from(`${user}:${password}`).toString('base64')}`;
}
