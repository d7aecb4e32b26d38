import { Button, Select } from '#design-system/govuk/components.ts';
import { evidencePaths } from '../paths.ts';

export type PartChoice = { id: string; title: string };
export type PlaceChoice = { value: string; text: string; selected: boolean };

export type PartFormProps = {
  /** Begins the ids of its fields, so that a page may have other forms. */
  id: string;
  parts: readonly PartChoice[];
  chosen: string | undefined;
  places: readonly PlaceChoice[];
};

/** Asks for a part of the definition and a place. */
export function PartForm({ id, parts, chosen, places }: PartFormProps) {
  return (
    <form action={evidencePaths.part()} method="get" class="app-choices">
      <Select
        id={`${id}-part`}
        name="part"
        label={{ text: 'Part of the definition' }}
        items={parts.map((part) => ({
          value: part.id,
          text: part.title,
          selected: part.id === chosen,
        }))}
      />
      <Select id={`${id}-place`} name="place" label={{ text: 'Where' }} items={[...places]} />
      <Button text="See what is known" classes="govuk-button--secondary" />
    </form>
  );
}
