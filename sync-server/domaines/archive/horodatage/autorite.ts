import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { type Resultat, refuser } from '#shared/contrats/commun';
import type { Instant } from '#shared/temps/types';
import { demandeHorodatage, jugerHorodatage, lireCertificats } from './jeton';

/** `url`: any authority that answers by HTTP [RFC 3161, 3.4]; `ca`: a PEM file of those that are trusted. */
export type ReglagesHorodatage = { url: string; ca: string };

const ATTENTE_MS = 20_000;
/** An answer is a few thousand bytes; beyond that, it is something else. */
const TAILLE_MAX = 1 << 20;

/** Asks for a time-stamp of these bytes; nothing is kept of an answer that does not prove it. */
export type Autorite = {
  horodater: (donnees: Uint8Array) => Promise<Resultat<{ reponse: Uint8Array; instant: Instant }>>;
  /** Judges again an answer that was kept. */
  juger: (reponse: Uint8Array, donnees: Uint8Array) => Promise<Resultat<{ instant: Instant }>>;
};

const demander = async (url: string, demande: Uint8Array): Promise<Resultat<Uint8Array>> => {
  try {
    const r = await fetch(url, {
      method: 'POST',
      headers: { 'content-type': 'application/timestamp-query', accept: 'application/timestamp-reply' },
      body: Buffer.from(demande),
      redirect: 'error',
      signal: AbortSignal.timeout(ATTENTE_MS),
    });
    if (!r.ok) return refuser('INJOIGNABLE', `L’autorité d’horodatage répond ${r.status}.`);
    const octets = new Uint8Array(await r.arrayBuffer());
    return octets.length > TAILLE_MAX
      ? refuser('ILLISIBLE', 'La réponse de l’autorité d’horodatage n’est pas lisible.')
      : { ok: true, valeur: octets };
  } catch {
    return refuser('INJOIGNABLE', 'L’autorité d’horodatage ne répond pas.');
  }
};

export const ouvrirAutorite = ({ url, ca }: ReglagesHorodatage): Autorite => {
  const racines = async () => lireCertificats(await readFile(ca, 'utf8').catch(() => ''));
  const sansRacine = refuser(
    'CERTIFICAT',
    `Aucun certificat lisible dans « ${ca} » : donnez dans HORODATAGE_CA celui de l’autorité d’horodatage.`,
  );
  return {
    horodater: async (donnees) => {
      const admises = await racines();
      if (admises.length === 0) return sansRacine;
      // A positive integer whose first byte is never zero: it is written as it is read.
      const nonce = randomBytes(16);
      nonce[0] = 0x40 | (nonce.readUInt8(0) & 0x3f);
      const reponse = await demander(url, demandeHorodatage(donnees, nonce));
      if (!reponse.ok) return reponse;
      const juge = await jugerHorodatage(reponse.valeur, { donnees, nonce, racines: admises });
      return juge.ok ? { ok: true, valeur: { reponse: reponse.valeur, instant: juge.valeur.instant } } : juge;
    },
    juger: async (reponse, donnees) => {
      const admises = await racines();
      return admises.length === 0 ? sansRacine : jugerHorodatage(reponse, { donnees, racines: admises });
    },
  };
};

/** The authority of the settings; both of them, or none. */
export const autoriteDe = (c: {
  HORODATAGE_URL: string | undefined;
  HORODATAGE_CA: string | undefined;
}): Autorite | undefined =>
  c.HORODATAGE_URL === undefined ? undefined : ouvrirAutorite({ url: c.HORODATAGE_URL, ca: c.HORODATAGE_CA ?? '' });
