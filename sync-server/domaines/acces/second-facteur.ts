import { createHash, randomBytes } from 'node:crypto';
import { Secret, TOTP } from 'otpauth';
import type { EtatAcces } from '#shared/contrats/acces/acces';
import { type Resultat, refuser } from '#shared/contrats/commun';
import { epochMs } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Magasin } from '../../store/lire';
import { changerAcces, sansProposition } from './etat';

const PERIODE_S = 30;
/** A telephone's clock is off by a step at most. */
const FENETRE = 1;
const NOMBRE_SECOURS = 10;
/** A page read again, an answer lost: the same session goes on for that long where it was. */
const REPRISE_MS = 10 * 60_000;

const totpDe = (secret: string, identifiant: string): TOTP =>
  new TOTP({ issuer: 'Paris domicile', label: identifiant, secret: Secret.fromBase32(secret), period: PERIODE_S });

const serrer = (code: string): string => code.replace(/[\s-]/g, '').toLowerCase();
const empreinteSecours = (code: string): string => createHash('sha256').update(serrer(code)).digest('hex');

/** The step of time that a code belongs to, or undefined where it is none. */
const pasDe = (secret: string, identifiant: string, code: string, maintenant: Instant): number | undefined => {
  const timestamp = epochMs(maintenant);
  const delta = totpDe(secret, identifiant).validate({ token: serrer(code), timestamp, window: FENETRE });
  return delta === null ? undefined : Math.floor(timestamp / 1_000 / PERIODE_S) + delta;
};

export type JugementCode = 'JUSTE' | 'FAUX' | 'REJOUE';

/** What a code makes of the state: a step is used once, and so is a recovery code. */
export const jugerCode = (
  e: EtatAcces,
  code: string,
  maintenant: Instant,
): { apres?: EtatAcces; valeur: JugementCode } => {
  if (!e.totp) return { valeur: 'FAUX' };
  const pas = pasDe(e.totp.secret, e.identifiant, code, maintenant);
  if (pas !== undefined) {
    if (pas <= e.totp.dernierPas) return { valeur: 'REJOUE' };
    return { apres: { ...e, totp: { ...e.totp, dernierPas: pas } }, valeur: 'JUSTE' };
  }
  const empreinte = empreinteSecours(code);
  if (!e.secours.includes(empreinte)) return { valeur: 'FAUX' };
  return { apres: { ...e, secours: e.secours.filter((s) => s !== empreinte) }, valeur: 'JUSTE' };
};

/** Who asks: what was shown to one session is not what another one confirms. */
type Demandeur = { identifiant: string; session: string };

/** What was shown to that session, however long ago. */
const proposeA = ({ totpPropose: p }: EtatAcces, session: string) =>
  typeof p === 'object' && p.session === session ? p : undefined;

const recent = (depuis: Instant, maintenant: Instant): boolean => epochMs(maintenant) - epochMs(depuis) < REPRISE_MS;

/**
 * A secret, shown with its address for the QR code; nothing is asked at sign-in before a code has confirmed it. The same for some
 * minutes to the same session: a page that is read again does not undo what the telephone has just taken.
 */
export const proposerSecondFacteur = (
  m: Magasin,
  { identifiant, session }: Demandeur,
  maintenant: Instant,
): Promise<{ secret: string; adresse: string; neuf: boolean }> => {
  const tire = new Secret({ size: 20 }).base32;
  return changerAcces(m, identifiant, (e) => {
    const sien = proposeA(e, session);
    const neuf = sien === undefined || !recent(sien.depuis, maintenant);
    const secret = neuf ? tire : sien.secret;
    const valeur = { secret, adresse: totpDe(secret, identifiant).toString(), neuf };
    return neuf ? { apres: { ...e, totpPropose: { secret, session, depuis: maintenant } }, valeur } : { valeur };
  });
};

