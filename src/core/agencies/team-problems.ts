import { Conflict } from '#platform/http/failures.ts';

export class TeamNameTaken extends Conflict {
  constructor() {
    super('Your agency has a team of this name already');
  }
}

/** Somebody changed this team after the form was opened. */
export class StaleTeam extends Conflict {
  constructor() {
    super(
      'Somebody changed this team after you opened the page. Check its name, and send it again',
    );
  }
}

/** Closing it would leave people without the team they are in. */
export class TeamInUse extends Conflict {
  constructor() {
    super('There are people in this team. Move them to another team first');
  }
}
