import { domainsOf, hostLabel } from './sanitize-urls';

/** What an embedded thing is; the card says it in a word and shows a sign for it. */
export type EmbedKind = 'video' | 'audio' | 'post' | 'map' | 'poll' | 'code' | 'chart' | 'document' | 'other';

interface Site {
  /** As people call it. */
  readonly name: string;
  readonly domains: string;
  readonly kind: EmbedKind;
  /** The page that a player shows something of: players fill the browser badly, and some refuse to run outside a frame. */
  readonly page?: (player: URL, path: readonly string[]) => string | null | undefined;
  /** Where the site keeps the still of a film, by its own rule; null when none can be named. */
  readonly poster?: (page: URL) => string | null;
}

const youtubeId = /^[\w-]{6,20}/;

const youtube: Site = {
  name: 'YouTube',
  domains: 'youtube.com youtube-nocookie.com youtu.be',
  kind: 'video',
  page({ searchParams }, [first, second = '']) {
    if (first !== 'embed' && first !== 'v') return null;
    const list = searchParams.get('list');
    if (second === 'videoseries' && list)
      return `https://www.youtube.com/playlist?list=${encodeURIComponent(list)}`;
    const id = youtubeId.exec(second)?.[0];
    const start = /^\d+$/.exec(searchParams.get('start') ?? '')?.[0];
    return id ? `https://www.youtube.com/watch?v=${id}${start ? `&t=${start}s` : ''}` : null;
  },
  poster({ hostname, pathname, searchParams }) {
    const named = hostname === 'youtu.be' ? pathname.slice(1) : (searchParams.get('v') ?? '');
    const id = youtubeId.exec(named)?.[0];
    return id ? `https://i.ytimg.com/vi/${id}/hqdefault.jpg` : null;
  },
};

