import { expect, it } from 'vitest';
import { motStatut } from './statuts';

it('[PT-7] une absence dit sa nature, une visite à retirer la sienne à côté ; les autres statuts gardent leur mot', () => {
  expect(motStatut('ABSENCE', 'hospitalisation')).toBe('Hospitalisation');
  expect(motStatut('ABSENCE')).toBe('Absence');
  expect(motStatut('A_RETIRER', 'entrée en EHPAD')).toBe('À retirer (entrée en EHPAD)');
  expect(motStatut('FICHE_A_SAISIR', 'sans télégestion')).toBe('Fiche à saisir');
});
