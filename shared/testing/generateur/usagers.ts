import type { Antenne } from '../../contrats/commun';
import { codesAntennes, ficheAntenne } from '../../domain/antenne/registre';
import type { LigneUsager } from '../../formats/usagers/usagers';
import { ajouterJours, ajouterMois, premierJour } from '../../temps/paris';
import { type DateCivile, type Mois, minutes, moisSchema } from '../../temps/types';
import type { Alea } from '../alea';
import { FREQUENCES as F } from './frequences';
import { NOMS, NOMS_DE_VOIES, PRENOMS_USAGERES, PRENOMS_USAGERS, VOIES } from './noms';
import type { Taille } from './tailles';
import { ecrireNumero, fixe, mobile } from './telephones';

type Propre = Omit<
  LigneUsager,
  | 'numero_pec'
  | 'code_financeur'
  | 'priorite'
  | 'date_debut'
  | 'date_fin'
  | 'heures_max'
  | 'code_prestation'
  | 'salsa_ouvert'
  | 'date_effet'
>;
type Pec = Omit<LigneUsager, keyof Propre>;

/** A usager with one row per prise en charge; `autreAntenne`: where the last month's file puts them [CL-1]. */
export type UsagerGenere = { propre: Propre; pecs: Pec[]; autreAntenne: Antenne | undefined };

const FINANCEURS_PREMIERS = [
  'DASES_APA',
  'DASES_APA',
  'DASES_APA',
  'DASES_APA',
  'DASES_ASLPA',
  'DASES_ASLPH',
  'DASES_PCH',
  'CNAV',
  'CNAV',
  'MUT_SOLIDAIRE',
  'ASSIST_PLUS',
  'DEP92',
  'CPAM75',
  'ETAT',
  'PROPRE',
] as const;
const FINANCEURS_SECONDS = ['CNAV', 'MUT_SOLIDAIRE', 'ETAT', 'PROPRE'] as const;
const PLUS_AGES = moisSchema.parse('1922-01');
/** Caps in half hours: some are soon used up, so that the split overflows [FI-2, FI-3]. */
const PLAFONDS = [4, 6.5, 10, 12, 12.5, 16, 18, 20, 24, 30, 36, 45, 60] as const;
const PLAFONDS_SECONDS = [4, 6, undefined, undefined] as const;

const enMinutes = (heures: number | undefined) => (heures === undefined ? undefined : minutes(heures * 60));

const genererPropre = (alea: Alea, n: number, antenne: Antenne, voisin: UsagerGenere | undefined): Propre => {
  const homme = alea.chance(0.27);
  const numeros = [alea.chance(0.85) ? fixe(n) : mobile(n)];
  if (alea.chance(F.secondNumero)) numeros.push(mobile(3000 + n));
  const propre: Propre = {
    id_millesime: `M${200_000 + n}`,
    civilite: homme ? 'M' : 'MME',
    nom: alea.choix(NOMS),
    prenom: homme ? alea.choix(PRENOMS_USAGERS) : alea.choix(PRENOMS_USAGERES),
    adresse: `${alea.entier(1, 180)} ${alea.choix(VOIES)} ${alea.choix(NOMS_DE_VOIES)}`,
    code_postal: `750${String(alea.parmi(ficheAntenne(antenne)?.arrondissements ?? [])).padStart(2, '0')}`,
    ville: 'Paris',
    date_naissance: ajouterJours(premierJour(ajouterMois(PLUS_AGES, alea.entier(0, 440))), alea.entier(0, 27)),
    gir: alea.chance(0.12) ? undefined : alea.entier(1, 6),
    telephones: alea.chance(F.sansNumero) ? [] : numeros.map((x) => ecrireNumero(alea, x)),
    antenne,
  };
  // A couple: the same home and the same number [AP-10, CHOIX].
  if (!voisin || !alea.chance(F.couple)) return propre;
  const { nom, adresse, code_postal, telephones } = voisin.propre;
  return { ...propre, nom, adresse, code_postal, telephones };
};

const genererPecs = (alea: Alea, n: number, mois: readonly Mois[], dernier: Mois): Pec[] => {
  const financeur = alea.choix(FINANCEURS_PREMIERS);
  const debut: DateCivile = premierJour(ajouterMois(mois[0] ?? dernier, -alea.entier(6, 22)));
  const premiere: Pec = {
    numero_pec: `P${300_000 + n}A`,
    code_financeur: financeur,
    priorite: 1,
    date_debut: debut,
    date_fin: alea.chance(F.finDePriseEnCharge) ? ajouterJours(premierJour(dernier), alea.entier(8, 75)) : undefined,
    heures_max: financeur === 'PROPRE' ? undefined : enMinutes(alea.choix(PLAFONDS)),
    code_prestation: financeur === 'PROPRE' ? '*' : 'AD',
    salsa_ouvert: financeur.startsWith('DASES'),
    date_effet: undefined,
  };
  if (alea.chance(F.changementDeFinanceur)) {
    // [FI-8] From the CNAV to the APA within the last month: two dated prises en charge.
    const bascule = ajouterJours(premierJour(dernier), alea.entier(4, 24));
    return [
      { ...premiere, code_financeur: 'CNAV', salsa_ouvert: false, date_fin: ajouterJours(bascule, -1) },
      {
        ...premiere,
        numero_pec: `P${300_000 + n}C`,
        code_financeur: 'DASES_APA',
        salsa_ouvert: true,
        date_debut: bascule,
        date_fin: undefined,
      },
    ];
  }
  if (financeur === 'DASES_APA' && alea.chance(F.cumulInterdit)) {
    return [premiere, { ...premiere, numero_pec: `P${300_000 + n}D`, code_financeur: 'DASES_ASLPA', priorite: 2 }];
  }
  if (!alea.chance(F.secondePriseEnCharge)) return [premiere];
  const seconde = alea.choix(FINANCEURS_SECONDS);
  return [
    premiere,
    {
      ...premiere,
      numero_pec: `P${300_000 + n}B`,
      code_financeur: seconde,
      priorite: 2,
      date_fin: undefined,
      heures_max: seconde === 'PROPRE' ? undefined : enMinutes(alea.choix(PLAFONDS_SECONDS)),
      code_prestation: alea.chance(0.4) ? '*' : 'AD',
      salsa_ouvert: false,
    },
  ];
};

/** The usagers of the antennas; `mois`: those that are generated, in order. */
export const genererUsagers = (alea: Alea, taille: Taille, mois: readonly Mois[]): UsagerGenere[] => {
  const usagers: UsagerGenere[] = [];
  const dernier = mois.at(-1);
  if (!dernier) return usagers;
  codesAntennes().forEach((antenne, rang) => {
    for (let i = 0; i < taille.usagers; i++) {
      const n = rang * taille.usagers + i;
      const propre = genererPropre(alea, n, antenne, i > 0 ? usagers.at(-1) : undefined);
      const voisine = codesAntennes()[(rang + 1) % codesAntennes().length];
      const demenage = alea.chance(F.changementDAntenne) || n === 1;
      usagers.push({
        propre,
        pecs: genererPecs(alea, n, mois, dernier),
        autreAntenne: demenage && mois.length > 1 ? voisine : undefined,
      });
    }
  });
  return usagers;
};

/** Rows of a daily file: `apres`, once the changes of antenna are known. */
export const lignesUsagers = (usagers: readonly UsagerGenere[], apres: boolean): LigneUsager[] =>
  usagers.flatMap(({ propre, pecs, autreAntenne }) =>
    pecs.map((p) => ({ ...propre, antenne: apres && autreAntenne ? autreAntenne : propre.antenne, ...p })),
  );
