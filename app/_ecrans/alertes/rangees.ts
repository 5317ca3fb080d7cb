import type { Alerte } from '#shared/contrats/exploitation/alerte';
import type { LigneAlertes } from '#shared/domain/alerte/lignes';

/** What the table shows, in order: a line, and below one that is unfolded each of its facts. */
export type Rangee = {
  cle: string;
  alertes: readonly [Alerte, ...Alerte[]];
  quand: LigneAlertes['quand'];
} & ({ quoi: 'LIGNE'; ligne: LigneAlertes; ouverte: boolean } | { quoi: 'FAIT' });

/** A line of one fact says it itself. */
export const estSeule = (l: LigneAlertes): boolean => l.alertes.length === 1;

export const rangeesDe = (lignes: readonly LigneAlertes[], ouvertes: ReadonlySet<string>): Rangee[] =>
  lignes.flatMap((ligne): Rangee[] => {
    const ouverte = !estSeule(ligne) && ouvertes.has(ligne.cle);
    const { cle, alertes, quand } = ligne;
    return [
      { quoi: 'LIGNE', cle, alertes, quand, ligne, ouverte },
      ...(ouverte ? alertes.map((a): Rangee => ({ quoi: 'FAIT', cle: a._id, alertes: [a], quand })) : []),
    ];
  });
