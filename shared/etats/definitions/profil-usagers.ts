import { DISPOSITIFS } from '../../contrats/commun';
import type { UsagerAgrege } from '../agregat';
import { ecrireCle } from '../cle';
import * as c from '../colonnes';
import type { LigneEtat, ValeurEtat } from '../contrat';
import type { Calcul, Etat, Matiere } from '../matiere';
import { DISPOSITIFS_EN_MOTS } from '../mots';
import { moyenne, repartir, valeurTaux } from './activite';
import { CRITERES, derniersConnus } from './profil';

type Consommation = { usagers: number; minutes: number; aides: Map<string, number> };
type Personne = { derniere: UsagerAgrege; vue: boolean; minutes: number; aides: Map<string, number> };

const valeursDe = ({ usagers, minutes, aides }: Consommation, total: number): Record<string, ValeurEtat> => ({
  usagers,
  part: valeurTaux(usagers, total),
  minutes,
  moyenne: moyenne(minutes, usagers),
  ...Object.fromEntries(DISPOSITIFS.map((d) => [d, aides.get(d) ?? 0])),
});

/** Each usager once, as last known in the period, with what was consumed by type of aid. */
const personnes = ({ tranches, financeur }: Matiere): Personne[] => {
  const parId = new Map<string, Personne>();
  const connus = derniersConnus(tranches);
  for (const u of tranches.flatMap((t) => t.usagers)) {
    const p = parId.get(u.usagerId) ?? {
      derniere: connus.get(u.usagerId) ?? u,
      vue: false,
      minutes: 0,
      aides: new Map<string, number>(),
    };
    parId.set(u.usagerId, p);
    p.vue ||= u.visites.length > 0;
    for (const part of u.parts) {
      const aide = financeur(part.codeFinanceur).dispositif ?? part.codeFinanceur;
      p.minutes += part.minutes;
      p.aides.set(aide, (p.aides.get(aide) ?? 0) + part.minutes);
    }
  }
  return [...parId.values()].filter((p) => p.vue);
};

const ajouter = (c: Consommation, p: Personne): void => {
  c.usagers += 1;
  c.minutes += p.minutes;
  for (const [aide, n] of p.aides) c.aides.set(aide, (c.aides.get(aide) ?? 0) + n);
};

const vide = (): Consommation => ({ usagers: 0, minutes: 0, aides: new Map() });

const calculer = (m: Matiere): Calcul => {
  const tous = personnes(m);
  const tout = vide();
  for (const p of tous) ajouter(tout, p);
  const lignes = CRITERES.flatMap((critere): LigneEtat[] => {
    const { de } = repartir(vide);
    for (const p of tous) ajouter(de(critere.de(p.derniere, m.demande.au)), p);
    return critere.valeurs
      .map(({ code, libelle }) => ({ code, libelle, c: de(code) }))
      .filter(({ code, c }) => code !== '-' || c.usagers > 0)
      .map(({ code, libelle, c }) => ({
        cle: ecrireCle({ [critere.champ]: code }),
        valeurs: { critere: critere.titre, valeur: libelle, ...valeursDe(c, tout.usagers) },
        detail: c.usagers > 0,
      }));
  });
  return {
    colonnes: [
      ...['critere', 'valeur', 'usagers', 'part', 'minutes', 'moyenne'],
      ...DISPOSITIFS.filter((d) => (tout.aides.get(d) ?? 0) > 0),
    ],
    lignes,
    // Each usager is in one row of each criterion: the total is that of one criterion, not of all the rows.
    totaux: valeursDe(tout, tout.usagers),
    graphique: { genre: 'barres', axe: 'valeur', series: ['usagers'] },
  };
};

export const PROFIL_USAGERS: Etat = {
  id: 'profil-usagers',
  titre: 'Profil des usagers et consommation',
  description:
    'Les usagers qui ont reçu au moins une visite, par sexe, tranche d’âge et GIR, et les heures que chaque type d’aide a prises en charge.',
  periodes: ['mois', 'annee', 'semestre', 'trimestre', 'semaine', 'jour'],
  parametres: [],
  colonnes: [
    c.texte('critere', 'Critère'),
    c.texte('valeur', 'Valeur'),
    c.nombreSeul('usagers', 'Usagers'),
    c.taux('part', 'Part des usagers'),
    c.minutesSeules('minutes', 'Heures facturées'),
    c.minutesSeules('moyenne', 'Moyenne par usager'),
    ...DISPOSITIFS.map((d) => c.minutesSeules(d, DISPOSITIFS_EN_MOTS[d])),
  ],
  besoins: () => [],
  calculer,
};
