import { expect, it } from 'vitest';
import { natureSchema } from '../../../contrats/corrections/correction';
import { correction, paris } from '../../../testing/constructeurs';
import { DEFINITIONS } from './table';

const debut = paris('2026-10-01 08:30');
const fin = paris('2026-10-01 09:30');

it('[CO-1] [RE] a statement says each kind in words that do not change: its bytes are kept ten years', () => {
  const dites = natureSchema.options.map((nature) => [
    nature,
    DEFINITIONS[nature].mots.releve(correction(nature, { debut, fin })),
    DEFINITIONS[nature].mots.releve(correction(nature, {})),
  ]);
  expect(dites).toEqual([
    [
      'CREATION',
      'Visite ajoutée par l’antenne : arrivée à 8\u00a0h\u00a030, départ à 9\u00a0h\u00a030',
      'Visite ajoutée par l’antenne',
    ],
    ['HORAIRE', 'Horaire corrigé : arrivée à 8\u00a0h\u00a030, départ à 9\u00a0h\u00a030', 'Horaire corrigé'],
    ['MINUTES', 'Minutes complémentaires', 'Minutes complémentaires'],
    ['DONNEES', 'Personne, aide ou prestation rectifiée', 'Personne, aide ou prestation rectifiée'],
    ['SUPPRESSION', 'Visite annulée', 'Visite annulée'],
    ['RETABLISSEMENT', 'Visite rétablie', 'Visite rétablie'],
    ['RETRAIT', 'Correction précédente retirée', 'Correction précédente retirée'],
  ]);
});
