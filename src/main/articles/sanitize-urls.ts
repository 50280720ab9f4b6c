/** Longer addresses are tracking payloads or attacks, and would let a small feed grow into a large library. */
const maxUrlChars = 4096;

/**
 * Parameters that only say where a reader came from. Names that some sites need to find the page (`ref`, `id`, `s`) stay.
 *
 * Sources: the lists of Brave's query filter (brave-core, `components/query_filter/utils.cc`) and of Firefox's query stripping
 * (`privacy.query_stripping.strip_list`), where they hold for every site; and the campaign parameters that Google Analytics (`utm_`),
 * Matomo (`mtm_`, `pk_`), Piano (`at_`) and Mailchimp (`mc_`) document.
 */
const trackingParameter =
  /^(?:utm_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|yclid|twclid|ttclid|li_fat_id|igshid|igsh|mc_cid|mc_eid|mkt_tok|_hsenc|_hsmi|__s|s_cid|ml_subscriber(?:_hash)?|oft_(?:id|ids|k|lk|d|c|ck|sk)|ss_email_id|bsft_(?:uid|clkid)|vgo_ee|__hssc|__hstc|__hsfp|hsctatracking|vero_conv|vero_id|oly_anon_id|oly_enc_id|wickedid|rb_clickid|ref_src|ref_url|at_medium|at_campaign|at_custom\d|mtm_\w+|pk_campaign|pk_kwd|pk_source|pk_medium|s_kwcid|_openstat|cmpid|guccounter|guce_referrer(?:_sig)?)$/i;

/** An absolute http(s) base, or null when there is none to resolve against. */
export function parseBase(baseUrl: string): URL | null {
  const url = URL.canParse(baseUrl) ? new URL(baseUrl) : null;
  // A very long base would be repeated by every short relative link of the article.
  return url && isHttp(url) && url.href.length <= maxUrlChars / 2 ? url : null;
}

function isHttp(url: URL): boolean {
  return url.protocol === 'http:' || url.protocol === 'https:';
}

/** The absolute http(s) URL a publisher's address means, or null. Control characters, backslashes and the like are settled by WHATWG URL, as in a browser. */
export function resolveHttp(address: string | undefined, base: URL | null): URL | null {
  const url = resolve(address, base);
  return url && isHttp(url) ? url : null;
}

/**
 * Where a link leads (http, https or mailto), without tracking parameters and passwords; null when it must not be followed.
 *
 * @param onRemoved told how many tracking parameters were taken out, if any
 */
export function resolveLink(
  address: string | undefined,
  base: URL | null,
  onRemoved?: (parameters: number) => void,
): URL | null {
  const url = resolve(address, base);
  if (!url) return null;
  if (url.protocol === 'mailto:') {
    // Some mail programs attach files named by a link.
    removeParameters(url, (name) => !/^(?:subject|body|cc|bcc|to)$/i.test(name));
    return url;
  }
  if (!isHttp(url)) return null;
  // `https://bank.example@evil.example` reads like one host and leads to another.
  if (url.username || url.password) {
    url.username = '';
    url.password = '';
  }
  const removed = removeParameters(url, isTrackingParameter);
  if (removed > 0) onRemoved?.(removed);
  return url;
}

function resolve(address: string | undefined, base: URL | null): URL | null {
  if (!address || address.length > maxUrlChars) return null;
  try {
    const url = new URL(address, base ?? undefined);
    return url.href.length <= maxUrlChars ? url : null;
  } catch {
    return null;
  }
}

/**
 * An address of the web without tracking parameters; any other, and one without them, exactly as it was given.
 *
 * @param onRemoved told how many were taken out, if any
 */
export function withoutTracking(address: string, onRemoved?: (parameters: number) => void): string {
  if (!address.includes('?') || !URL.canParse(address)) return address;
  const url = new URL(address);
  const removed = isHttp(url) ? removeParameters(url, isTrackingParameter) : 0;
  if (removed === 0) return address;
  onRemoved?.(removed);
  return url.href;
}

function isTrackingParameter(name: string): boolean {
  return trackingParameter.test(name);
}

/**
 * Edits the query as text: `URLSearchParams` would rewrite the encoding of the parameters that stay.
 *
 * @returns how many were taken out
 */
function removeParameters(url: URL, unwanted: (name: string) => boolean): number {
  if (!url.search) return 0;
  const all = url.search.slice(1).split('&');
  const kept = all.filter((parameter) => !unwanted(parameter.split('=', 1)[0] as string));
  if (kept.length < all.length) url.search = kept.join('&');
  return all.length - kept.length;
}

/** A host as people know it: `www.youtube.com` is youtube.com to them. */
export function hostLabel(url: URL): string {
  return url.hostname.replace(/^(?:www|m)\.(?=[^.]+\.)/, '');
}

/** A host and the domains it is under, the nearest first. */
export function* domainsOf(hostname: string): Generator<string> {
  for (let name = hostname; ; ) {
    yield name;
    const dot = name.indexOf('.');
    if (dot < 0) return;
    name = name.slice(dot + 1);
  }
}

/** Whether `hostname` is one of these domains or below one. */
function isUnderDomain(hostname: string, domains: ReadonlySet<string>): boolean {
  for (const name of domainsOf(hostname)) if (domains.has(name)) return true;
  return false;
}

/** Hosts that serve advertising and measurement, never a part of the article. */
const trackerDomains: ReadonlySet<string> = new Set([
  '2mdn.net',
  'adnxs.com',
  'adsrvr.org',
  'amazon-adsystem.com',
  'bat.bing.com',
  'bluekai.com',
  'chartbeat.net',
  'doubleclick.net',
  'feedsportal.com',
  'google-analytics.com',
  'googleadservices.com',
  'googlesyndication.com',
  'googletagmanager.com',
  'omtrdc.net',
  'outbrain.com',
  'parsely.com',
  'pheedo.com',
  'pixel.wp.com',
  'px.ads.linkedin.com',
  'quantserve.com',
  'scorecardresearch.com',
  'statcounter.com',
  'taboola.com',
]);

const trackerPlaces =
  /^(?:feeds\.feedburner\.com\/~|feeds\.wordpress\.com\/1\.0\/|stats\.wordpress\.com\/|(?:www\.)?facebook\.com\/(?:tr\b|plugins\/(?:like|share|follow|page)\b)|analytics\.twitter\.com\/|t\.co\/i\/adsct|counter\.theconversation\.com\/)/;

/** The last step of a path that names a counting picture; `/pixel-8-review.jpg` is a photograph and does not match. */
const trackerFile =
  /\/(?:pixel|beacon|webbeacon|1x1|1px|spacer|blank|clear|clear-?dot|transparent|tracker|tracking|trk|count|counter|piwik|matomo)\.(?:gif|php|aspx?)$|\/(?:pixel|beacon|1x1|track\/open|wf\/open|track\/open\.php|1x1\.png|pixel\.png|blank\.png|spacer\.png|transparent\.png)$/i;

/** Whether an address is known to count readers or to show advertising. */
export function isTracker(url: URL): boolean {
  return (
    isUnderDomain(url.hostname, trackerDomains) ||
    trackerPlaces.test(url.hostname + url.pathname) ||
    trackerFile.test(url.pathname)
  );
}
