import { ecrireCle } from '../cle';
import * as c from '../colonnes';
import type { LigneEtat } from '../contrat';
import type { Calcul, Etat, Matiere } from '../matiere';
import * as p from '../parametres';
import { activiteVide, compterVisites, moyenne, parNom, repartir, valeursActivite } from './activite';

const calculer = ({ tranches, nomIntervenant }: Matiere): Calcul => {
  const { de, groupes } = repartir(activiteVide);
  const tout = activiteVide();
  for (const u of tranches.flatMap((t) => t.usagers)) {
    for (const v of u.visites) {
      compterVisites(de(v.intervenantId), u.usagerId, v);
      compterVisites(tout, u.usagerId, v);
    }
    for (const x of u.complements) de(x.intervenantId).regularisees += x.minutes;
  }
  const lignes = [...groupes]
    .filter(([, a]) => a.visites > 0 || a.regularisees !== 0)
    .map(([id, a]): LigneEtat => {
      const {
        usagers = null,
        visites = null,
        brutes = null,
        reelles = null,
        duree = null,
        complementaires = null,
        facturees = null,
      } = valeursActivite(a);
      return {
        cle: ecrireCle({ intervenant: id }),
        valeurs: {
          intervenant: nomIntervenant(id),
          intervenantId: id,
          usagers,
          visites,
          brutes,
          reelles,
          duree,
          complementaires,
          facturees,
          moyenne: moyenne(a.duree, a.visites),
          regularisees: a.regularisees,
        },
        detail: true,
      };
    });
  return {
    colonnes: [
      'intervenant',
      'intervenantId',
      'usagers',
      'visites',
      'brutes',
      'reelles',
      'duree',
      'complementaires',
      'facturees',
      'moyenne',
      'regularisees',
    ],
    lignes: lignes.sort((x, y) =>
      parNom([String(x.valeurs.intervenant), x.cle], [String(y.valeurs.intervenant), y.cle]),
    ),
    totaux: { usagers: tout.usagers.size, moyenne: moyenne(tout.duree, tout.visites) },
  };
};

export const HEURES_INTERVENANTS: Etat = {
  id: 'heures-intervenants',
  titre: 'Heures réalisées par aide à domicile',
  description:
    'Les heures de chaque aide, telles que pointées, retenues et arrondies, ses visites et les usagers chez qui elle est allée.',
  periodes: p.TOUTES_PERIODES,
  parametres: [p.INTERVENANT],
  colonnes: [
    c.INTERVENANT,
    c.INTERVENANT_ID,
    c.nombreSeul('usagers', 'Usagers'),
    c.VISITES,
    c.BRUTES,
    c.REELLES,
    c.ARRONDIES,
    c.COMPLEMENTAIRES,
    c.FACTUREES,
    c.minutesSeules('moyenne', 'Moyenne par visite'),
    c.REGULARISEES,
  ],
  besoins: () => [],
  calculer,
};