/** Sixteen letters and digits that are not mistaken for others: as good as a key. */
const inventerSecours = (): string => {
  const lettres = 'abcdefghjkmnpqrstuvwxyz23456789';
  const tires = [...randomBytes(48)].filter((o) => o < 248).slice(0, 16);
  return tires.map((o, i) => `${i > 0 && i % 4 === 0 ? '-' : ''}${lettres[o % lettres.length]}`).join('');
};

const DEJA_ACTIF = refuser('CODE', 'Un second facteur est déjà actif : retirez-le d’abord.');
const CODE_FAUX = refuser(
  'CODE',
  'Ce code n’est pas le bon. Vérifiez que l’heure du téléphone est juste, puis donnez le code suivant.',
);
/** Wrong codes after which a confirmation is not taken up: it is no place to guess. */
const FAUTES_MAX = 5;

type Confirmation = Resultat<{ codes: string[]; repris: boolean }>;

/**
 * The same confirmation, sent again since its answer was lost: other recovery codes take the place of those that nobody has seen.
 * Where one has served, they have been seen. The code given then, or one that the telephone has shown since.
 */
const reprendre = (
  e: EtatAcces,
  { session, code, codes, maintenant }: { session: string; code: string; codes: string[]; maintenant: Instant },
): { apres?: EtatAcces; valeur: Confirmation } => {
  const confirme = e.totp?.confirme;
  if (!e.totp || confirme?.session !== session || !recent(confirme.le, maintenant)) return { valeur: DEJA_ACTIF };
  if (e.secours.length < NOMBRE_SECOURS || confirme.fautes >= FAUTES_MAX) return { valeur: DEJA_ACTIF };
  const pas = pasDe(e.totp.secret, e.identifiant, code, maintenant) ?? 0;
  const premier = totpDe(e.totp.secret, e.identifiant).generate({ timestamp: confirme.pas * PERIODE_S * 1_000 });
  if (pas <= e.totp.dernierPas && serrer(code) !== premier)
    return {
      apres: { ...e, totp: { ...e.totp, confirme: { ...confirme, fautes: confirme.fautes + 1 } } },
      valeur: CODE_FAUX,
    };
  return {
    apres: {
      ...e,
      totp: { ...e.totp, dernierPas: Math.max(pas, e.totp.dernierPas) },
      secours: codes.map(empreinteSecours),
    },
    valeur: { ok: true, valeur: { codes, repris: true } },
  };
};

/** Makes the proposed secret the one that counts; the recovery codes, given once. */
export const confirmerSecondFacteur = (
  m: Magasin,
  { identifiant, session }: Demandeur,
  code: string,
  maintenant: Instant,
): Promise<Confirmation> => {
  const codes = Array.from({ length: NOMBRE_SECOURS }, inventerSecours);
  return changerAcces<Confirmation>(m, identifiant, (e) => {
    if (e.totp) return reprendre(e, { session, code, codes, maintenant });
    const propose = proposeA(e, session);
    if (propose === undefined)
      return { valeur: refuser('CODE', 'Aucun second facteur n’est proposé : recommencez depuis « Configurer ».') };
    const pas = pasDe(propose.secret, identifiant, code, maintenant);
    if (pas === undefined) return { valeur: CODE_FAUX };
    const confirme = { session, le: maintenant, pas, fautes: 0 };
    const secours = codes.map(empreinteSecours);
    return {
      apres: { ...sansProposition(e), totp: { secret: propose.secret, dernierPas: pas, confirme }, secours },
      valeur: { ok: true, valeur: { codes, repris: false } },
    };
  });
};

/** Whether there was one. One that was only shown goes too. */
export const retirerSecondFacteur = (m: Magasin, identifiant: string): Promise<boolean> =>
  changerAcces(m, identifiant, (e) => {
    const { totp, ...reste } = sansProposition(e);
    if (totp) return { apres: { ...reste, secours: [] }, valeur: true };
    return e.totpPropose === undefined ? { valeur: false } : { apres: reste, valeur: false };
  });
