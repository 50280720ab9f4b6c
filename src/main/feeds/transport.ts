/**
 * One HTTP exchange without redirects: the seam between the fetcher, which is tested in plain Node, and Electron's network
 * stack with the system's proxy and certificates.
 */
export type Transport = (url: string, options: TransportOptions) => Promise<TransportResponse>;

export interface TransportOptions {
  readonly headers: Readonly<Record<string, string>>;
  /** Aborting ends the exchange, also while the body is being read. */
  readonly signal: AbortSignal;
}

export interface TransportResponse {
  readonly status: number;
  /** Names in lower case; repeated headers joined by ", ". A redirect carries an absolute or relative `location`. */
  readonly headers: Readonly<Record<string, string>>;
  /** The body, decompressed. Throws ProblemError when the connection breaks. */
  readonly body: AsyncIterable<Uint8Array>;
}
