/**
 * Tables without row security, and why each needs none. The service does not start with any other: a table that
 * holds something personal is forced to its policies, and a new one is decided about here or there.
 */
const reasons = {
  'holds places, periods and counts': [
    'area_loads',
    'area_lookups',
    'area_populations',
    'areas',
    'count_imports',
    'count_mappings',
    'count_months',
    'count_duplicate_rows',
    'count_quarantined_rows',
    'count_uploads',
    'definition_versions',
    'districts',
    'finding_supersessions',
    'findings',
    'partner_counts',
    'police_areas',
    'police_crime_types',
    'police_duplicate_rows',
    'police_import_areas',
    'police_import_files',
    'police_import_withdrawals',
    'police_imports',
    'police_monthly_counts',
    'police_months',
    'police_placed_counts',
    'police_placements',
    'police_quarantined_rows',
    'police_uploads',
    'small_areas',
  ],
  'says who may share what: everybody may read it, and triggers say who writes it': [
    'agencies',
    'agreement_parties',
    'agreement_terms',
    'agreement_versions',
    'agreements',
    'gateways',
  ],
  'names where in an agency somebody works': ['teams'],
  'holds hashes, and what witnesses said of them': [
    'audit_heads',
    'audit_leaves',
    'audit_witness_reports',
  ],
  'keeps the service going': [
    'idempotency_keys',
    'installation',
    'job_runs',
    'job_workers',
    'migrations',
    'rate_limits',
    'retention_rules',
  ],
} as const;

export const openTables: readonly string[] = Object.values(reasons).flat();
