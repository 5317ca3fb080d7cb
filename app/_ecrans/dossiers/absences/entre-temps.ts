import type { Absence } from '#shared/contrats/dossiers/absence';
import { type AbsenceEnVigueur, natureEnMots } from '#shared/domain/absence/absences';
import { parInstant } from '#shared/domain/appariement/ordre';
import type { DateCivile } from '#shared/temps/types';
import type { Lieu } from '../../../_donnees/depot/brouillons';
import { periodeEnMots } from '../../../_ui/heures/tapee';

const idsDe = (a: AbsenceEnVigueur): Set<string> => new Set([a.id, ...a.versions]);

/** An absence that was seen, as it stands now under whatever id; undefined once it is withdrawn. */
export const actuelleDe = (
  vue: AbsenceEnVigueur,
  toutes: readonly AbsenceEnVigueur[],
): AbsenceEnVigueur | undefined => {
  const ids = idsDe(vue);
  return toutes.find((a) => [...idsDe(a)].some((id) => ids.has(id)));
};

/** Where what is typed of it is kept, whatever it is called by then. */
export const lieuDeLAbsence = (a: AbsenceEnVigueur): Lieu => ({
  nom: `absence ${a.id}`,
  est: (lieu) => a.versions.some((id) => lieu === `absence ${id}`),
});

/** The withdrawal of an absence, by whoever has stated it again before. */
const retraitDe = (vue: AbsenceEnVigueur, dites: readonly Absence[]): Absence | undefined => {
  const ids = idsDe(vue);
  let retrait: Absence | undefined;
  for (const a of [...dites].sort(parInstant)) {
    if (a.remplace === undefined || !ids.has(a.remplace)) continue;
    ids.add(a.id);
    if (a.annulee) retrait = a;
  }
  return retrait;
};

type Lecteur = { nommer: (identifiant: string) => string; aujourdhui: DateCivile };

/** Said of an absence that is no longer noted while its form is open: kept as it is, it would be another one. */
export const direRetiree = (vue: AbsenceEnVigueur, dites: readonly Absence[], nommer: Lecteur['nommer']): string => {
  const retrait = retraitDe(vue, dites);
  return retrait ? `${nommer(retrait.auteur)} vient de retirer cette absence` : 'Cette absence n’est plus notée';
};

/** Said in a form that is open while someone else states the same absence again; undefined: nothing came. */
export const direModifiee = (
  vue: AbsenceEnVigueur,
  actuelle: AbsenceEnVigueur,
  { nommer, aujourdhui }: Lecteur,
): string | undefined => {
  if (actuelle.id === vue.id) return undefined;
  const mot = actuelle.commentaire === vue.commentaire ? undefined : actuelle.commentaire;
  const dite = `${natureEnMots(actuelle)} ${periodeEnMots(actuelle, aujourdhui)}${mot ? `, « ${mot} »` : ''}`;
  return `${nommer(actuelle.auteur)} vient de modifier cette absence (${dite}) : ce que vous n’avez pas touché a suivi, ce que vous avez tapé en tiendra lieu.`;
};
