import type { PersonToEnterAs } from '#core/sign-in/sign-in-pages.tsx';
import { roles } from '#core/access/roles.ts';
import type { Service } from '#core/service.ts';

/** Whom a visitor may enter as: nobody unless this is the demonstration. */
export function peopleToEnterAs(service: Service): readonly PersonToEnterAs[] | undefined {
  const { demonstration, profile } = service;
  if (demonstration === undefined) return undefined;
  const agencies = [...profile.agencies, ...demonstration.cast.organisations];
  const nameOf = (id: string): string => agencies.find((agency) => agency.id === id)?.name ?? id;
  return demonstration.cast.people.map(({ id, name, role, agency, whyHere }) => ({
    id,
    name,
    role: roles[role],
    agency: nameOf(agency),
    why: whyHere,
  }));
}
