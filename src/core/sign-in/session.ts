import { stepUpMinutes } from './session-limits.ts';

/** How somebody showed who they are when their session began, in words of the database. */
export type WayIn =
  | 'password'
  | 'one-time-link'
  | 'password-and-code'
  | 'password-and-recovery-code'
  | 'password-and-passkey'
  | 'passkey'
  | 'provider'
  | 'demonstration';

/** `password`: one factor only, which opens no page of the workspace. */
export type Strength = 'password' | 'strong';

/** How far a session is trusted. */
export type SessionTrust = {
  strength: Strength;
  /** Until when the powerful things may be done; null: not before being asked again. */
  steppedUpUntil: Date | null;
  wayIn: WayIn;
  /** The identity provider it came through, by its name in the operator's file. */
  provider: string | null;
};

/** One browser in which somebody is signed in. Its secret is not part of it. */
export type Session = SessionTrust & {
  id: string;
  userId: string;
  createdAt: Date;
  lastSeenAt: Date;
};

/** What a session is trusted with that begins in this way, at this moment. */
export function trustOf(wayIn: Exclude<WayIn, 'provider'>, now: Date): SessionTrust {
  return {
    strength: wayIn === 'password' || wayIn === 'one-time-link' ? 'password' : 'strong',
    steppedUpUntil: isFreshStrongCheck(wayIn) ? endOfStepUp(now) : null,
    wayIn,
    provider: null,
  };
}

/** Until when somebody may do the powerful things who has just shown who they are. */
export function endOfStepUp(now: Date): Date {
  return new Date(now.getTime() + stepUpMinutes * 60_000);
}

export function isSteppedUp({ steppedUpUntil }: SessionTrust, now: Date): boolean {
  return steppedUpUntil !== null && steppedUpUntil > now;
}

function isFreshStrongCheck(wayIn: WayIn): boolean {
  return wayIn.startsWith('password-and-') || wayIn === 'passkey';
}
