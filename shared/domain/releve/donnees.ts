import { z } from 'zod';
import {
  type Cloture,
  type CorrectionFigee,
  clotureSchema,
  type EtatFige,
  etatFigeSchema,
} from '../../contrats/cloture/cloture';
import type { Antenne } from '../../contrats/commun';
import type { Instant } from '../../temps/types';
import { fonctionDe } from './corrections';

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
 */
export const VERSIONS_RELEVE = [4, 3, 2, 1] as const;
export type VersionReleve = (typeof VERSIONS_RELEVE)[number];
const [COURANTE] = VERSIONS_RELEVE;

/** What one statement is made from, kept beside it: enough to read it, and to make it again, with nothing else [CL-2, RE]. */
export const donneesReleveSchema = z.object({
  format: z.literal('telegestion/releve'),
  version: z.literal(VERSIONS_RELEVE),
  cloture: clotureReleveSchema,
  etat: etatFigeSchema,
});
export type DonneesReleve = z.infer<typeof donneesReleveSchema>;

/** Only the funders that this usager has to do with: those of its prises en charge and of its visits' parts. */
const codesFinanceurs = (etat: EtatFige): Set<unknown> =>
  new Set([
    ...etat.prisesEnCharge.map((p) => p.codeFinanceur),
    ...etat.visites.flatMap((v) => v.parts.map((p) => p.codeFinanceur)),
  ]);

/** Whether who wrote is named by their function, and by nothing else, in all that is made for ten years. */
export const parFonction = (version: VersionReleve): boolean => version >= 4;

type Ecrit = Pick<CorrectionFigee, 'auteur' | 'auteurNom' | 'auteurRole'>;

/** [CO-1] As it leaves the house: the audit log alone keeps which account it was. */
const sansCompte = <T extends Ecrit>({ auteurNom, auteurRole, ...reste }: T, antenne: Antenne, quand: Instant) => ({
  ...reste,
  auteur: fonctionDe({ auteur: reste.auteur, auteurRole }, antenne, quand),
});

const etatSansComptes = (etat: EtatFige, quand: Instant): EtatFige => {
  const nues = (liste: readonly CorrectionFigee[]) => liste.map((c) => sansCompte(c, etat.antenne, quand));
  return {
    ...etat,
    visites: etat.visites.map((v) => ({ ...v, corrections: nues(v.corrections) })),
    bruts: etat.bruts.map((b) =>
      b.devenir ? { ...b, devenir: { ...b.devenir, corrections: nues(b.devenir.corrections) } } : b,
    ),
  };
};

/** Bookkeeping of the store (`_rev`) and what concerns others are left out: the same frozen state gives the same data. */
export const donneesReleve = (etat: EtatFige, cloture: Cloture, version: VersionReleve = COURANTE): DonneesReleve => {
  const codes = codesFinanceurs(etat);
  const nommee = parFonction(version) ? sansCompte(cloture, etat.antenne, cloture.instant) : cloture;
  return donneesReleveSchema.parse({
    format: 'telegestion/releve',
    version,
    cloture: { ...nommee, financeurs: cloture.financeurs.filter((f) => codes.has(f.code)) },
    etat: parFonction(version) ? etatSansComptes(etat, cloture.instant) : etat,
  });
};
