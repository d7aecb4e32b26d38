import type { PartnershipProfile } from '#core/partnership/profile.ts';
import type { Provenance } from '#design-system/charts/provenance-lines.tsx';
import { definitionWords, sourceWords } from '../provenance-words.ts';
import { mapCaveats, mapPeriod } from './hotspot-words.ts';
import type { MapQuery } from './map-query.ts';
import type { HotspotMap } from './read-map.ts';

/** Where the figures of a map come from. */
export function mapProvenance(
  profile: PartnershipProfile,
  query: MapQuery,
  map: HotspotMap,
): Omit<Provenance, 'csvHref'> {
  return {
    units:
      query.value === 'rate'
        ? 'Incidents recorded, and a year for every 1,000 residents'
        : 'Incidents recorded',
    period: mapPeriod(map),
    source: sourceWords(map.current),
    definition: definitionWords(profile),
    caveats: mapCaveats(query, map),
  };
}
