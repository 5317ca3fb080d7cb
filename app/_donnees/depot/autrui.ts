import type { Saisie } from '#shared/contrats/saisie';
import { ajouterA } from '#shared/listes';
import type { EtatDepot } from './etat-depot';

/** As it lies on the disk, beside the saisies. */
export type DAutrui = { autrui: Saisie };
const PREFIXE = 'autrui:';
export const idAutrui = (id: string): string => `${PREFIXE}${id}`;
/** The row that it is of; undefined of anything else that lies beside the saisies. */
export const saisieDAutrui = (id: string): string | undefined =>
  id.startsWith(PREFIXE) ? id.slice(PREFIXE.length) : undefined;

/** What one colleague typed, of which this PC may have the only copy. */
export type AutruiPerdues = { auteur: string; saisies: readonly Saisie[] };

/** Those that came back from the colleague's own PC, or by the file, are the server's again. */
export const revenues = (e: Pick<EtatDepot, 'autrui' | 'saisies'>): string[] =>
  [...e.autrui.keys()].filter((id) => e.saisies.has(id));

/** [CO-6] What colleagues typed and a restored server has no more, by author. */
export const autruiPerdues = (e: Pick<EtatDepot, 'autrui' | 'saisies'>): AutruiPerdues[] => {
  const parAuteur = new Map<string, Saisie[]>();
  for (const [id, s] of [...e.autrui].sort(([a], [b]) => (a < b ? -1 : 1)))
    if (!e.saisies.has(id)) ajouterA(parAuteur, s.auteur, s);
  return [...parAuteur]
    .map(([auteur, saisies]) => ({ auteur, saisies }))
    .sort((a, b) => (a.auteur < b.auteur ? -1 : 1));
};
