import { ecrireCle } from '../cle';
import * as c from '../colonnes';
import type { LigneEtat } from '../contrat';
import type { Calcul, Etat, Matiere } from '../matiere';
import { DISPOSITIFS_EN_MOTS } from '../mots';
import * as p from '../parametres';
import { moyenne, parNom, repartir } from './activite';

const SEPARATEUR = '\n';

const calculer = ({ tranches, demande, nomUsager, financeur }: Matiere): Calcul => {
  const parPersonne = demande.vue === 'usager';
  const { de, groupes } = repartir(() => ({ usagers: new Set<string>(), visites: 0, minutes: 0, regularisees: 0 }));
  const tous = new Set<string>();
  for (const u of tranches.flatMap((t) => t.usagers)) {
    const groupe = (code: string) => de([code, parPersonne ? u.usagerId : ''].join(SEPARATEUR));
    for (const p of u.parts) {
      const g = groupe(p.codeFinanceur);
      g.usagers.add(u.usagerId);
      tous.add(u.usagerId);
      g.visites += p.visites;
      g.minutes += p.minutes;
    }
    for (const x of u.complements) groupe(x.codeFinanceur).regularisees += x.minutes;
  }
  const utiles = [...groupes].filter(([, g]) => g.visites > 0 || g.regularisees !== 0);
  const lignes = utiles.map(([cle, g]): LigneEtat => {
    const [code = '', usager = ''] = cle.split(SEPARATEUR);
    const { libelle, dispositif } = financeur(code);
    return {
      cle: ecrireCle({ financeur: code, ...(parPersonne ? { usager } : {}) }),
      valeurs: {
        financeur: libelle,
        dispositif: dispositif === undefined ? null : DISPOSITIFS_EN_MOTS[dispositif],
        ...(parPersonne
          ? { usager: nomUsager(usager), usagerId: usager }
          : { usagers: g.usagers.size, moyenne: moyenne(g.minutes, g.usagers.size) }),
        visites: g.visites,
        minutes: g.minutes,
        regularisees: g.regularisees,
      },
      detail: true,
    };
  });
  const minutes = [...groupes.values()].reduce((n, g) => n + g.minutes, 0);
  const rang = (l: LigneEtat): [string, string] => [`${l.valeurs.financeur} ${l.valeurs.usager ?? ''}`, l.cle];
  return {
    colonnes: parPersonne
      ? ['financeur', 'dispositif', 'usager', 'usagerId', 'visites', 'minutes', 'regularisees']
      : ['financeur', 'dispositif', 'usagers', 'visites', 'minutes', 'moyenne', 'regularisees'],
    lignes: lignes.sort((x, y) => parNom(rang(x), rang(y))),
    // A usager of two funders is one usager, and a visit that two funders share one visit.
    totaux: parPersonne ? {} : { usagers: tous.size, moyenne: moyenne(minutes, tous.size) },
    graphique: parPersonne ? undefined : { genre: 'barres', axe: 'financeur', series: ['usagers'] },
  };
};

export const USAGERS_FINANCEURS: Etat = {
  id: 'usagers-financeurs',
  titre: 'Usagers par financeur',
  description: 'Combien d’usagers chaque financeur a pris en charge, pour combien d’heures, et lesquels.',
  periodes: ['mois', 'trimestre', 'semestre', 'annee', 'semaine', 'jour'],
  parametres: [p.presentation({ financeur: 'Une ligne par financeur', usager: 'Une ligne par usager' }), p.FINANCEUR],
  colonnes: [
    c.FINANCEUR,
    c.texte('dispositif', 'Dispositif'),
    c.USAGER,
    c.USAGER_ID,
    c.nombreSeul('usagers', 'Usagers'),
    c.nombreSeul('visites', 'Visites'),
    c.minutes('minutes', 'Heures prises en charge'),
    c.minutesSeules('moyenne', 'Moyenne par usager'),
    c.REGULARISEES,
  ],
  besoins: () => [],
  calculer,
};
