import type { Antenne } from '#shared/contrats/commun';
import type { PriseEnCharge, Usager } from '#shared/contrats/dossiers/dossiers';
import { antennesDuMois } from '#shared/domain/cloture/antenne';
import { effetHorsVersion, type Remarque, versionsAVerifier, versionsNeuves } from '#shared/domain/plans/annoncer';
import { daterVersions, type LignePrise, type MoisClos, type Reception } from '#shared/domain/plans/dater';
import type { Avertissement, LigneLue, RefusLigne } from '#shared/formats/codec-lecture';
import type { LigneUsager } from '#shared/formats/usagers/usagers';
import { ajouterA } from '#shared/listes';
import { ajouterMois } from '#shared/temps/paris';
import type { Mois } from '#shared/temps/types';
import { sansVides } from './plan';

/** What is closed, by antenna. */
export type ClosParAntenne = ReadonlyMap<Antenne, ReadonlySet<Mois>>;

/**
 * [CL-1, FI-10] The months of a usager that are closed: by any of the antennas that they had in them. Those before the first of them,
 * taken over with the history, are never closed, and what they left has been counted: the earliest open month comes after it.
 */
export const moisClosDe = (u: Pick<Usager, 'antennes'>, parAntenne: ClosParAntenne): MoisClos => {
  const tous = [...new Set([...parAntenne.values()].flatMap((s) => [...s]))].sort();
  const clos = new Set(tous.filter((m) => antennesDuMois(u, m).some((a) => parAntenne.get(a)?.has(m))));
  const [premierClos] = clos;
  if (premierClos === undefined) return { clos, premierOuvert: undefined };
  let premierOuvert = ajouterMois(premierClos, 1);
  while (clos.has(premierOuvert)) premierOuvert = ajouterMois(premierOuvert, 1);
  return { clos, premierOuvert };
};

const lignePrise = ({ ligne, valeur: l }: LigneLue<LigneUsager>): LignePrise => ({
  ligne,
  effet: l.date_effet,
  version: sansVides({
    numero: l.numero_pec,
    codeFinanceur: l.code_financeur,
    priorite: l.priorite,
    dateDebut: l.date_debut,
    dateFin: l.date_fin,
    minutesMax: l.heures_max,
    codePrestation: l.code_prestation,
    salsaOuvert: l.salsa_ouvert,
  }),
});

const parNumero = (lignes: readonly LigneLue<LigneUsager>[]): Map<string, LignePrise[]> => {
  const groupes = new Map<string, LignePrise[]>();
  for (const l of lignes) ajouterA(groupes, l.valeur.numero_pec, lignePrise(l));
  return groupes;
};

/** [FI-10] Rows whose `date_effet` is of another version of their numéro. */
export const effetsHorsVersion = (lignes: readonly LigneLue<LigneUsager>[]): RefusLigne[] => {
  const datees = lignes.filter((l) => l.valeur.date_effet !== undefined);
  if (datees.length === 0) return [];
  const groupes = parNumero(lignes);
  return datees.flatMap((l) => {
    const remarque = effetHorsVersion(lignePrise(l), groupes.get(l.valeur.numero_pec) ?? []);
    return remarque ? [{ ...remarque, valeur: l.valeur.date_effet ?? '' }] : [];
  });
};

export type PrisesDatees = { prises: PriseEnCharge[]; versions: RefusLigne[]; avertissements: Avertissement[] };

/** [FI-10] All the versions of a usager's prises en charge once the rows of a file are taken, and what its report says of them. */
export const daterPrises = (
  connues: readonly PriseEnCharge[],
  lignes: readonly LigneLue<LigneUsager>[],
  r: Reception,
): PrisesDatees => {
  const groupes = parNumero(lignes);
  const disparus = connues.filter((p) => !groupes.has(p.numero));
  const prises: PriseEnCharge[] = disparus.map((p) => ({ ...p, absenteDepuis: p.absenteDepuis ?? r.date }));
  const [versions, avertissements]: [RefusLigne[], Avertissement[]] = [[], []];
  for (const [numero, siennes] of groupes) {
    const avant = connues.filter((p) => p.numero === numero);
    const apres = daterVersions(avant, siennes, r);
    const nommer = (remarque: Remarque) => ({ ...remarque, valeur: numero });
    prises.push(...apres);
    versions.push(...versionsNeuves(avant, apres, siennes, r).map(nommer));
    avertissements.push(...versionsAVerifier(avant, apres, siennes).map(nommer));
  }
  const ordre = (a: PriseEnCharge, b: PriseEnCharge): number =>
    a.numero === b.numero ? (a.dateDebut < b.dateDebut ? -1 : 1) : a.numero < b.numero ? -1 : 1;
  return { prises: prises.sort(ordre), versions, avertissements };
};
