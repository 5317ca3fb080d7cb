import { type Consultation, LIMITE_CONSULTATIONS } from '#shared/contrats/administration';
import { EchecHttp, envoyer } from './api';
import { maintenant, maintenantMs } from './horloge';

// Who read which file, kept until the server has it: readings without network too. Ids only; wiped with the account's data.

const CLE = (identifiant: string): string => `tg.consultations.${identifiant}`;
/** The same file looked at again within that time is the same reading. */
const MEME_LECTURE_MS = 10 * 60_000;
/** Five days away, a hundred files an hour. */
const GARDEES_MAX = 5_000;
const ATTENTE_MS = 5_000;

const lire = (identifiant: string): Consultation[] => {
  try {
    const lues: unknown = JSON.parse(localStorage.getItem(CLE(identifiant)) ?? '[]');
    return Array.isArray(lues) ? (lues as Consultation[]) : [];
  } catch {
    return [];
  }
};
const ecrire = (identifiant: string, liste: readonly Consultation[]): void => {
  if (liste.length === 0) localStorage.removeItem(CLE(identifiant));
  else localStorage.setItem(CLE(identifiant), JSON.stringify(liste.slice(-GARDEES_MAX)));
};

const vues = new Map<string, number>();
let courant: string | undefined;
let minuteur: ReturnType<typeof setTimeout> | undefined;
let ecoute = false;
let envoi: Promise<void> | undefined;

const envoyerTout = async (identifiant: string): Promise<void> => {
  for (let liste = lire(identifiant); liste.length > 0; liste = lire(identifiant)) {
    const lot = liste.slice(0, LIMITE_CONSULTATIONS);
    try {
      await envoyer('/api/audit/consultations', { consultations: lot });
    } catch (e) {
      // What the server will never take must not hold back what follows; a silent or closed one is asked again later.
      if (!(e instanceof EchecHttp) || e.statut !== 400) return;
    }
    ecrire(identifiant, lire(identifiant).slice(lot.length));
  }
};

/** Sends what waits; one sending at a time. */
export const envoyerConsultations = (): Promise<void> => {
  if (courant === undefined) return Promise.resolve();
  envoi ??= envoyerTout(courant).finally(() => {
    envoi = undefined;
  });
  return envoi;
};

/** An usager's file is on the screen of this account. */
export const noterConsultation = (identifiant: string, usagerId: string): void => {
  if (courant !== identifiant) {
    courant = identifiant;
    vues.clear();
  }
  if (!ecoute) {
    ecoute = true;
    addEventListener('online', () => void envoyerConsultations());
  }
  const derniere = vues.get(usagerId);
  if (derniere !== undefined && maintenantMs() - derniere < MEME_LECTURE_MS) return;
  vues.set(usagerId, maintenantMs());
  ecrire(identifiant, [...lire(identifiant), { usagerId, instant: maintenant() }]);
  clearTimeout(minuteur);
  minuteur = setTimeout(() => void envoyerConsultations(), ATTENTE_MS);
};
