import { z } from 'zod';
import {
  type Cloture,
  type CorrectionFigee,
  clotureSchema,
  type EtatFige,
  etatFigeSchema,
} from '../../contrats/cloture/cloture';
import { type Complement, complementSchema } from '../../contrats/cloture/complement';
import type { Antenne } from '../../contrats/commun';
import type { Instant } from '../../temps/types';
import { comparer } from '../appariement/ordre';
import { fonctionDe } from './corrections';
import { visitesRectifiees } from './visites-rectifiees';

const clotureReleveSchema = clotureSchema
  .pick({
    mois: true,
    antenne: true,
    numero: true,
    auteur: true,
    auteurNom: true,
    auteurRole: true,
    instant: true,
    motif: true,
    empreinte: true,
  })
  .extend({ financeurs: z.array(z.record(z.string(), z.unknown())) });

/**
 * How a statement is laid out and worded: what was archived is made again as it was, to the byte. Since 2: no date is cut in its
 * column, and a plan that changed within the month says each of its versions [FI-10]. Since 3: who corrected or closed is named by
 * their function, and neither by a login nor by a name. Since 4: in the data and in the chain too, which leave with the statement.
 * Since 5: what the closing rectified of months closed before is said, and no statement is named that does not have what it is said to.
 */
export const VERSIONS_RELEVE = [5, 4, 3, 2, 1] as const;
export type VersionReleve = (typeof VERSIONS_RELEVE)[number];
const [COURANTE] = VERSIONS_RELEVE;
/** Of a statement that has nothing of what came since: it is what it was, to the byte. */
export const SANS_RECTIFICATION: VersionReleve = 4;

/** What one statement is made from, kept beside it: enough to read it, and to make it again, with nothing else [CL-2, RE]. */
export const donneesReleveSchema = z.object({
  format: z.literal('telegestion/releve'),
  version: z.literal(VERSIONS_RELEVE),
  cloture: clotureReleveSchema,
  etat: etatFigeSchema,
  /** [CL-4] Since 5. */
  complement: complementSchema.optional(),
  /** Since 5. Raw hours (`interventionId`) of a visit of another month whose statement, sealed before, does not have it. */
  ailleurs: z.array(z.string()).optional(),
});
export type DonneesReleve = z.infer<typeof donneesReleveSchema>;

/** What a statement says beside its usager's month. */
export type SuiteReleve = { complement?: Complement | undefined; ailleurs?: readonly string[] | undefined };
/** All that one statement is made from, but its closing. */
export type SujetReleve = SuiteReleve & { etat: EtatFige };

/** Whether such a statement says what its closing rectified of closed months, where there is something of it. */
export const ditLesRectifications = (version: VersionReleve): boolean => version > SANS_RECTIFICATION;

/** Whether it says anything that a statement of before could not. */
export const aUneSuite = ({ complement, ailleurs = [] }: SuiteReleve): boolean =>
  ailleurs.length > 0 || visitesRectifiees(complement).length > 0;

/** Only the funders that this usager has to do with: those of its prises en charge and of its visits' parts. */
const codesFinanceurs = (etat: EtatFige, complement: Complement | undefined): Set<unknown> => {
  const rectifiees = (complement?.visites ?? []).flatMap((v) => [v.ancien ?? [], v.nouveau ?? []].flat());
  return new Set([
    ...etat.prisesEnCharge.map((p) => p.codeFinanceur),
    ...[...etat.visites, ...rectifiees].flatMap((v) => v.parts.map((p) => p.codeFinanceur)),
  ]);
};

/** Whether who wrote is named by their function, and by nothing else, in all that is made for ten years. */
export const parFonction = (version: VersionReleve): boolean => version >= 4;

type Ecrit = Pick<CorrectionFigee, 'auteur' | 'auteurNom' | 'auteurRole'>;

/** [CO-1] As it leaves the house: the audit log alone keeps which account it was. */
const sansCompte = <T extends Ecrit>({ auteurNom, auteurRole, ...reste }: T, antenne: Antenne, quand: Instant) => ({
  ...reste,
  auteur: fonctionDe({ auteur: reste.auteur, auteurRole }, antenne, quand),
});

type SansCompte = <T extends Ecrit>(a: T) => Omit<T, 'auteurNom' | 'auteurRole'>;
const corrigeSansCompte = <T extends { corrections: CorrectionFigee[] }>(c: T, nue: SansCompte): T => ({
  ...c,
  corrections: c.corrections.map(nue),
});

const etatSansComptes = (etat: EtatFige, nue: SansCompte): EtatFige => ({
  ...etat,
  visites: etat.visites.map((v) => corrigeSansCompte(v, nue)),
  bruts: etat.bruts.map((b) => (b.devenir ? { ...b, devenir: corrigeSansCompte(b.devenir, nue) } : b)),
});

const complementSansComptes = (c: Complement, nue: SansCompte): Complement => ({
  ...c,
  visites: c.visites.map(({ ancien, nouveau, devenir, ...reste }) => ({
    ...reste,
    ...(ancien ? { ancien: corrigeSansCompte(ancien, nue) } : {}),
    ...(nouveau ? { nouveau: corrigeSansCompte(nouveau, nue) } : {}),
    ...(devenir ? { devenir: corrigeSansCompte(devenir, nue) } : {}),
  })),
});

const suiteDite = (
  { complement, ailleurs = [] }: SuiteReleve,
  nue: SansCompte,
): Pick<DonneesReleve, 'complement' | 'ailleurs'> => ({
  ...(complement && visitesRectifiees(complement).length > 0
    ? { complement: complementSansComptes(complement, nue) }
    : {}),
  ...(ailleurs.length > 0 ? { ailleurs: [...ailleurs].sort(comparer) } : {}),
});

/** Bookkeeping of the store (`_rev`) and what concerns others are left out: the same frozen state gives the same data. */
export const donneesReleve = (
  etat: EtatFige,
  cloture: Cloture,
  demandee: VersionReleve = COURANTE,
  suite: SuiteReleve = {},
): DonneesReleve => {
  const version = ditLesRectifications(demandee) && !aUneSuite(suite) ? SANS_RECTIFICATION : demandee;
  const nue: SansCompte = (a) => sansCompte(a, etat.antenne, cloture.instant);
  const dite = ditLesRectifications(version) ? suiteDite(suite, nue) : {};
  const codes = codesFinanceurs(etat, dite.complement);
  const nommee = parFonction(version) ? nue(cloture) : cloture;
  return donneesReleveSchema.parse({
    format: 'telegestion/releve',
    version,
    cloture: { ...nommee, financeurs: cloture.financeurs.filter((f) => codes.has(f.code)) },
    etat: parFonction(version) ? etatSansComptes(etat, nue) : etat,
    ...dite,
  });
};
