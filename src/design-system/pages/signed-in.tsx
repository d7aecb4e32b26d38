import { useSurroundings } from '#design-system/surroundings.tsx';

/** Who is signed in, for which agency and as what, and the way out. */
export function SignedIn() {
  const { person, signOut } = useSurroundings();
  if (person === undefined) return null;
  return (
    <div class="app-person">
      <p class="app-person__words">
        <span class="govuk-visually-hidden">Signed in as </span>
        <span class="app-person__name">{person.name}</span>
        <span class="app-person__agency">
          {person.role}, {person.agency}
        </span>
      </p>
      <form action={signOut?.action ?? '/sign-out'} method="post">
        <button type="submit" class="app-person__leave">
          Sign out
        </button>
      </form>
    </div>
  );
}
