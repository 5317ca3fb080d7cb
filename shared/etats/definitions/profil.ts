import type { DateCivile } from '../../temps/types';
import type { UsagerAgrege } from '../agregat';
import type { Tranche } from '../matiere';

type Profilable = Pick<UsagerAgrege, 'sexe' | 'dateNaissance' | 'gir'>;

/** Each usager as last known in a period, whose months come in order. */
export const derniersConnus = (tranches: readonly Pick<Tranche, 'usagers'>[]): ReadonlyMap<string, UsagerAgrege> =>
  new Map(tranches.flatMap((t) => t.usagers.map((u) => [u.usagerId, u] as const)));

/** Whole years on a date. */
const ageAu = (naissance: DateCivile, date: DateCivile): number =>
  Number(date.slice(0, 4)) - Number(naissance.slice(0, 4)) - (date.slice(5) < naissance.slice(5) ? 1 : 0);

const BANDES = [
  { code: '0-59', libelle: 'Moins de 60 ans', avant: 60 },
  { code: '60-69', libelle: '60 à 69 ans', avant: 70 },
  { code: '70-74', libelle: '70 à 74 ans', avant: 75 },
  { code: '75-79', libelle: '75 à 79 ans', avant: 80 },
  { code: '80-84', libelle: '80 à 84 ans', avant: 85 },
  { code: '85-89', libelle: '85 à 89 ans', avant: 90 },
  { code: '90-94', libelle: '90 à 94 ans', avant: 95 },
  { code: '95', libelle: '95 ans et plus', avant: Number.POSITIVE_INFINITY },
] as const;

export type Critere = {
  champ: 'sexe' | 'age' | 'gir';
  titre: string;
  valeurs: readonly { code: string; libelle: string }[];
  /** Where a usager falls, ages being those of the period's last day. */
  de: (u: Profilable, au: DateCivile) => string;
};

/** A usager whose file lacks the fact is counted too, in a value that says so. */
export const CRITERES: readonly Critere[] = [
  {
    champ: 'sexe',
    titre: 'Sexe',
    valeurs: [
      { code: 'F', libelle: 'Femmes' },
      { code: 'H', libelle: 'Hommes' },
      { code: '-', libelle: 'Non renseigné' },
    ],
    de: (u) => u.sexe ?? '-',
  },
  {
    champ: 'age',
    titre: 'Âge',
    valeurs: [...BANDES, { code: '-', libelle: 'Âge inconnu' }],
    de: ({ dateNaissance: n }, au) => {
      if (n === undefined || n > au) return '-';
      const age = ageAu(n, au);
      return BANDES.find((b) => age < b.avant)?.code ?? '-';
    },
  },
  {
    champ: 'gir',
    titre: 'GIR',
    valeurs: [
      ...[1, 2, 3, 4, 5, 6].map((g) => ({ code: String(g), libelle: `GIR\u00a0${g}` })),
      { code: '-', libelle: 'Sans GIR' },
    ],
    de: (u) => (u.gir === undefined ? '-' : String(u.gir)),
  },
];
