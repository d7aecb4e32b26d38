import { z } from 'zod';

/** Every person and body of the demonstration says of itself that it does not exist. */
export const Invented = z.literal(true, {
  error: 'must be true: everything in the story is invented',
});

/** An address that can never receive mail: `.example` is reserved for documentation (RFC 2606). */
export const InventedEmail = z
  .string()
  .regex(/^[a-z0-9.-]+@[a-z0-9-]+\.demonstration\.example$/, 'must end in .demonstration.example');

/** Numbers that Ofcom keeps for drama, so that nobody is ever rung. */
export const InventedPhone = z
  .string()
  .regex(/^(01632 960\d{3}|07700 900\d{3})$/, 'must be 01632 960xxx or 07700 900xxx');
