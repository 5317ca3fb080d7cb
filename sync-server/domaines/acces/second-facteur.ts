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

/** Makes the proposed secret the one that counts; the recovery codes, given once. */
export const confirmerSecondFacteur = (
  m: Magasin,
  { identifiant, session }: Demandeur,
  code: string,
  maintenant: Instant,
): Promise<Resultat<{ codes: string[] }>> => {
  const codes = Array.from({ length: NOMBRE_SECOURS }, inventerSecours);
  return changerAcces<Resultat<{ codes: string[] }>>(m, identifiant, (e) => {
    const propose = proposeA(e, session);
    if (propose === undefined)
      return { valeur: refuser('CODE', 'Aucun second facteur n’est proposé : recommencez depuis « Configurer ».') };
    const pas = pasDe(propose.secret, identifiant, code, maintenant);
    if (pas === undefined)
      return {
        valeur: refuser(
          'CODE',
          'Ce code n’est pas le bon. Vérifiez que l’heure du téléphone est juste, puis donnez le code suivant.',
        ),
      };
    const secours = codes.map(empreinteSecours);
    return {
      apres: { ...sansProposition(e), totp: { secret: propose.secret, dernierPas: pas }, secours },
      valeur: { ok: true, valeur: { codes } },
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
