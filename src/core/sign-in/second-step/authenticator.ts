import { Secret, TOTP } from 'otpauth';

const period = 30;

/** A secret for an authenticator app: 160 random bits, as RFC 4226 asks for, in base 32. */
export function makeAuthenticatorSecret(): string {
  return new Secret({ size: 20 }).base32;
}

/** What an authenticator app reads from a QR code. */
export function authenticatorAddress(
  secret: string,
  { service, email }: { service: string; email: string },
): string {
  return new TOTP({ issuer: service, label: email, secret, period, digits: 6 }).toString();
}

/**
 * The half minute since 1970 whose code this is (RFC 6238), or undefined. The half minutes before
 * and after the present one count too, because clocks differ.
 */
export function findStepOfCode(secret: string, code: string, now: Date): number | undefined {
  const authenticator = new TOTP({ secret, period, digits: 6 });
  const timestamp = now.getTime();
  const delta = authenticator.validate({ token: code, timestamp, window: 1 });
  return delta === null ? undefined : authenticator.counter({ timestamp }) + delta;
}
