/** Where a passkey is made and used: its answers must name this origin, and its key this host. */
export type PasskeyPlace = { origin: string; host: string; name: string };

/**
 * The place for a request's own host. The server answers only to its own names (own-names.ts), so
 * that a request cannot name a place that is not ours.
 */
export function passkeyPlace(
  { isHttps, profile }: { isHttps: boolean; profile: { identity: { name: string } } },
  requestHost: string,
): PasskeyPlace {
  const { origin, hostname } = new URL(`${isHttps ? 'https' : 'http'}://${requestHost}`);
  return { origin, host: hostname, name: profile.identity.name };
}
