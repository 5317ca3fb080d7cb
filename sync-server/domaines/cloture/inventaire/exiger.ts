import { ANTENNES, type Antenne, type Refusee, refuser } from '#shared/contrats/commun';
import type { TypeDocument } from '#shared/documents/registre';
import type { Mois } from '#shared/temps/types';
import { direCompte } from '../../../store/inventaire/mots';
import type { Magasin } from '../../../store/lire';
import { lotsEnSouffrance } from '../../../store/lots';
import type { Calcul } from '../clore/calculer';
import { type Equilibre, equilibrer } from './equilibrer';
import { lireInventaire } from './lire';
import { pointagesPerdus } from './pointages';

const ou = (antenne: Antenne | undefined): string => (antenne ? ANTENNES[antenne].libelle : 'Tout le service');

type ADire = { antenne?: Antenne | undefined; type: TypeDocument; recus: number; lus: number };

export const direLigne = ({ antenne, type, recus, lus }: ADire): string =>
  `${ou(antenne)} : ${direCompte(type, recus, lus)}${recus === lus ? ', mais ce ne sont pas les mêmes' : ''}`;

const DITES = 6;

/** `rien`: what was not done, as a sentence. */
export const refusInventaire = (differences: readonly string[], rien: string): Refusee => {
  const reste = differences.length - DITES;
  const dites = [...differences.slice(0, DITES), ...(reste > 0 ? [`et ${reste} autres`] : [])];
  return refuser(
    'INVENTAIRE',
    `L’inventaire ne tombe pas juste. ${dites.join(' ; ')}. ${rien} Prévenez l’exploitant : « telegestion inventaire » dit tout, et le runbook « inventaire » que faire.`,
  );
};

export type Demande = { mois: Mois; antennes: readonly Antenne[]; rien: string };

/**
 * Whoever counts a month for good reads its inventory before all else, then what it counts, and then compares: what comes meanwhile is
 * in neither. `verifier` gives the balance, or the refusal that names what differs.
 */
export const ouvrirControle = async (
  m: Magasin,
  d: Demande,
): Promise<{ verifier: (calcul: Pick<Calcul, 'retenues' | 'cadre'>) => Promise<Equilibre | Refusee> }> => {
  const lu = await lireInventaire(m, d.mois, d.antennes);
  return {
    verifier: async ({ retenues, cadre }) => {
      const equilibre = await equilibrer(m, lu);
      const interventions = retenues.map((r) => r.intervention);
      const perdus = cadre.perimetre ? [] : await pointagesPerdus(m, lu, interventions, (id) => cadre.usagers.get(id));
      const differences = [
        ...equilibre.lignes.filter((l) => !l.egal).map(direLigne),
        ...perdus.map((p) => direLigne({ ...p, type: 'pointage' })),
      ];
      if (differences.length === 0) return equilibre;
      if (await lotsEnSouffrance(m))
        return refuser('IMPORT_EN_COURS', `Un import est en cours. ${d.rien} Attendez sa fin, puis réessayez.`);
      return refusInventaire(differences, d.rien);
    },
  };
};
