import { Select } from '#design-system/govuk/components.ts';
import { crimeTypes } from './police-files/police-row.ts';
import { crimeTypeSlug } from './trends/trend-query.ts';

/** One crime type or all of them; undefined is all. */
export function CrimeTypeSelect({ chosen }: { chosen: string | undefined }) {
  return (
    <Select
      id="crime-type"
      name="crime-type"
      label={{ text: 'Crime type' }}
      items={[
        { value: '', text: 'All types' },
        ...crimeTypes.map((type) => ({
          value: crimeTypeSlug(type),
          text: type,
          selected: type === chosen,
        })),
      ]}
    />
  );
}
