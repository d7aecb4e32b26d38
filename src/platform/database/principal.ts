/** Who a transaction acts as. There is no transaction without one. */
export type Principal =
  | {
      kind: 'person';
      userId: string;
      name: string;
      agencyId: string;
      role: string;
      /** The secret of the session they ask in; without one the service acts for them, as a job does. */
      session?: string | undefined;
      /** What they look at personal records for; without one they see their own agency's alone. */
      purpose?: string | undefined;
    }
  | { kind: 'operator'; email: string }
  | { kind: 'system'; name: SystemName };

/** Work that no person asked for at that moment has a name too. */
export type SystemName = 'start' | 'sign-in' | 'jobs' | 'public';

const systemNames: Readonly<Record<SystemName, string>> = {
  start: 'the service, when it started',
  'sign-in': 'the sign-in page',
  jobs: 'the service',
  public: 'a public page',
};

/** One word for the trace: who acted, stable for as long as the entry is kept. */
export function actorOf(principal: Principal): string {
  switch (principal.kind) {
    case 'person':
      return `person:${principal.userId}`;
    case 'operator':
      return `operator:${principal.email}`;
    case 'system':
      return `system:${principal.name}`;
  }
}

/** The name to show beside what was done, as it was when it was done. */
export function actorNameOf(principal: Principal): string {
  switch (principal.kind) {
    case 'person':
      return principal.name;
    case 'operator':
      return `${principal.email} (command line)`;
    case 'system':
      return systemNames[principal.name];
  }
}
