import { type Antenne, type Refusee, type Resultat, refuser } from '#shared/contrats/commun';
import { libelleAntenne } from '#shared/domain/antenne/registre';
import { cheminChaine } from '#shared/domain/releve/chemins';
import { dateEntiere, deMois } from '#shared/mots/dates';
import { dateParis } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import type { Archive } from '../../../adapters/dossier';
import { elimineLe, lireTetesArchive } from './registre';

/** The chain of an antenna's month as it is written; without it, the month was never archived, or went on that day. */
export type MoisArchive = { texte?: string; elimineLe?: Instant };

/** [RE] One that is listed, and that nothing says to have gone, was lost: that is refused, and never taken for « nothing ». */
export const lireMoisArchive = async (
  archive: Archive,
  antenne: Antenne,
  mois: Mois,
): Promise<Resultat<MoisArchive>> => {
  const texte = await archive.lire(cheminChaine(antenne, mois));
  if (texte !== undefined) return { ok: true, valeur: { texte } };
  const tetes = await lireTetesArchive(archive);
  if (!tetes.ok) return tetes;
  if (!tetes.valeur.antennes[antenne]?.some((m) => m.mois === mois)) return { ok: true, valeur: {} };
  const le = await elimineLe(archive, tetes.valeur, antenne, mois);
  return le
    ? { ok: true, valeur: { elimineLe: le } }
    : refuser(
        'ARCHIVE_ALTEREE',
        `Les relevés ${deMois(mois)} de l’antenne ${libelleAntenne(antenne)} manquent à l’archive, qui les annonce : lancez « telegestion verifier », et remettez ses fichiers depuis une sauvegarde.`,
      );
};

export type Elimines = { antenne: Antenne; elimineLe: Instant };

export const direElimine = ({ elimineLe: le }: Pick<Elimines, 'elimineLe'>): string =>
  `éliminé le ${dateEntiere(dateParis(le))}`;

/** [RE] Their ten years are over: nothing was lost, and nothing is to be looked for. */
export const refusElimines = (mois: Mois, elimines: readonly Elimines[]): Refusee =>
  refuser(
    'RELEVES_ELIMINES',
    `Il n’y a plus de relevé ${deMois(mois)} : leur durée de conservation est passée (${elimines.map((e) => `${libelleAntenne(e.antenne)}, ${direElimine(e)}`).join(' ; ')}).`,
  );
