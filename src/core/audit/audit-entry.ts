/**
 * What an entry is about: a record by kind and id. A record of a protected kind that is about a person other
 * than itself (where they live, say) names that person's record as its subject.
 */
export type RecordReference = { kind: string; id: string; subject?: string | undefined };

export type AuditOutcome = 'done' | 'read' | 'refused';

/** Small facts frozen with the entry. Never free text about a person, never the id of a protected record. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null>>;
