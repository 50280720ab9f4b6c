/** Whether a script does nothing but put something of another site in its place. */
export function isEmbedScript(address: string): boolean {
  return /^(?:https?:)?\/\/(?:gist\.github\.com\/[\w-]+\/[0-9a-f]{8,64}(?:\.js|\.pibb)?(?:\?|$)|(?:secure|static)\.polldaddy\.com\/p\/\d+\.js|secure\.crowdsignal\.com\/p\/\d+\.js)/i.test(
    address,
  );
}
