import { expect, it } from 'vitest';
import { colonnesPerdues, fautesDeDisposition } from './disposition';

const CLE = 'dispositionDasesCorrigees';

it('[CL-3] what is wrong with a layout is said in its field, by the name that the screen gives it', () => {
  expect(fautesDeDisposition(CLE, { separateur: ',' })).toEqual({
    separateur: expect.stringMatching(/^«\sSéparateur\s»\s: «\s?,\s?» est aussi le signe décimal/),
  });
  expect(fautesDeDisposition(CLE, { colonnes: ['debut', 'rien = X'] })).toEqual({
    colonnes: expect.stringMatching(/^«\sColonnes\s», ligne 2\s: /),
  });
  expect(fautesDeDisposition(CLE, {})).toEqual({});
  expect(fautesDeDisposition('retardApres', 15)).toEqual({});
});

it('[CL-3] a layout that loses columns is told before it is kept', () => {
  const avant = { colonnes: ['numero_pec = PLAN', 'debut = JOUR | AAAAMMJJ', 'duree'] };
  expect(colonnesPerdues(CLE, avant, { colonnes: ['debut', 'duree', 'numero_pec'] })).toBeUndefined();
  expect(colonnesPerdues(CLE, avant, { colonnes: ['debut'] })).toMatch(/perd 2\scolonnes\s: numero_pec, duree/);
  expect(colonnesPerdues(CLE, avant, {})).toContain('celles du produit');
  expect(colonnesPerdues(CLE, {}, { colonnes: ['debut'] })).toContain('Le fichier perd');
  expect(colonnesPerdues(CLE, {}, {})).toBeUndefined();
});
