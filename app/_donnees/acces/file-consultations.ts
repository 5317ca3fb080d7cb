import { type Consultation, LIMITE_CONSULTATIONS } from '#shared/contrats/acces/administration';
import { instantDe } from '#shared/temps/paris';

/** The same file looked at again within that time is the same reading. */
export const MEME_LECTURE_MS = 10 * 60_000;
/** Five days away, a hundred files an hour. */
export const GARDEES_MAX = 5_000;

/** An usager's file, or the telephone number of an aide. */
export type Lue = { usagerId: string } | { intervenantId: string };

type Ports = {
  /** What waits for an account, as it was kept; nothing removes it. */
  lire: (identifiant: string) => string | null;
  ecrire: (identifiant: string, texte: string | undefined) => void;
  /** One batch of an account to the server, which has it, or will never take it; throws where it is silent or closed. */
  envoyer: (lot: readonly Consultation[], identifiant: string) => Promise<void>;
  /** One at a time among all tabs: they share the queue. */
  seul: (travail: () => Promise<void>) => Promise<void>;
  maintenantMs: () => number;
};

export type FileConsultations = {
  /** False where it is still the same reading. */
  noter: (identifiant: string, lue: Lue) => boolean;
  /** How many wait: the server does not have them. */
  enAttente: (identifiant: string) => number;
  /** Sends what waits; what cannot leave now stays. */
  envoyer: (identifiant: string) => Promise<void>;
};

/** Who read which file, kept until the server has it: readings without network too. Ids only. */
export const creerFile = (p: Ports): FileConsultations => {
  const vues = new Map<string, number>();

  /** Of this page, where the disk had no room for them. */
  const sansPlace = new Map<string, readonly Consultation[]>();

  const surDisque = (identifiant: string): Consultation[] => {
    try {
      const lues: unknown = JSON.parse(p.lire(identifiant) ?? '[]');
      return Array.isArray(lues) ? (lues as Consultation[]) : [];
    } catch {
      return [];
    }
  };
  const enMemoire = (identifiant: string): readonly Consultation[] => sansPlace.get(identifiant) ?? [];
  const lire = (identifiant: string): Consultation[] => [...surDisque(identifiant), ...enMemoire(identifiant)];
  const ecrire = (identifiant: string, liste: readonly Consultation[]): void =>
    p.ecrire(identifiant, liste.length === 0 ? undefined : JSON.stringify(liste.slice(-GARDEES_MAX)));

  const garder = (identifiant: string, lue: Consultation): void => {
    try {
      ecrire(identifiant, [...lire(identifiant), lue]);
      sansPlace.delete(identifiant);
    } catch {
      sansPlace.set(identifiant, [...enMemoire(identifiant), lue].slice(-GARDEES_MAX));
    }
  };

  const envoyerTout = async (identifiant: string): Promise<void> => {
    for (let liste = lire(identifiant); liste.length > 0; liste = lire(identifiant)) {
      const lot = liste.slice(0, LIMITE_CONSULTATIONS);
      const duDisque = Math.min(lot.length, surDisque(identifiant).length);
      try {
        await p.envoyer(lot, identifiant);
      } catch {
        return;
      }
      ecrire(identifiant, surDisque(identifiant).slice(duDisque));
      sansPlace.set(identifiant, enMemoire(identifiant).slice(lot.length - duDisque));
    }
  };

  return {
    noter: (identifiant, lue) => {
      const ici = p.maintenantMs();
      const cle = `${identifiant} ${'usagerId' in lue ? lue.usagerId : `intervenant:${lue.intervenantId}`}`;
      const derniere = vues.get(cle);
      if (derniere !== undefined && ici - derniere < MEME_LECTURE_MS) return false;
      vues.set(cle, ici);
      garder(identifiant, { ...lue, instant: instantDe(ici) });
      return true;
    },
    enAttente: (identifiant) => lire(identifiant).length,
    envoyer: async (identifiant) => {
      if (lire(identifiant).length > 0) await p.seul(() => envoyerTout(identifiant));
    },
  };
};
