/** What an entry is about: a record by kind and id. */
export type RecordReference = { kind: string; id: string };

export type AuditOutcome = 'done' | 'read' | 'refused';

/** Small facts frozen with the entry. Never free text about a person. */
export type AuditDetail = Readonly<Record<string, string | number | boolean | null>>;
