import type { Refusee } from '#shared/contrats/commun';
import { pluriel } from '#shared/mots/nombres';
import { regarde } from '../identite';
import type { Magasin, Noeud } from '../magasin';
import { pause } from '../suivre';
import { ASSIS_S } from './calme';
import { aMajorite } from './quorum';
import { lireNoeuds } from './revenus';

// A range is answered by one copy of each shard, which lags while its node catches up. Whoever counts for good (a closing, a file
// that leaves, a backup) does so on a cluster that is whole and calm, before it reads and again before it writes or gives anything.

/** `MUETS`: away, or say nothing of themselves. `RETARD`: documents to be pushed from one to another. `RECENTS`: just started, or just back. */
export type EtatGrappe =
  | { etat: 'CALME' }
  | { etat: 'MUETS'; noeuds: readonly string[] }
  | { etat: 'RETARD'; documents: number }
  | { etat: 'RECENTS'; noeuds: readonly string[] };

/** Documents that the nodes have still to push to one another, one counted for each that pushes it. */
export const resteATransmettre = (noeuds: readonly Noeud[]): number =>
  noeuds.reduce((t, n) => t + (n.aTransmettre ?? 0), 0);

/** `revenus`: seen away less than a minute ago, although they may have been up for long. */
export const jugerGrappe = (noeuds: readonly Noeud[], revenus: readonly Noeud[] = []): EtatGrappe => {
  if (noeuds.length < 2) return { etat: 'CALME' };
  const noms = (l: readonly Noeud[]) => l.map((n) => n.nom);
  const muets = noeuds.filter((n) => !n.present || n.aTransmettre === undefined || n.actifS === undefined);
  if (muets.length > 0) return { etat: 'MUETS', noeuds: noms(muets) };
  const documents = resteATransmettre(noeuds);
  if (documents > 0) return { etat: 'RETARD', documents };
  const recents = noeuds.filter((n) => (n.actifS ?? 0) <= ASSIS_S || revenus.includes(n));
  return recents.length > 0 ? { etat: 'RECENTS', noeuds: noms(recents) } : { etat: 'CALME' };
};

/** What a cluster at work has to push at any moment: gone in the next second, where no node has been away. */
const PASSAGER = 100;
const ESSAIS = 20;
const PAUSE_MS = 250;

/** What is waited for: so many documents at most, and so many times. */
type Patience = { documents: number; essais: number };
const PATIENCE: Patience = { documents: PASSAGER, essais: ESSAIS };
/** What who asks has just written: thousands of documents, and a link between two sites carries some ninety a second. */
const APRES_ECRITURE: Patience = { documents: Number.POSITIVE_INFINITY, essais: 600 };

/** The cluster as it is now; the few documents of a service at work are waited for, some seconds at most. */
export const constaterGrappe = async (m: Pick<Magasin, 'noeuds'>, patience = PATIENCE): Promise<EtatGrappe> => {
  for (let essai = 1; ; essai += 1) {
    const { noeuds, revenus } = await lireNoeuds(m);
    const etat = jugerGrappe(noeuds, revenus);
    if (etat.etat !== 'RETARD' || etat.documents > patience.documents || essai >= patience.essais) return etat;
    await pause(PAUSE_MS);
  }
};

/** « couchdb@10.0.0.12 vient de revenir » */
export const direRevenus = (noeuds: readonly string[]): string =>
  `${noeuds.join(', ')} ${noeuds.length > 1 ? 'viennent' : 'vient'} de revenir`;

/** `rien`: what was not done, as a sentence. */
const direGrappe = (e: Exclude<EtatGrappe, { etat: 'CALME' }>, rien: string): string => {
  switch (e.etat) {
    case 'MUETS':
      return e.noeuds.length > 1
        ? `Des nœuds de la grappe ne répondent pas (${e.noeuds.join(', ')}). ${rien} Remettez-les en service, ou prévenez l’exploitant, puis réessayez.`
        : `Un nœud de la grappe ne répond pas (${e.noeuds.join(', ')}). ${rien} Remettez-le en service, ou prévenez l’exploitant, puis réessayez.`;
    case 'RETARD':
      return `La grappe se remet à jour : encore ${pluriel(e.documents, 'document')}. ${rien} Réessayez dans quelques minutes.`;
    case 'RECENTS':
      return `La grappe se remet à jour : ${direRevenus(e.noeuds)}. ${rien} Réessayez dans quelques minutes.`;
  }
};

/** The same to who has neither nodes nor commands: what happens, that nothing is lost, and when to try again. */
const direAEcran = (e: Exclude<EtatGrappe, { etat: 'CALME' }>, rien: string): string => {
  switch (e.etat) {
    case 'MUETS':
      return e.noeuds.length > 1
        ? `Des nœuds de la grappe ne répondent pas : ${e.noeuds.length} des machines qui gardent les données sont arrêtées. ${rien} Rien n’est perdu : prévenez l’assistance, et réessayez quand elle les aura remises en service.`
        : `Un nœud de la grappe ne répond pas : une des machines qui gardent les données est arrêtée. ${rien} Rien n’est perdu : prévenez l’assistance, et réessayez quand elle l’aura remise en service.`;
    case 'RETARD':
      return `La grappe se remet à jour : encore ${pluriel(e.documents, 'document')}. ${rien} Réessayez dans quelques minutes. Rien n’est perdu : une des machines qui gardent les données a été arrêtée, et recopie ce qu’elle a manqué.`;
    case 'RECENTS':
      return `La grappe se remet à jour : une des machines qui gardent les données vient de revenir. ${rien} Réessayez dans quelques minutes. Rien n’est perdu.`;
  }
};

/** Why nothing may be counted for good now; nothing on a cluster that is whole and calm, nor where the store is one process. */
export const refusGrappe = async (
  m: Pick<Magasin, 'noeuds'>,
  rien: string,
  patience = PATIENCE,
): Promise<Refusee | undefined> => {
  const e = await constaterGrappe(m, patience);
  if (e.etat === 'CALME') return undefined;
  return { ok: false, refus: { code: `GRAPPE_${e.etat}`, message: direGrappe(e, rien), ecran: direAEcran(e, rien) } };
};

/**
 * For who reads ranges to write upon them (an import): a node that is away takes nothing from what the others show, as long as they
 * are the majority; one that catches up does. `apresEcriture`: the nodes tell each other what was written just before, which is
 * waited for.
 */
export const refusRetard = (
  m: Pick<Magasin, 'noeuds'>,
  rien: string,
  apresEcriture = false,
): Promise<Refusee | undefined> => {
  const noeuds = async () => {
    const { noeuds: tous } = await lireNoeuds(m);
    return aMajorite(tous) ? tous.filter((n) => n.present) : tous;
  };
  return refusGrappe(regarde({ noeuds }, m), rien, apresEcriture ? APRES_ECRITURE : PATIENCE);
};
