import type { PosteEnRetard } from '#shared/contrats/cloture/bilan-cloture';
import type { Antenne } from '#shared/contrats/commun';
import { BASE_CENTRALE } from '#shared/contrats/ids';
import type { Poste } from '#shared/contrats/store/poste';
import { ecartSecondes } from '#shared/temps/paris';
import type { Instant } from '#shared/temps/types';
import { poser, sansReponse } from '../../../store/ecrire';
import type { Magasin } from '../../../store/lire';
import { plageType } from '../../../store/types';

/** Written again when what waits changes, or after so long: a PC synchronises at each change. */
const NOTE_S = 240;
/** Silent for so long, it may have been working alone. */
const RETARD_S = 86_400;
/** Beyond, it is no longer a PC of the antenna: its session has ended long ago, and it said that nothing waited. */
const OUBLI_S = 60 * 86_400;

export type SuiviPostes = {
  /** `attente` absent: it lives, and says nothing of what waits. */
  noter: (
    p: { antenne: Antenne; poste: string; identifiant: string; attente?: number | undefined },
    maintenant: Instant,
  ) => void;
};

export const suivrePostes = (m: Magasin): SuiviPostes => {
  const vus = new Map<string, { vuLe: Instant; attente: number | undefined }>();
  const ecrire = async (doc: Omit<Poste, 'attente'>, attente: number | undefined): Promise<void> => {
    const voulu = (connu: Poste | undefined): Poste => ({ ...doc, attente: attente ?? connu?.attente ?? 0 });
    sansReponse(await poser<Poste>(m, BASE_CENTRALE, doc._id, voulu));
  };
  return {
    noter: ({ antenne, poste, identifiant, attente }, maintenant) => {
      const _id = `poste:${antenne}:${poste}:${identifiant}`;
      const vu = vus.get(_id);
      const dit = attente !== undefined && attente !== vu?.attente;
      if (vu && !dit && ecartSecondes(vu.vuLe, maintenant) < NOTE_S) return;
      vus.set(_id, { vuLe: maintenant, attente: attente ?? vu?.attente });
      // A store that is away: it will say so again.
      ecrire({ _id, type: 'poste', antenne, poste, identifiant, vuLe: maintenant }, attente).catch(() =>
        vus.delete(_id),
      );
    },
  };
};

/** PCs of the antenna that have work which they said is unsent, or of which nothing was heard for a day, the longest silence first. */
export const lirePostesEnRetard = async (
  m: Magasin,
  antenne: Antenne,
  maintenant: Instant,
  nomDe: (identifiant: string) => string,
): Promise<PosteEnRetard[]> => {
  const postes = await plageType(m, 'poste', {}, { de: `${antenne}:`, avant: `${antenne};` });
  return postes
    .filter((p) => {
      const silence = ecartSecondes(p.vuLe, maintenant);
      return p.attente > 0 || (silence >= RETARD_S && silence < OUBLI_S);
    })
    .sort((a, b) => (a.vuLe < b.vuLe ? -1 : 1))
    .map((p) => ({ poste: p.poste, nom: nomDe(p.identifiant), vuLe: p.vuLe, attente: p.attente }));
};
