import {
  ANTENNES_DE_DEPART,
  type Antenne,
  antenneSchema,
  type FicheAntenne,
  type NomAntenne,
} from '../../contrats/antenne';
import { dateParis } from '../../temps/paris';
import type { DateCivile, Instant, Mois } from '../../temps/types';

// [decision 0116] The antennas of the service, as this process knows them. It is the one value of `shared/` that is set and not
// passed: a name of an antenna is asked for in three hundred places, of which most are a word in a sentence.

const codes = Object.keys(ANTENNES_DE_DEPART) as (keyof typeof ANTENNES_DE_DEPART)[];

/** What a service begins with. */
export const REGISTRE_DE_DEPART: readonly FicheAntenne[] = codes.map((code) => {
  const { libelle, arrondissements, adresse } = ANTENNES_DE_DEPART[code];
  return { code, libelle, arrondissements: [...arrondissements], adresse: [...adresse] };
});

type Place = { fiches: ReadonlyMap<string, FicheAntenne>; codes: readonly Antenne[] };
const placer = (fiches: readonly FicheAntenne[]): Place => ({
  fiches: new Map(fiches.map((f) => [f.code, f])),
  codes: fiches.map((f) => f.code),
});

let place = placer(REGISTRE_DE_DEPART);

/** Sets the register of this process, in the order in which antennas are listed; gives back the former one. */
export const poserRegistre = (fiches: readonly FicheAntenne[]): readonly FicheAntenne[] => {
  const ancien = registreEnPlace();
  place = placer(fiches);
  return ancien;
};

/** As it stands, for who hands it on. */
export const registreEnPlace = (): readonly FicheAntenne[] => [...place.fiches.values()];

/** Every antenna known, closed ones too: what they hold stays readable. */
export const codesAntennes = (): readonly Antenne[] => place.codes;

export const ficheAntenne = (code: Antenne): FicheAntenne | undefined => place.fiches.get(code);

/** Its name; of a code that is not known here, the code. */
export const libelleAntenne = (code: Antenne): string => place.fiches.get(code)?.libelle ?? code;

/** What it was called then, and where it received: for what is made again later, to the byte. `quand` absent: now. */
export const nomAntenneAu = (code: Antenne, quand?: Instant): NomAntenne => {
  const fiche = place.fiches.get(code);
  const ancien = quand === undefined ? undefined : fiche?.avant?.find((x) => quand < x.jusqua);
  return ancien ?? fiche ?? { libelle: code, adresse: ['', ''] };
};

/** The arrondissements that it had as that day ended. */
export const arrondissementsLe = ({ arrondissements, arrondissementsAvant }: FicheAntenne, jour: DateCivile) =>
  arrondissementsAvant?.find((x) => jour < dateParis(x.jusqua))?.arrondissements ?? arrondissements;

/** The antenna of that code, where it is one of the service's. */
export const antenneConnue = (code: unknown): Antenne | undefined =>
  typeof code === 'string' ? place.fiches.get(code)?.code : undefined;

/** Those that were open in a month: not one that opens after it, nor one that was closed before that month began. */
export const antennesOuvertesEn = (mois: Mois): Antenne[] =>
  [...place.fiches.values()]
    .filter(
      ({ ouverteLe, fermeeLe }) =>
        (ouverteLe === undefined || ouverteLe.slice(0, 7) <= mois) &&
        (fermeeLe === undefined || `${mois}-01` < fermeeLe),
    )
    .map((f) => f.code);

/** Those that take usagers, aides and accounts on that day. */
export const codesOuverts = (jour: DateCivile): Antenne[] => place.codes.filter((a) => !estFermee(a, jour));

export const estFermee = (code: Antenne, jour: DateCivile): boolean => {
  const fermeeLe = place.fiches.get(code)?.fermeeLe;
  return fermeeLe !== undefined && fermeeLe <= jour;
};

/** Whether visits are made of it on that day: neither before its first one, nor once it is closed. */
export const estEnService = (code: Antenne, jour: DateCivile): boolean => {
  const ouverteLe = place.fiches.get(code)?.ouverteLe;
  return !estFermee(code, jour) && (ouverteLe === undefined || ouverteLe <= jour);
};

/** « Est, Sud »: antennas as a sentence names them. */
export const nommerAntennes = (antennes: readonly Antenne[]): string => antennes.map(libelleAntenne).join(', ');

/** Of so many, the names are more than one reads. */
const A_LIRE = 6;

/** « toutes les antennes », « toutes les antennes sauf Est »: where those that are left out are the fewer to read. */
export const nommerSauf = (antennes: readonly Antenne[], toutes: readonly Antenne[]): string | undefined => {
  const reste = toutes.filter((a) => !antennes.includes(a));
  if (reste.length === 0) return 'toutes les antennes';
  const plusCourt = antennes.length > A_LIRE && reste.length <= A_LIRE;
  return plusCourt ? `toutes les antennes sauf ${nommerAntennes(reste)}` : undefined;
};

/** In a cell, where the first ones are enough: « Est, Sud, Ouest, Nord, Centre et 23 autres ». */
export const nommerCourt = (antennes: readonly Antenne[], toutes: readonly Antenne[]): string => {
  const premieres = antennes.slice(0, A_LIRE - 1);
  if (antennes.length <= A_LIRE) return nommerAntennes(antennes);
  return nommerSauf(antennes, toutes) ?? `${nommerAntennes(premieres)} et ${antennes.length - premieres.length} autres`;
};

/** For what comes in from outside: a code of the register. */
export const antenneConnueSchema = antenneSchema.refine((a) => antenneConnue(a) !== undefined, {
  error: () => `antenne inconnue : attendu ${codesAntennes().join(', ')}`,
});
