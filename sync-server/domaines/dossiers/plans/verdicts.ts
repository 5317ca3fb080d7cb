import type { Antenne } from '#shared/contrats/commun';
import type { Correction, Verdict } from '#shared/contrats/corrections/correction';
import { idVerdict } from '#shared/contrats/ids';
import type { Avertissement, RefusLigne } from '#shared/formats/codec-lecture';
import { ajouterA } from '#shared/listes';
import type { Magasin } from '../../../store/lire';
import { clesType } from '../../../store/types';
import type { PlanCorrections } from './plan-corrections';

const parAntenne = (suivies: PlanCorrections['suivies']): Map<Antenne, PlanCorrections['suivies']> => {
  const resultat = new Map<Antenne, PlanCorrections['suivies']>();
  for (const s of suivies) {
    ajouterA(resultat, s.correction.antenne, s);
  }
  return resultat;
};

/** The judge speaks to who sees the visit; the sentences that quote it, or the row, are other ones in a report. */
const SANS_VALEUR: Readonly<Record<string, string>> = {
  MOTIF_INCONNU: 'ce motif n’est pas ou plus dans la liste : donnez-en un autre',
  HEURE_FUTURE: 'une heure de la visite suit l’instant de la correction : vérifiez l’heure et le jour',
  FIN_AVANT_DEBUT: 'le départ doit suivre l’arrivée',
  TROP_LONGUE: 'la visite durerait plus que la durée permise : vérifiez le jour et les heures',
};

const raisonDe = ({ refus }: Verdict): string =>
  (refus && (SANS_VALEUR[refus.code] ?? refus.message)) ?? 'correction refusée';

const enLigne = (ligne: number, c: Correction, v: Verdict): RefusLigne => ({
  ligne,
  colonne: 'id_correction',
  valeur: c.id,
  raison: raisonDe(v),
});

export type Jugement = { refus: RefusLigne[]; avertissements: Avertissement[] };

/** The rows whose correction the judge refused; those of a closed month, kept for the next complementary file [CO-5]. */
export const lireVerdictsDuFichier = async (m: Magasin, suivies: PlanCorrections['suivies']): Promise<Jugement> => {
  const refus: RefusLigne[] = [];
  const avertissements: Avertissement[] = [];
  for (const [antenne, liste] of parAntenne(suivies)) {
    const ids = liste.map(({ correction: c }) => idVerdict(c.date, c.id));
    const verdicts = await clesType(m, 'verdict', ids, { antenne });
    for (const [i, { ligne, correction }] of liste.entries()) {
      const verdict = verdicts[i];
      if (verdict?.decision === 'REFUSEE') refus.push(enLigne(ligne, correction, verdict));
      if (verdict?.decision === 'TARDIVE')
        avertissements.push({
          ligne,
          colonne: 'id_correction',
          raison: 'mois clos : correction tardive, gardée pour le prochain fichier complémentaire',
        });
    }
  }
  return { refus, avertissements };
};
