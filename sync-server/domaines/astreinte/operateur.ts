import type { MessageAstreinte } from '#shared/contrats/exploitation/message-astreinte';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import type { Avis, Messager, Remise } from '../../ports/messager';

// [AL-7] The operator during one pass of the watch: what does not answer is not asked again and again, for who comes after waits.

/** The operator's clock may differ from ours. */
const MARGE_S = 120;
/** Questions left without an answer in one pass; no more is asked then. */
const SILENCES_MAX = 3;

export type Operateur = {
  /** Undefined: no more is given to it in this pass, for it did not take the last one, or its answer is not known. */
  envoyer: (mobile: string, texte: string) => Promise<Remise | undefined>;
  muet: () => boolean;
  avis: (uuid: string) => Promise<Avis | undefined>;
  /**
   * The operator's name for a message of which the answer is not known. `ABSENT`: it is not there, or fewer are there than there are such
   * messages for that number, and nobody can say whose they are. Undefined: it does not answer.
   */
  retrouver: (x: MessageAstreinte) => Promise<{ uuid: string } | 'ABSENT' | undefined>;
};

type Trouves = { inconnus: string[]; suffisent: boolean };

export const ouvrirOperateur = (messager: Messager, messages: readonly MessageAstreinte[]): Operateur => {
  const connus = new Set(messages.flatMap((x) => x.uuid ?? []));
  const listes = new Map<string, Promise<Trouves | undefined>>();
  let muet = false;
  let silences = 0;

  const demander = async <T>(question: () => Promise<T | undefined>): Promise<T | undefined> => {
    if (silences >= SILENCES_MAX) return undefined;
    const r = await question();
    if (r === undefined) silences += 1;
    return r;
  };
  const chercher = async (mobile: string): Promise<Trouves | undefined> => {
    const tentes = messages.flatMap((x) => (x.etat === 'TENTE' && x.mobile === mobile ? (x.tenteLe ?? []) : [])).sort();
    const [premier] = tentes;
    if (premier === undefined) return undefined;
    const depuis: Instant = instantDe(epochMs(premier) - MARGE_S * 1_000);
    const pris = await demander(() => messager.chercher(mobile, depuis));
    if (!pris) return undefined;
    // The last ones are listed first.
    const inconnus = pris.filter((u) => !connus.has(u)).reverse();
    return { inconnus, suffisent: inconnus.length >= tentes.length };
  };

  return {
    envoyer: async (mobile, texte) => {
      if (muet) return undefined;
      const remise = await messager.envoyer(mobile, texte);
      if (remise.etat === 'PRIS') connus.add(remise.uuid);
      muet = remise.etat === 'INCONNU' || remise.etat === 'PLUS_TARD';
      return remise;
    },
    muet: () => muet,
    avis: (uuid) => demander(() => messager.avis(uuid)),
    retrouver: async ({ mobile }) => {
      const liste = listes.get(mobile) ?? chercher(mobile);
      listes.set(mobile, liste);
      const lus = await liste;
      const uuid = lus?.suffisent ? lus.inconnus.shift() : undefined;
      return lus && (uuid === undefined ? 'ABSENT' : { uuid });
    },
  };
};