/** In the order of which comes first where a host is under two. */
const sites: readonly Site[] = [
  youtube,
  {
    name: 'Vimeo',
    domains: 'vimeo.com',
    kind: 'video',
    page({ hostname, searchParams }, [first, second = '']) {
      if (hostname !== 'player.vimeo.com' || first !== 'video' || !/^\d+$/.test(second)) return null;
      const unlisted = /^\w+$/.exec(searchParams.get('h') ?? '')?.[0];
      return `https://vimeo.com/${second}${unlisted ? `/${unlisted}` : ''}`;
    },
  },
  {
    name: 'Dailymotion',
    domains: 'dailymotion.com dai.ly',
    kind: 'video',
    page({ hostname, searchParams }, [first, second, third]) {
      const id =
        first === 'embed' && second === 'video'
          ? third
          : hostname.startsWith('geo.')
            ? searchParams.get('video')
            : null;
      return id && /^\w+$/.test(id) ? `https://www.dailymotion.com/video/${id}` : null;
    },
    poster({ pathname }) {
      const id = /^\/video\/(\w+)$/.exec(pathname)?.[1];
      return id ? `https://www.dailymotion.com/thumbnail/video/${id}` : null;
    },
  },
  {
    name: 'Twitch',
    domains: 'twitch.tv',
    kind: 'video',
    page({ hostname, searchParams }) {
      if (hostname === 'clips.twitch.tv' && searchParams.get('clip'))
        return `https://clips.twitch.tv/${encodeURIComponent(searchParams.get('clip') ?? '')}`;
      const video = /^v?(\d+)$/.exec(searchParams.get('video') ?? '')?.[1];
      if (video) return `https://www.twitch.tv/videos/${video}`;
      const channel = /^\w+$/.exec(searchParams.get('channel') ?? '')?.[0];
      return channel && `https://www.twitch.tv/${channel}`;
    },
  },
  {
    name: 'TED',
    domains: 'ted.com',
    kind: 'video',
    page: ({ pathname, hostname }) =>
      hostname === 'embed.ted.com' ? `https://www.ted.com${pathname}` : null,
  },
  {
    name: 'SoundCloud',
    domains: 'soundcloud.com',
    kind: 'audio',
    page({ searchParams }) {
      const track = searchParams.get('url') ?? '';
      return track.startsWith('https://soundcloud.com/') ? track : null;
    },
  },
  {
    name: 'Spotify',
    domains: 'spotify.com',
    kind: 'audio',
    page: (_player, [first, second, third]) =>
      first === 'embed' && second && third ? `https://open.spotify.com/${second}/${third}` : null,
  },
  {
    name: 'Apple Podcasts',
    domains: 'podcasts.apple.com',
    kind: 'audio',
    page: ({ pathname }) => `https://podcasts.apple.com${pathname}`,
  },
  {
    name: 'Apple Music',
    domains: 'music.apple.com',
    kind: 'audio',
    page: ({ pathname }) => `https://music.apple.com${pathname}`,
  },
  { name: 'Bandcamp', domains: 'bandcamp.com', kind: 'audio' },
  {
    name: 'Mixcloud',
    domains: 'mixcloud.com',
    kind: 'audio',
    page: ({ searchParams }) => {
      const feed = searchParams.get('feed') ?? '';
      return feed.startsWith('/') && !feed.startsWith('//') ? `https://www.mixcloud.com${feed}` : null;
    },
  },
  {
    name: 'X',
    domains: 'twitter.com x.com',
    kind: 'post',
    page({ searchParams }) {
      const id = /^\d+$/.exec(searchParams.get('id') ?? '')?.[0];
      return id && `https://x.com/i/status/${id}`;
    },
  },
  {
    name: 'Bluesky',
    domains: 'bsky.app',
    kind: 'post',
    page: (_player, [first, author, , id]) =>
      first === 'embed' && author && id ? `https://bsky.app/profile/${author}/post/${id}` : null,
  },
  {
    name: 'Instagram',
    domains: 'instagram.com',
    kind: 'post',
    page: (_player, [first, id]) => (first && id ? `https://www.instagram.com/${first}/${id}/` : null),
  },
  {
    name: 'Threads',
    domains: 'threads.net threads.com',
    kind: 'post',
    page: ({ origin, pathname }) => origin + pathname.replace(/\/embed\/?$/, ''),
  },
  {
    name: 'TikTok',
    domains: 'tiktok.com',
    kind: 'video',
  },
  {
    name: 'Facebook',
    domains: 'facebook.com',
    kind: 'post',
    page({ searchParams }, [first]) {
      const href = searchParams.get('href') ?? '';
      return first === 'plugins' && /^https:\/\/(?:[\w-]+\.)?facebook\.com\//.test(href) ? href : null;
    },
  },
  {
    name: 'Reddit',
    domains: 'reddit.com redditmedia.com',
    kind: 'post',
    page: ({ pathname }) => `https://www.reddit.com${pathname}`,
  },
  {
    name: 'LinkedIn',
    domains: 'linkedin.com',
    kind: 'post',
    page: ({ pathname }) => `https://www.linkedin.com${pathname.replace(/^\/embed\//, '/')}`,
  },
  {
    name: 'Telegram',
    domains: 't.me telegram.me',
    kind: 'post',
    page: ({ pathname }) => `https://t.me${pathname}`,
  },
  {
    name: 'Pinterest',
    domains: 'pinterest.com',
    kind: 'post',
    page({ searchParams }) {
      const id = /^\d+$/.exec(searchParams.get('id') ?? '')?.[0];
      return id && `https://www.pinterest.com/pin/${id}/`;
    },
  },
  {
    name: 'OpenStreetMap',
    domains: 'openstreetmap.org',
    kind: 'map',
    page({ searchParams }) {
      const number = (text: string | undefined) => (text && /^-?\d{1,3}(?:\.\d+)?$/.test(text) ? text : null);
      const [west, south, east, north] = (searchParams.get('bbox') ?? '').split(',').map(number);
      const [lat, lon] = (searchParams.get('marker') ?? '').split(',').map(number);
      if (lat && lon) return `https://www.openstreetmap.org/?mlat=${lat}&mlon=${lon}`;
      return west && south && east && north
        ? `https://www.openstreetmap.org/?minlon=${west}&minlat=${south}&maxlon=${east}&maxlat=${north}`
        : null;
    },
  },
  {
    name: 'CodePen',
    domains: 'codepen.io',
    kind: 'code',
    page: (_player, [author, first, hash]) =>
      author && (first === 'embed' || first === 'embed-preview') && hash
        ? `https://codepen.io/${author}/pen/${hash}`
        : null,
  },
  {
    name: 'CodeSandbox',
    domains: 'codesandbox.io',
    kind: 'code',
    page: (_player, [first, id]) => (first === 'embed' && id ? `https://codesandbox.io/s/${id}` : null),
  },
  {
    name: 'JSFiddle',
    domains: 'jsfiddle.net',
    kind: 'code',
    page: ({ pathname }) => `https://jsfiddle.net${pathname.replace(/\/embedded\/.*$/, '/')}`,
  },
  { name: 'StackBlitz', domains: 'stackblitz.com', kind: 'code' },
  { name: 'Replit', domains: 'replit.com repl.it', kind: 'code' },
  {
    name: 'GitHub',
    domains: 'gist.github.com',
    kind: 'code',
    page: ({ pathname }) => `https://gist.github.com${pathname.replace(/\.(?:js|pibb)$/, '')}`,
  },
  { name: 'Observable', domains: 'observablehq.com', kind: 'chart' },
  {
    name: 'Datawrapper',
    domains: 'dwcdn.net',
    kind: 'chart',
  },
  {
    name: 'Flourish',
    domains: 'flo.uri.sh flourish.studio',
    kind: 'chart',
    page: (_player, [first, id]) =>
      (first === 'visualisation' || first === 'story') && id && /^\d+$/.test(id)
        ? `https://public.flourish.studio/${first}/${id}/`
        : null,
  },
  { name: 'Infogram', domains: 'infogram.com', kind: 'chart' },
  { name: 'Tableau', domains: 'tableau.com', kind: 'chart' },
  {
    name: 'StrawPoll',
    domains: 'strawpoll.com',
    kind: 'poll',
    page: (_player, [first, id]) => (first === 'embed' && id ? `https://strawpoll.com/${id}` : null),
  },
  {
    name: 'Crowdsignal',
    domains: 'poll.fm polldaddy.com crowdsignal.com survey.fm',
    kind: 'poll',
    page(_player, [first, second]) {
      const id = /^\d+/.exec((first === 'p' ? second : first) ?? '')?.[0];
      return id && `https://poll.fm/${id}`;
    },
  },
  { name: 'Typeform', domains: 'typeform.com', kind: 'poll' },
  {
    name: 'Scribd',
    domains: 'scribd.com',
    kind: 'document',
    page: (_player, [first, id]) =>
      first === 'embeds' && id && /^\d+$/.test(id) ? `https://www.scribd.com/document/${id}` : null,
  },
  { name: 'SlideShare', domains: 'slideshare.net', kind: 'document' },
  {
    name: 'Internet Archive',
    domains: 'archive.org',
    kind: 'other',
    page: (_player, [first, id]) => (first === 'embed' && id ? `https://archive.org/details/${id}` : null),
  },
];

