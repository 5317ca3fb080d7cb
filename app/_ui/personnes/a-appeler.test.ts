import { expect, it } from 'vitest';
import { pointage } from '#shared/testing/constructeurs';
import { aAppeler, quiAppeler } from './a-appeler';

const CHEZ = ['+33199000001', '+33199000002'];
const de = (numeroAppelant: string | undefined) => ({
  arrivee: { ...pointage('A', '2026-11-25 08:02'), ...(numeroAppelant ? { numeroAppelant } : {}) },
});

it('[AL-5] une aide qui n’est pas repartie s’appelle d’abord là d’où elle a appelé, puis aux numéros de l’usager', () => {
  expect(aAppeler(de('+33199000002'), CHEZ)).toEqual(['+33199000002', '+33199000001']);
  expect(aAppeler(de('+33639980001'), CHEZ)).toEqual(['+33639980001', '+33199000001', '+33199000002']);
});

it('[AL-5] sans arrivée, ou partie, l’aide n’est plus là d’où elle a appelé : restent les numéros de l’usager', () => {
  const partie = { ...de('+33639980001'), depart: { ...pointage('D', '2026-11-25 09:00') } };
  expect(aAppeler(partie, CHEZ)).toEqual(CHEZ);
  expect(aAppeler({}, CHEZ)).toEqual(CHEZ);
  expect(aAppeler({}, [])).toEqual([]);
});

it('[AL-5] son propre téléphone, où les fichiers le donnent, vient d’abord, arrivée ou non', () => {
  const SIEN = '+33639980055';
  expect(aAppeler({}, CHEZ, SIEN)).toEqual([SIEN, ...CHEZ]);
  expect(aAppeler(de(SIEN), CHEZ, SIEN)).toEqual([SIEN, ...CHEZ]);
  expect(aAppeler({}, [], SIEN)).toEqual([SIEN]);
});

it('[AL-5] « qui dois-je appeler ? »: one number for the aide and one for her usager, as far as they are known', () => {
  const SIEN = '+33639980055';
  const [premier, second] = CHEZ;
  const dits = (...p: Parameters<typeof quiAppeler>) => quiAppeler(...p).map(({ qui, numero }) => `${qui} ${numero}`);
  expect(dits({}, CHEZ, SIEN)).toEqual([`AIDE ${SIEN}`, `USAGER ${premier}`]);
  expect(dits(de(second), CHEZ, SIEN)).toEqual([`AIDE ${SIEN}`, `USAGER ${second}`]);
  expect(dits(de('+33639980001'), CHEZ)).toEqual(['AIDE +33639980001', `USAGER ${premier}`]);
  expect(dits({}, CHEZ)).toEqual([`USAGER ${premier}`]);
  expect(dits({}, [])).toEqual([]);
});
