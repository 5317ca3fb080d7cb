import type { Antenne, Resultat } from '#shared/contrats/commun';
import type { Retenue } from '#shared/domain/types';
import type { Mois } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import { lireEtatsClos } from '../../../store/lectures/clos';
import type { Magasin } from '../../../store/lire';
import type { AVoir } from '../retenir/a-voir';
import { type Cadre, lireCadre } from '../retenir/cadre';
import { ouvrirReprise } from '../retenir/complements';
import { calculerMois } from '../retenir/etats';
import { perimetreDe } from '../retenir/perimetre';
import { lireRemuants, type Remuants } from '../retenir/remuants';
import { noterTenues } from '../retenir/tenues';
import type { AFiger } from './ecrire';
import { compterIncompletes, type Incomplet } from './incompletes';

type PortsCalcul = { magasin: Magasin; horloge: Horloge; progres?: (texte: string) => void };

export type Calcul = {
  cadre: Cadre;
  remuants: Remuants;
  retenues: readonly Retenue[];
  aFiger: Map<Antenne, AFiger>;
  incompletes: Map<Antenne, Map<Incomplet, number>>;
  /** [CL-4] Of the months closed before: what came since, and is paid by nobody as it stands. */
  aVoir: Map<Antenne, AVoir[]>;
  acceptees: ReadonlySet<string>;
};

/** The months closed before, oldest first, then this one on what they leave, then those that were closed ahead of it [FI-6]. */
export const calculer = async (
  p: PortsCalcul,
  mois: Mois,
  aClore: readonly Antenne[],
  o: { /** Nothing will be frozen: only what bears on these antennas is read. */ aLire?: true } = {},
): Promise<Resultat<Calcul>> => {
  const lu = await lireCadre(p.magasin, p.horloge());
  if (!lu.ok) return lu;
  const cadre = lu.valeur;
  const remuants = await lireRemuants(cadre, mois, aClore);
  if (o.aLire) cadre.perimetre = perimetreDe(cadre, aClore, [mois, ...remuants.mois]);
  const reprise = ouvrirReprise(cadre, mois, aClore, remuants);
  if (remuants.mois.size > 0) p.progres?.('Corrections tardives des mois clos…');
  await reprise.reprendre(undefined, mois);
  p.progres?.('Calcul des heures retenues et de la ventilation…');
  const { retenues, parAntenne, acceptees, tenues } = await calculerMois(cadre, mois, aClore);
  for (const a of aClore) noterTenues(cadre, a, mois, tenues);
  const clos = await lireEtatsClos(cadre.m, cadre.passe, mois, cadre.perimetre);
  cadre.consommations.set(
    mois,
    Promise.resolve({ etats: [...clos.etats, ...[...parAntenne.values()].flat()], plafonds: clos.plafonds }),
  );
  await reprise.reprendre(mois, undefined);
  return {
    ok: true,
    valeur: {
      cadre,
      remuants,
      acceptees,
      retenues,
      aFiger: new Map(
        aClore.map((a) => [a, { etats: parAntenne.get(a) ?? [], complements: reprise.complements(a) }] as const),
      ),
      aVoir: new Map(aClore.map((a) => [a, reprise.aVoir(a)])),
      incompletes: new Map(aClore.map((a) => [a, compterIncompletes(retenues, mois, a)])),
    },
  };
};
