import type { FastifyRequest } from 'fastify';

/** A trial or a demonstration on one machine is reached there by whatever port. */
const ICI = /^http:\/\/(localhost|127(\.\d{1,3}){3}|\[::1\])(:\d+)?$/;
const SANS_NOM = /^(localhost|\d{1,3}(\.\d{1,3}){3}|\[[0-9a-f:.]+\])$/;

/** What a PC or a telephone has kept is sent by these, and whoever has to be signed in for that signs in, and says what they read; all else is of the new name. */
const REND = /^\/(replication\/|api\/(session|pointer|audit\/consultations)(\/|\?|$))/;

type Origines = { origine: string | undefined; anciennesOrigines?: readonly string[] | undefined };

/**
 * A page of a name that the extranet had: of ours as long as it is to that very name that it speaks, whose cookies are its own. A page of
 * a former name that someone else has now speaks to them, or to another name than its own, and is refused as any other.
 */
const deLAncienNom = (req: FastifyRequest, recue: string, anciennes: readonly string[] = []): boolean =>
  anciennes.includes(recue) && new URL(recue).host === req.headers.host && REND.test(req.url);

/** Beside SameSite=Strict: whatever changes something must come from our own pages. */
export const origineAttendue = (req: FastifyRequest, { origine, anciennesOrigines }: Origines): boolean => {
  const recue = req.headers.origin;
  const site = req.headers['sec-fetch-site'];
  if (recue === undefined || (site !== undefined && site !== 'same-origin')) return false;
  if (recue === origine || deLAncienNom(req, recue, anciennesOrigines)) return true;
  if (origine !== undefined && !ICI.test(origine)) return false;
  // Without a public address, this machine or its bare address: a name may have been made to point here by anyone.
  const hote = URL.canParse(recue) ? new URL(recue) : undefined;
  return hote !== undefined && hote.host === req.headers.host && SANS_NOM.test(hote.hostname);
};
