/** A request that was understood and cannot be honoured. Anything else that is thrown is our fault. */
export abstract class RequestFailure extends Error {
  abstract readonly status: number;
}

/** What was sent does not have the shape it says it has. */
export class Unreadable extends RequestFailure {
  readonly status = 400;
}

/** There is no such thing, or it is not for this person: the two look the same. */
export class NotFound extends RequestFailure {
  readonly status = 404;
}

export class Forbidden extends RequestFailure {
  readonly status = 403;
}

/** Somebody changed it first, or it is no longer in a state that allows this. */
export class Conflict extends RequestFailure {
  readonly status = 409;
}

export class TooLarge extends RequestFailure {
  readonly status = 413;
}

export class TooMany extends RequestFailure {
  readonly status = 429;
}

/** It cannot be kept, because what room is left is needed for other things. */
export class NoRoom extends RequestFailure {
  readonly status = 507;
}
