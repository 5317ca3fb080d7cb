import { idIntervenant, idUsager } from '#shared/contrats/ids';
import { codesAntennes } from '#shared/domain/antenne/registre';
import { nomComplet } from '#shared/mots/textes';
import type { Magasin } from '../../store/lire';
import { clesType } from '../../store/types';
import type { Famille } from './entrees/famille';
import { personnesDe } from './entrees/personnes';
import { ENTREES } from './entrees/table';
import type { EntreeLue } from './lire';
import type { Noms } from './mots';
import { alerteDe, type FaitsSaisies } from './phrase-saisie';

const personnesNommees = ({ action, objet }: EntreeLue): string[] => {
  const { personnes = personnesDe }: Famille = ENTREES[action];
  return personnes(objet);
};

const personnesDesFaits = ({ saisies, visites }: FaitsSaisies): string[] => [
  ...[...saisies.values()].flatMap((s) => [
    ...[alerteDe(s)?.usagerId].flatMap((id) => (id === undefined ? [] : [idUsager(id)])),
    ...('usagerId' in s && s.usagerId !== undefined ? [idUsager(s.usagerId)] : []),
    ...('intervenantId' in s && s.intervenantId !== undefined ? [idIntervenant(s.intervenantId)] : []),
    ...('objet' in s && s.objet.genre === 'USAGER' ? [idUsager(s.objet.id)] : []),
  ]),
  ...[...visites.values()].map(idUsager),
];

/** Names of those whom a page of the log is about, asked of each antenna at once: `usager:M200001` → « PETIT Louis ». */
export const nommer = async (m: Magasin, entrees: readonly EntreeLue[], faits: FaitsSaisies): Promise<Noms> => {
  const ids = [...new Set([...entrees.flatMap(personnesNommees), ...personnesDesFaits(faits)])];
  if (ids.length === 0) return {};
  const lus = await Promise.all(
    codesAntennes().map((a) => clesType(m, ['usager', 'intervenant'], ids, { antenne: a })),
  );
  return Object.fromEntries(lus.flat().flatMap((d) => (d ? [[d._id, nomComplet(d)] as const] : [])));
};
