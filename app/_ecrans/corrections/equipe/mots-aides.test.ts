import { expect, it } from 'vitest';
import { jour, note, paris, usager } from '#shared/testing/constructeurs';
import { ETAT_VIDE, type EtatDepot, enAttente, poserSaisies } from '../../../_donnees/depot/etat-depot';
import { motsDAides } from './mots-aides';

const AUJ = jour('2026-11-25');
const parti = usager('U1', {
  antennes: [
    { antenne: 'EST', depuis: jour('0001-01-01') },
    { antenne: 'SUD', depuis: jour('2026-11-20') },
  ],
});
const mot = (id: string, date: string) =>
  note(id, jour(date), { usagerId: 'U1', intervenantId: 'I1', objet: { genre: 'VISITE', id: `V${id}` }, poste: 'PC' });
const avec = (notes: ReturnType<typeof note>[]): EtatDepot =>
  poserSaisies({ ...ETAT_VIDE, usagers: new Map([['U1', parti]]) }, notes);

it('[CL-1] [PR-1] le mot d’une aide est à traiter dans l’antenne que sa visite a, et là seulement', () => {
  const etat = avec([mot('A', '2026-11-10'), mot('B', '2026-11-21')]);
  const ids = (antenne: 'EST' | 'SUD') => motsDAides(etat, AUJ, antenne).map((n) => n.note.id);
  expect([ids('EST'), ids('SUD')]).toEqual([['A'], ['B']]);
});

it('[CO-6] ce que le serveur a porté ici n’attend aucune réponse ici', () => {
  const ici = mot('A', '2026-11-21');
  const etat = avec([ici, { ...mot('B', '2026-11-21'), partageLe: paris('2026-11-20 07:00') }]);
  expect(enAttente(etat, 'PC').map((s) => s.id)).toEqual(['A']);
});
