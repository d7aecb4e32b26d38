// The database holds sessions to the first three of these (access.is_session_open); its test compares them.

/** A session ends after this long without a page. */
export const idleMinutes = 60;

/** A session ends after this long in all, however busy it was: one working day. */
export const absoluteHours = 12;

/** How long somebody who has given their password may take over the second step. */
export const firstStepMinutes = 15;

/** How long the powerful things may be done after somebody showed again who they are. */
export const stepUpMinutes = 10;
