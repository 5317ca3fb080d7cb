import { expect, it } from 'vitest';
import { PARAMETRES } from '../../contrats/exploitation/parametre';
import { minutes } from '../../temps/types';
import { estInhabituelle } from './inhabituelle';

const seuil = PARAMETRES.dureeInhabituelle.defaut;

it.each([
  [526, 60, true],
  [120, 60, false],
  [121, 60, true],
  [61, 30, true],
  [60, 30, false],
  [240, 180, false],
  [241, 180, true],
  [5, 60, false],
  [500, 0, false],
])('%i minutes pour %i prévues : inhabituelle %s', (duree, prevue, dit) =>
  expect(estInhabituelle(minutes(duree), minutes(prevue), seuil)).toBe(dit),
);
