import { createHash } from 'node:crypto';
import type { Cloture, EtatFige } from '#shared/contrats/cloture/cloture';
import type { Complement } from '#shared/contrats/cloture/complement';
import { type Antenne, type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import { financeurSchema } from '#shared/contrats/dossiers/dossiers';
import { codesAntennes, estFermee, nommerAntennes } from '#shared/domain/antenne/registre';
import { type TableFinanceurs, tableFinanceurs } from '#shared/domain/ventilation/financeurs';
import { epochMs, instantDe, premierJour } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import { aDesVisites, antennesAClore } from '../../../store/lectures/antennes-a-clore';
import { lireCloture } from '../../../store/lectures/clos';
import type { Magasin } from '../../../store/lire';
import { lireFige } from '../../cloture';

export type AntenneFigee = {
  antenne: Antenne;
  cloture: Cloture;
  etats: readonly EtatFige[];
  complements: readonly Complement[];
  financeurs: TableFinanceurs;
};

/** The funders as a closing froze them. */
export const financeursFiges = (cloture: Pick<Cloture, 'financeurs'>): Resultat<TableFinanceurs> =>
  tableFinanceurs(cloture.financeurs.map((f) => financeurSchema.parse(f)));

const lireClotures = (m: Magasin, mois: Mois) =>
  Promise.all(codesAntennes().map(async (a) => [a, await lireCloture(m, a, mois)] as const));

const refusOuvertes = async (
  m: Magasin,
  clotures: Awaited<ReturnType<typeof lireClotures>>,
  mois: Mois,
): Promise<Refusee | undefined> => {
  const duMois = await antennesAClore(m, mois);
  const ouvertes = clotures.flatMap(([a, c]) => (c || !duMois.includes(a) ? [] : [a]));
  const quittees = ouvertes.filter((a) => estFermee(a, premierJour(mois)));
  const visitees = await Promise.all(quittees.map((a) => aDesVisites(m, a, mois)));
  const fermees = quittees.filter((_, n) => visitees[n] === false);
  // [CL-4] Nobody expects a month of it.
  const pourquoi =
    fermees.length === 0
      ? ''
      : ` De ce qui est fermé (${nommerAntennes(fermees)}), des mois clos ont peut-être changé depuis : ce mois le porte.`;
  return ouvertes.length === 0
    ? undefined
    : refuser(
        'MOIS_OUVERT',
        `Le mois ${mois} n’est pas clos (${nommerAntennes(ouvertes)}) : les fichiers de la DASES portent toutes les antennes.${pourquoi} Clôturez-le, puis recommencez.`,
      );
};

/** Said at once, before anything is made. */
export const refusMoisOuvert = async (m: Magasin, mois: Mois): Promise<Refusee | undefined> =>
  refusOuvertes(m, await lireClotures(m, mois), mois);

/** [CL-2] A month of all antennas, from its closings alone; refused where one is missing, or is no longer what was closed. */
export const lireMoisFiges = async (m: Magasin, mois: Mois): Promise<Resultat<AntenneFigee[]>> => {
  const clotures = await lireClotures(m, mois);
  const refus = await refusOuvertes(m, clotures, mois);
  if (refus) return refus;
  const figees: AntenneFigee[] = [];
  for (const [antenne, cloture] of clotures) {
    if (!cloture) continue;
    const fige = await lireFige(m, cloture);
    if (!fige.ok) return fige;
    const financeurs = financeursFiges(cloture);
    if (!financeurs.ok) return financeurs;
    figees.push({ antenne, cloture, ...fige.valeur, financeurs: financeurs.valeur });
  }
  return { ok: true, valeur: figees };
};

/** When all was closed: what the files say of their emission, the same each time that they are made. */
export const derniereCloture = (figees: readonly AntenneFigee[]): Instant =>
  instantDe(Math.max(...figees.map((f) => epochMs(f.cloture.instant))));

/** One name for the message, of the closings that it tells. */
export const transactionDe = (mois: Mois, figees: readonly AntenneFigee[]): string => {
  const h = createHash('sha256');
  for (const f of figees) h.update(`${f.antenne} ${f.cloture.empreinte}\n`);
  return `${mois.replace('-', '')}-${h.digest('hex').slice(0, 16)}`;
};
