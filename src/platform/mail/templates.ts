/** What can change about how somebody signs in, and the words a mail says it with. Nothing else can be said. */
export const signInChanges = {
  'password-changed': 'The password was changed.',
  'passkey-added': 'A passkey was added.',
  'passkey-removed': 'A passkey was removed.',
  'authenticator-added': 'An authenticator app was added.',
  'authenticator-removed': 'The authenticator app was removed.',
  'recovery-codes-made': 'New recovery codes were made. The old ones no longer work.',
  'recovery-code-used': 'A recovery code was used to sign in.',
  'sessions-ended': 'Every session was ended.',
  'account-locked': 'Signing in was stopped for a while after too many wrong tries.',
  'account-recovered':
    'The account was recovered. What it was signed in with before no longer works.',
  'role-changed': 'The role was changed.',
  'provider-linked': 'An organisation’s sign-in was connected to the account.',
} as const;

export type SignInChange = keyof typeof signInChanges;

type Link = { link: string };

/** Every mail there is and the fields it takes. `link` is a full address of this service. */
export type MailFields = {
  /**
   * `agency` is the name or the id of an agency of this service. The mail says the service's name as it
   * is when it is delivered; `serviceName` is not kept.
   */
  invitation: Link & { agency: string; serviceName: string };
  'password-reset': Link;
  'sign-in-changed': { what: SignInChange };
  'break-glass-notice': Link;
  'agreement-to-sign': Link;
  'review-due': Link;
  'role-to-approve': Link;
};

export type MailTemplate = keyof MailFields;

/** A template with exactly its own fields. */
export type MailContent = {
  [Name in MailTemplate]: { template: Name; fields: MailFields[Name] };
}[MailTemplate];
