import { createHash, createHmac, randomBytes, timingSafeEqual } from 'node:crypto';
import { isIPv6 } from 'node:net';
import type { Compte } from '#shared/contrats/acces/compte';
import { epochMs } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Source } from './etat';

// A browser that has signed in keeps a mark of it, which names nobody and opens nothing: what strangers fail at elsewhere does
// not keep it out (decision 0107).

const JOUR_MS = 86_400_000;
/** So long a mark is worth something; it is renewed at a sign-in once it has aged. */
export const MARQUE_JOURS = 180;
const NEUVE_JOURS = 30;
/** On a PC that several share. */
const MARQUES_MAX = 10;
const MARQUE = /^([0-9a-z]{1,9})-([0-9a-f]{16})-([\w-]{43})$/;

type Signataire = Pick<Compte, 'identifiant' | 'empreinte'>;

// Keyed by the hash of the password, which never leaves the server: a new password makes the former marks worthless.
const signer = (c: Signataire, jour: string, alea: string): string =>
  createHmac('sha256', c.empreinte).update(`poste connu ${c.identifiant} ${jour} ${alea}`).digest('base64url');

type Lue = { texte: string; alea: string; ageJours: number };

const marquesDe = (cookie: string | undefined): string[] =>
  (cookie ?? '')
    .split('.')
    .filter((x) => MARQUE.test(x))
    .slice(-MARQUES_MAX);

const lire = (c: Signataire | undefined, cookie: string | undefined, maintenant: Instant): Lue | undefined => {
  if (!c?.empreinte) return undefined;
  for (const texte of marquesDe(cookie)) {
    const [, jour = '', alea = '', signature = ''] = MARQUE.exec(texte) ?? [];
    // As text, in the same time be it right or wrong: four texts decode to the same bytes, and one alone was given out.
    if (!timingSafeEqual(Buffer.from(signer(c, jour, alea)), Buffer.from(signature))) continue;
    const ageJours = epochMs(maintenant) / JOUR_MS - Number.parseInt(jour, 36);
    if (ageJours < MARQUE_JOURS) return { texte, alea, ageJours };
  }
  return undefined;
};

/** The marks of a browser once this account has signed in there; undefined where they need not change. */
export const marquer = (c: Signataire, cookie: string | undefined, maintenant: Instant): string | undefined => {
  if (!c.empreinte) return undefined;
  const connue = lire(c, cookie, maintenant);
  if (connue && connue.ageJours < NEUVE_JOURS) return undefined;
  const jour = Math.floor(epochMs(maintenant) / JOUR_MS).toString(36);
  const alea = connue?.alea ?? randomBytes(8).toString('hex');
  const neuve = `${jour}-${alea}-${signer(c, jour, alea)}`;
  return [...marquesDe(cookie).filter((x) => x !== connue?.texte), neuve].slice(-MARQUES_MAX).join('.');
};

/** One machine, or one home: an IPv6 address is one of the many that its network (/64) gives it. */
const reseauDe = (adresse: string): string => {
  if (!isIPv6(adresse) || adresse.startsWith('::')) return adresse;
  const [gauche = [], droite = []] = adresse.split('::').map((x) => x.split(':'));
  const zeros = Math.max(0, 8 - gauche.length - droite.length);
  return [...gauche, ...Array<string>(zeros).fill('0'), ...droite].slice(0, 4).join(':');
};

/** Where a try on an account comes from: the browser where it is known to it, else the network. */
export const sourceDe = (
  c: Signataire | undefined,
  d: { identifiant: string; adresse: string; marques: string | undefined },
  maintenant: Instant,
): Source => {
  const connue = lire(c, d.marques, maintenant);
  if (connue) return { cle: `poste ${connue.alea}`, connue: true };
  // Hashed with the account: an address is not kept, and the same one elsewhere is not seen.
  const cle = createHash('sha256')
    .update(`${d.identifiant} ${reseauDe(d.adresse)}`)
    .digest('hex')
    .slice(0, 16);
  return { cle: `reseau ${cle}`, connue: false };
};
