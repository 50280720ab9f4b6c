import type { RefusedRequests } from '../../shared/model/network';

/** Hosts remembered by name; more would tell nothing more. */
const mostHosts = 20;

export interface RefusedCount {
  /** @param url what was asked for */
  note(url: string): void;
  readonly state: RefusedRequests;
}

/** Counts what the window tried to ask of the network. It holds nothing that could, so there is a fault wherever this is not 0. */
export function createRefusedCount(): RefusedCount {
  let count = 0;
  const hosts = new Set<string>();
  return {
    note(url) {
      count += 1;
      if (hosts.size < mostHosts) hosts.add(new URL(url).host);
    },
    get state() {
      return { count, hosts: [...hosts] };
    },
  };
}
