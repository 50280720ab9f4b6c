import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { basename, extname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { gzipSync } from 'node:zlib';
import { readFeeds } from './read-feeds.mjs';
import {
  feedPath,
  renderArticlePage,
  renderCommentsFeed,
  renderFeed,
  renderHomePage,
} from './render-feeds.mjs';
import { surf } from './surf.mjs';

const html = 'text/html; charset=utf-8';

/**
 * Serves the sample feeds on loopback. Articles dated after the start appear when their minute comes, so
 * a refresh finds something new.
 *
 * @returns {Promise<{ origin: string, subscriptionsFile: string, close: () => Promise<void> }>}
 */
export async function startDemoServer() {
  const startedAt = Date.now();
  const feeds = readFeeds(startedAt);
  const server = createServer((request, response) => answer(request, response));

  function answer(request, response) {
    const path = (request.url ?? '/').split('?')[0];
    const found = file(path) ?? publication(path);
    if (!found) {
      response.writeHead(404, { 'content-type': html }).end('<!doctype html><title>Not found</title>');
      return;
    }
    send(request, response, found);
  }

  /** Pictures and icons, by their name alone, so that no path leads out of their folders. */
  function file(path) {
    const [, first, second] = path.split('/');
    const isIcon = second === 'icon.png' || second === 'favicon.ico';
    const location = isIcon
      ? join(import.meta.dirname, 'icons', `${basename(first)}.png`)
      : join(import.meta.dirname, 'pictures', basename(path));
    if ((!isIcon && first !== 'pictures') || !extname(location) || !existsSync(location)) return undefined;
    return {
      type: isIcon ? 'image/png' : 'image/jpeg',
      body: readFileSync(location),
      modifiedAt: startedAt,
      maxAge: 86_400,
    };
  }

  function publication(path) {
    const [, slug, second, third] = path.split('/');
    const feed = feeds.find((one) => one.slug === slug);
    if (!feed) return undefined;
    const articles = feed.articles.filter((article) => article.at <= Date.now()).sort((a, b) => b.at - a.at);
    const modifiedAt = articles[0].at;
    if (path === feedPath(feed)) return { ...renderFeed(feed, articles, origin), modifiedAt, maxAge: 20 };
    if (!second) return { type: html, body: renderHomePage(feed, articles, origin), modifiedAt, maxAge: 20 };

    const article = articles.find((one) => one.slug === second);
    if (!article) return undefined;
    const found = { modifiedAt: article.at, maxAge: 600 };
    if (third === 'episode.wav') return { ...found, type: 'audio/wav', body: surf() };
    if (third === 'comments.xml') {
      return { ...found, type: 'application/rss+xml', body: renderCommentsFeed(feed, article, origin) };
    }
    return { ...found, type: html, body: renderArticlePage(feed, article, origin) };
  }

  await new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  const origin = `http://127.0.0.1:${server.address().port}`;

  const temporary = mkdtempSync(join(tmpdir(), 'broadsheet-demo-'));
  const subscriptionsFile = join(temporary, 'subscriptions.json');
  const subscriptions = feeds.map((feed) => ({
    feedUrl: origin + feedPath(feed),
    title: feed.title,
    folder: feed.folder,
  }));
  writeFileSync(subscriptionsFile, JSON.stringify({ subscriptions, openFirst: true }, null, 2));

  return {
    origin,
    subscriptionsFile,
    close: async () => {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      rmSync(temporary, { recursive: true, force: true });
    },
  };
}

function send(request, response, { type, body, modifiedAt, maxAge }) {
  const bytes = Buffer.from(body);
  const etag = `"${createHash('sha1').update(bytes).digest('hex').slice(0, 20)}"`;
  const headers = {
    etag,
    'last-modified': new Date(modifiedAt).toUTCString(),
    'cache-control': `max-age=${maxAge}`,
    vary: 'accept-encoding',
  };
  if (isUnchanged(request.headers, etag, modifiedAt)) {
    response.writeHead(304, headers).end();
    return;
  }
  const isText = !/^(image|audio)/.test(type);
  const gzip = isText && /\bgzip\b/.test(request.headers['accept-encoding'] ?? '');
  const sent = gzip ? gzipSync(bytes) : bytes;
  response.writeHead(200, {
    ...headers,
    'content-type': type,
    'content-length': sent.length,
    ...(gzip && { 'content-encoding': 'gzip' }),
  });
  response.end(request.method === 'HEAD' ? undefined : sent);
}

function isUnchanged(asked, etag, modifiedAt) {
  if (asked['if-none-match']) return asked['if-none-match'].includes(etag);
  return Math.floor(modifiedAt / 1000) * 1000 <= Date.parse(asked['if-modified-since'] ?? '');
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { subscriptionsFile, close } = await startDemoServer();
  process.once('SIGINT', close);
  console.log(`Subscriptions: ${subscriptionsFile}`);
  for (const { feedUrl, title } of JSON.parse(readFileSync(subscriptionsFile, 'utf8')).subscriptions) {
    console.log(`${feedUrl}  ${title}`);
  }
}
