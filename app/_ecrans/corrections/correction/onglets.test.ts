import { expect, it } from 'vitest';
import { motsDe, ongletsDe } from './onglets';

it('[CO-3] a visit that stands is corrected or annulled; one that is annulled is first restored', () => {
  expect(ongletsDe(false)).toEqual([
    { value: 'HEURES', label: 'Heures' },
    { value: 'MINUTES', label: 'Minutes' },
    { value: 'DONNEES', label: 'Qui, quoi' },
    { value: 'SUPPRESSION', label: 'N’a pas eu lieu' },
  ]);
  expect(ongletsDe(true)).toEqual([{ value: 'RETABLISSEMENT', label: 'Rétablir la visite' }]);
});

it('the button says what will be done, in red where something is taken away', () => {
  expect(motsDe('HEURES')).toEqual({ libelle: 'Heures', verbe: 'Enregistrer' });
  expect(motsDe('SUPPRESSION')).toMatchObject({ verbe: 'La visite n’a pas eu lieu', grave: true });
});
