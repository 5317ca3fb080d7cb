import type { FastifyReply } from 'fastify';
import type { Session } from '#shared/contrats/acces/compte';
import { ecartSecondes } from '#shared/temps/paris';
import type { Ouverture } from '../../../ports/acces';
import {
  attributsCookie,
  type Contexte,
  jetonDe,
  marquesDe,
  nomCookie,
  nomMarques,
} from '../../../socle/http/contexte';
import { ErreurHttp } from '../../../socle/http/reponses';
import { ENTREES, tracer } from '../../audit';
import { MARQUE_JOURS } from '../poste-connu';
import { rappelJusqua } from '../purger-sessions';

const NAVIGATEURS: readonly [RegExp, string][] = [
  [/Edg\//, 'Edge'],
  [/Firefox\//, 'Firefox'],
  [/Chrom(e|ium)\//, 'Chrome'],
  [/Safari\//, 'Safari'],
];
const SYSTEMES: readonly [RegExp, string][] = [
  [/Windows/, 'Windows'],
  [/Android/, 'Android'],
  [/iPhone|iPad/, 'iOS'],
  [/Mac OS X/, 'macOS'],
  [/Linux/, 'Linux'],
];

const trouver = (table: readonly [RegExp, string][], agent: string): string | undefined =>
  table.find(([motif]) => motif.test(agent))?.[1];

/** « Firefox sur Windows »: enough to know one's own devices again, and not more. */
export const nommerAppareil = (agent: string | undefined): string => {
  const [navigateur, systeme] = [trouver(NAVIGATEURS, agent ?? ''), trouver(SYSTEMES, agent ?? '')];
  return navigateur && systeme ? `${navigateur} sur ${systeme}` : (navigateur ?? systeme ?? 'Appareil inconnu');
};

/** It outlives the session, which alone opens anything: it is by it that the PC of a disabled account is known, and told. */
export const poserCookie = async (
  c: Contexte,
  reply: FastifyReply,
  o: { jeton: string; session: Session },
): Promise<void> => {
  // What it replaces was kept for this browser alone, which has it no more.
  const avant = jetonDe(c, reply.request);
  if (avant !== undefined && (await c.sessions.lire(avant)) === undefined) await c.sessions.fermer(avant);
  reply.setCookie(nomCookie(c), o.jeton, { ...attributsCookie(c), expires: new Date(rappelJusqua(o.session)) });
  const marques = await c.sessions.marquer(o.session.identifiant, marquesDe(c, reply.request));
  if (marques !== undefined)
    reply.setCookie(nomMarques(c), marques, { ...attributsCookie(c), maxAge: MARQUE_JOURS * 86_400 });
};

type Refusee = Exclude<Ouverture, { jeton: string }>;

const minutes = (secondes: number): string => {
  const n = Math.max(1, Math.ceil(secondes / 60));
  return n === 1 ? 'une minute' : `${n} minutes`;
};

/** [Accounts] Says why one is not let in, and keeps it: in the audit, and in the register where it is an attempt. */
export const refuserConnexion = async (
  c: Contexte,
  reply: FastifyReply,
  identifiant: string,
  refus: Refusee,
): Promise<ErreurHttp> => {
  const instant = c.horloge();
  // What was typed as an account may be a password: only accounts that exist are named.
  const connu = (await c.sessions.existe(identifiant)) ? identifiant : undefined;
  const auteur = connu ?? 'inconnu';
  if (typeof refus !== 'string') {
    const secondes = Math.ceil(ecartSecondes(instant, refus.verrouJusqua));
    reply.header('retry-after', Math.max(1, secondes));
    if (refus.neuf) {
      const verrouillage = ENTREES.VERROUILLAGE.ecrire.verrouille({ jusqua: refus.verrouJusqua });
      await tracer(c.magasin, { instant, auteur, ...verrouillage });
      c.registre.noter({ genre: 'VERROUILLAGE', compte: connu, objet: 'POST /api/session' });
    }
    return new ErreurHttp(
      'COMPTE_VERROUILLE',
      `Trop d’échecs : ce compte est verrouillé. Réessayez dans ${minutes(secondes)}, ou demandez à un administrateur de le déverrouiller.`,
    );
  }
  if (refus === 'CODE_REJOUE') c.registre.noter({ genre: 'CODE_REJOUE', compte: connu, objet: 'POST /api/session' });
  // A code that is asked for is no failure: the sign-in goes on.
  if (refus !== 'CODE_REQUIS')
    await tracer(c.magasin, { instant, auteur, ...ENTREES.CONNEXION_REFUSEE.ecrire.refusee({ raison: refus }) });
  const code = refus === 'DESACTIVE' ? 'COMPTE_DESACTIVE' : refus === 'CODE_REJOUE' ? 'CODE_FAUX' : refus;
  return new ErreurHttp(code);
};
