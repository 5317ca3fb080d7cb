import type { InventaireClos } from '#shared/contrats/cloture/cloture';
import type { Antenne, Resultat } from '#shared/contrats/commun';
import type { Instant, Mois } from '#shared/temps/types';
import type { Horloge } from '../../../ports/horloge';
import { refusRetard } from '../../../store/grappe/grappe';
import { refusInventaireFerme } from '../../../store/inventaire/pour-de-bon';
import { lireCloture } from '../../../store/lectures/clos';
import type { Magasin } from '../../../store/lire';
import { calculer } from '../clore/calculer';
import type { LigneInventaire } from './equilibrer';
import { comparer } from './exiger';
import { lireInventaire } from './lire';
import { manifesteInventaire } from './manifeste';
import type { PointagesPerdus } from './pointages';

export type PortsInventaire = { magasin: Magasin; horloge: Horloge; rattraper: () => Promise<void> };

export type InventaireDresse = {
  mois: Mois;
  /** When counting began, and the first month that is counted whole; absent: it has not begun. */
  ouvertLe?: Instant;
  complet: boolean;
  lignes: LigneInventaire[];
  /** Punches that no visit has, and that wait for nobody. */
  perdus: PointagesPerdus;
  /** What became of the punches: as the closing kept it, or as a closing now would. */
  antennes: { antenne: Antenne; clos: boolean; inventaire: InventaireClos | undefined }[];
  juste: boolean;
};

const RIEN = 'Rien n’a été compté.';

/**
 * The inventory of a month, and its balance; nothing is written but its opening, once. A copy that lags would be taken for a loss: a
 * node that is away keeps nobody from looking, as long as the others are the majority.
 */
export const dresserInventaire = async (
  p: PortsInventaire,
  c: { mois: Mois; antennes: readonly Antenne[] },
): Promise<Resultat<InventaireDresse>> => {
  const refus = (await refusRetard(p.magasin, RIEN)) ?? (await refusInventaireFerme(p, RIEN));
  if (refus) return refus;
  const lu = await lireInventaire(p.magasin, c.mois, c.antennes);
  await p.rattraper();
  const calcul = await calculer(p, c.mois, c.antennes);
  if (!calcul.ok) return calcul;
  const { retenues, cadre, aFiger } = calcul.valeur;
  const interventions = retenues.map((r) => r.intervention);
  const { equilibre, perdus } = await comparer(p.magasin, lu, interventions, cadre);
  const antennes: InventaireDresse['antennes'] = [];
  for (const antenne of c.antennes) {
    const cloture = await lireCloture(p.magasin, antenne, c.mois);
    const etats = aFiger.get(antenne)?.etats ?? [];
    const inventaire = cloture
      ? cloture.inventaire
      : await manifesteInventaire(p.magasin, { antenne, mois: c.mois }, { retenues, etats }, equilibre);
    antennes.push({ antenne, clos: cloture !== undefined, inventaire });
  }
  const depuis = await refusRetard(p.magasin, RIEN);
  if (depuis) return depuis;
  const { ouverture, complet, lignes } = equilibre;
  const juste = perdus.length === 0 && lignes.every((l) => l.egal);
  const ouvertLe = ouverture?.ouvertLe;
  return {
    ok: true,
    valeur: { mois: c.mois, ...(ouvertLe ? { ouvertLe } : {}), complet, lignes, perdus, antennes, juste },
  };
};
