import { antenneSchema } from '../../contrats/commun';
import { libelleAntenne } from '../../domain/antenne/registre';
import { sommer } from '../../domain/chiffres/visite';
import { grouperPar } from '../../listes';
import { NOMS_POINTAGES, type Pointages, type UsagerAgrege } from '../agregat';
import { ecrireCle, type Selection } from '../cle';
import * as c from '../colonnes';
import type { LigneEtat } from '../contrat';
import type { Calcul, Etat, Matiere, Tranche } from '../matiere';
import * as p from '../parametres';
import { parNom, valeurTaux } from './activite';

/** [RG] What was punched and what was created together: the one denominator of all the rates that are not of the incomplete calls. */
const toutes = (p: Pointages): number => p.pointees + p.creees;

/** [RG] The four rates of a count. */
const taux = (p: Pointages): Record<'tauxIncompletes' | 'taux' | 'tauxToutes' | 'tauxCreees', number | null> => ({
  tauxIncompletes: valeurTaux(p.incompletes, toutes(p)),
  taux: valeurTaux(p.corrigees, p.incompletes),
  tauxToutes: valeurTaux(p.toutesCorrigees, toutes(p)),
  tauxCreees: valeurTaux(p.creees, toutes(p)),
});

type Vue = 'antenne' | 'mois' | 'intervenant' | 'usager';
const PAR: Record<
  Vue,
  (t: Tranche, u: UsagerAgrege, p: UsagerAgrege['pointages'][number]) => Selection & { valeur: string }
> = {
  antenne: (t) => ({ antenne: t.antenne, valeur: t.antenne }),
  mois: (t) => ({ mois: t.mois, valeur: t.mois }),
  intervenant: (_t, _u, p) => ({ intervenant: p.intervenantId, valeur: p.intervenantId }),
  usager: (_t, u) => ({ usager: u.usagerId, valeur: u.usagerId }),
};

const estVue = (v: string | undefined): v is Vue => v !== undefined && v in PAR;

const calculer = (m: Matiere): Calcul => {
  const vue: Vue = estVue(m.demande.vue) ? m.demande.vue : 'antenne';
  const cellules = m.tranches.flatMap((t) =>
    t.usagers.flatMap((u) => u.pointages.map((p) => ({ ...PAR[vue](t, u, p), chiffres: p }))),
  );
  const DIRE: Record<Vue, (v: string) => string> = {
    antenne: (v) => libelleAntenne(antenneSchema.parse(v)),
    mois: (v) => v,
    intervenant: m.nomIntervenant,
    usager: m.nomUsager,
  };
  const somme = (siennes: readonly { chiffres: Pointages }[]): Pointages =>
    sommer(
      NOMS_POINTAGES,
      siennes.map((c) => c.chiffres),
    );
  const lignes = [...grouperPar(cellules, ({ valeur: _, chiffres: __, ...s }) => ecrireCle(s))].map(
    ([cle, siennes]): LigneEtat => {
      const p = somme(siennes);
      const nom = DIRE[vue](siennes[0]?.valeur ?? '');
      return { cle, valeurs: { [vue]: nom, ...p, toutes: toutes(p), ...taux(p) }, detail: true };
    },
  );
  return {
    colonnes: [
      vue,
      ...['incompletes', 'toutes', 'tauxIncompletes', 'corrigees', 'taux', 'toutesCorrigees', 'tauxToutes'],
      ...['creees', 'tauxCreees', 'pointees', 'sansTelephone', 'sansTelegestion'],
    ],
    lignes: lignes.sort((x, y) => parNom([String(x.valeurs[vue]), x.cle], [String(y.valeurs[vue]), y.cle])),
    totaux: taux(somme(cellules)),
    graphique:
      vue === 'mois'
        ? { genre: 'courbe', axe: 'mois', series: ['tauxIncompletes', 'taux', 'tauxToutes', 'tauxCreees'] }
        : vue === 'antenne'
          ? { genre: 'barres', axe: 'antenne', series: ['incompletes', 'corrigees'] }
          : undefined,
  };
};

/** [RG] Each rate with its numerator and its denominator beside it. */
export const TAUX_CORRECTION: Etat = {
  id: 'taux-correction',
  titre: 'Taux de correction des appels incomplets',
  description:
    'Les interventions incomplètes et celles qui ont été corrigées ou supprimées, toutes les corrections, et les visites créées sans aucun pointage ; les taux sont sur toutes les interventions, pointées et créées, sauf celui de correction, qui est sur les incomplètes. Une intervention en cours n’y est pas encore, une visite complète supprimée n’y est plus ; les usagers sans télégestion sont comptés à part. Pointée sans téléphone : son premier pointage vient du lien d’une aide ou de la feuille d’un domicile.',
  periodes: p.TOUTES_PERIODES,
  parametres: [
    p.presentation({
      antenne: 'Par antenne',
      mois: 'Par mois',
      intervenant: 'Par aide à domicile',
      usager: 'Par usager',
    }),
  ],
  colonnes: [
    c.texte('antenne', 'Antenne'),
    c.mois('mois', 'Mois'),
    c.INTERVENANT,
    c.USAGER,
    c.nombre('incompletes', 'Incomplètes'),
    c.nombre('toutes', 'Toutes (pointées et créées)'),
    c.taux('tauxIncompletes', 'Incomplètes / toutes'),
    c.nombre('corrigees', 'Incomplètes corrigées'),
    c.taux('taux', 'Taux de correction'),
    c.nombre('toutesCorrigees', 'Toutes corrigées'),
    c.taux('tauxToutes', 'Corrigées / toutes'),
    c.nombre('creees', 'Créées sans pointage'),
    c.taux('tauxCreees', 'Créées / toutes'),
    c.nombre('pointees', 'Dont pointées'),
    c.nombre('sansTelephone', 'Dont pointées sans téléphone'),
    c.nombre('sansTelegestion', 'Visites sans télégestion (à part)'),
  ],
  besoins: () => [],
  calculer,
};
