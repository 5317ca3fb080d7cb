import { type Consultation, LIMITE_CONSULTATIONS } from '#shared/contrats/administration';
import { instantDe } from '#shared/temps/paris';

/** The same file looked at again within that time is the same reading. */
export const MEME_LECTURE_MS = 10 * 60_000;
/** Five days away, a hundred files an hour. */
export const GARDEES_MAX = 5_000;

type Ports = {
  /** What waits for an account, as it was kept; nothing removes it. */
  lire: (identifiant: string) => string | null;
  ecrire: (identifiant: string, texte: string | undefined) => void;
  /** One batch to the server, which has it, or will never take it; throws where it is silent or closed. */
  envoyer: (lot: readonly Consultation[]) => Promise<void>;
  /** One at a time among all tabs: they share the queue. */
  seul: (travail: () => Promise<void>) => Promise<void>;
  maintenantMs: () => number;
};

export type FileConsultations = {
  /** False where it is still the same reading. */
  noter: (identifiant: string, usagerId: string) => boolean;
  /** Sends what waits; what cannot leave now stays. */
  envoyer: (identifiant: string) => Promise<void>;
};

/** Who read which file, kept until the server has it: readings without network too. Ids only. */
export const creerFile = (p: Ports): FileConsultations => {
  const vues = new Map<string, number>();

  const lire = (identifiant: string): Consultation[] => {
    try {
      const lues: unknown = JSON.parse(p.lire(identifiant) ?? '[]');
      return Array.isArray(lues) ? (lues as Consultation[]) : [];
    } catch {
      return [];
    }
  };
  const ecrire = (identifiant: string, liste: readonly Consultation[]): void =>
    p.ecrire(identifiant, liste.length === 0 ? undefined : JSON.stringify(liste.slice(-GARDEES_MAX)));

  const envoyerTout = async (identifiant: string): Promise<void> => {
    for (let liste = lire(identifiant); liste.length > 0; liste = lire(identifiant)) {
      const lot = liste.slice(0, LIMITE_CONSULTATIONS);
      try {
        await p.envoyer(lot);
      } catch {
        return;
      }
      ecrire(identifiant, lire(identifiant).slice(lot.length));
    }
  };

  return {
    noter: (identifiant, usagerId) => {
      const ici = p.maintenantMs();
      const cle = `${identifiant} ${usagerId}`;
      const derniere = vues.get(cle);
      if (derniere !== undefined && ici - derniere < MEME_LECTURE_MS) return false;
      vues.set(cle, ici);
      ecrire(identifiant, [...lire(identifiant), { usagerId, instant: instantDe(ici) }]);
      return true;
    },
    envoyer: async (identifiant) => {
      if (lire(identifiant).length > 0) await p.seul(() => envoyerTout(identifiant));
    },
  };
};