const furtherSites: Readonly<Record<'video' | 'audio', string>> = {
  video:
    'rumble.com wistia.com wistia.net jwplayer.com brightcove.net brightcove.com streamable.com videopress.com bitchute.com odysee.com rutube.ru bilibili.com nicovideo.jp c-span.org',
  audio:
    'anchor.fm megaphone.fm simplecast.com buzzsprout.com transistor.fm libsyn.com podbean.com audioboom.com deezer.com captivate.fm omny.fm acast.com art19.com',
};

const byDomain: ReadonlyMap<string, Site> = new Map(
  sites.flatMap((site) => site.domains.split(' ').map((domain) => [domain, site] as const)),
);
const kindByDomain: ReadonlyMap<string, EmbedKind> = new Map(
  Object.entries(furtherSites).flatMap(([kind, domains]) =>
    domains.split(' ').map((domain) => [domain, kind as EmbedKind] as const),
  ),
);

/** The entry of a host or of the nearest domain it is under. */
function lookUp<T>(hostname: string, entries: ReadonlyMap<string, T>): T | undefined {
  for (const name of domainsOf(hostname)) {
    const found = entries.get(name);
    if (found) return found;
  }
  return undefined;
}

export interface EmbedPage {
  /** Where the reader is led: the thing's own page where that is known. */
  readonly address: string;
  readonly kind: EmbedKind;
  /** The site's name, else its host. */
  readonly site: string;
  /** Address of a still; null when none is known. */
  readonly poster: string | null;
}

/** What a player's address says of what it plays. */
export function embedPage(player: URL): EmbedPage {
  const { hostname, pathname } = player;
  const path = pathname.split('/').slice(1);
  const site = lookUp(hostname, byDomain);
  if (site) {
    const address = site.page?.(player, path) || player.href;
    const page = URL.canParse(address) ? new URL(address) : player;
    const kind = site.kind === 'post' && /\/video/.test(pathname) ? 'video' : site.kind;
    return { address: page.href, kind, site: site.name, poster: site.poster?.(page) ?? null };
  }
  const known = { address: player.href, site: hostLabel(player), poster: null };
  // PeerTube and Mastodon live on hosts of their own, and are known by their paths.
  const film = /^\/videos\/embed\/([\w-]{8,})/.exec(pathname)?.[1];
  if (film)
    return { ...known, address: `${player.origin}/w/${film}`, kind: 'video', site: `PeerTube, ${hostname}` };
  const toot = /^(\/(?:@[^/]+|users\/[^/]+\/statuses)\/\d+)\/embed\/?$/.exec(pathname)?.[1];
  if (toot) return { ...known, address: player.origin + toot, kind: 'post', site: `Mastodon, ${hostname}` };
  if (/^(?:www\.|maps\.)?google\.[a-z.]+$/.test(hostname) && /^\/maps/.test(pathname)) {
    const page = new URL(player);
    page.searchParams.delete('output');
    return { ...known, address: page.href, kind: 'map', site: 'Google Maps' };
  }
  if (hostname === 'docs.google.com' && pathname.startsWith('/forms/')) {
    return { ...known, kind: 'poll', site: 'Google Forms' };
  }
  return { ...known, kind: lookUp(hostname, kindByDomain) ?? kindByFile(pathname) };
}

function kindByFile(pathname: string): EmbedKind {
  if (/\.(?:mp4|webm|m4v|mov)$/i.test(pathname)) return 'video';
  if (/\.(?:mp3|m4a|ogg|opus)$/i.test(pathname)) return 'audio';
  return /\.pdf$/i.test(pathname) ? 'document' : 'other';
}
