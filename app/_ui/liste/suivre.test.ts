import { expect, it } from 'vitest';
import { apparier, paris, pointage, visite } from '#shared/testing/constructeurs';
import { ETAT_VIDE, poserJour } from '../../_donnees/depot/etat-depot';
import type { Ligne } from '../../_donnees/depot/lignes';
import { lignesDe } from '../../_donnees/depot/plier';
import { nommeur } from './suivre';

const J = '2026-10-01' as Ligne['date'];
const [V1, V2] = [visite('V1', `${J} 08:30`, `${J} 09:30`), visite('V2', `${J} 14:00`, `${J} 15:00`)];
const ARRIVEE = pointage('A', `${J} 08:31`, { id: 'P1' });
const PLUS_TOT = pointage('A', `${J} 08:28`, { id: 'P0' });

const lignes = (plus: Parameters<typeof apparier>[0]): Ligne[] => {
  const lot = Object.fromEntries(apparier({ visites: [V1, V2], ...plus }).map((i) => [i._id, i]));
  return lignesDe(poserJour(ETAT_VIDE, J, lot, undefined), J, J, paris(`${J} 10:00`));
};
const id = (court: string) => `intervention:${J}:${court}`;
const PREVUES = lignes({});
const POINTEE = lignes({ pointages: [ARRIVEE] });

it('[CO-7] une visite prévue que l’aide pointe reste celle que l’on regarde, sous son nouvel identifiant', () => {
  expect([PREVUES, POINTEE].map((l) => l.map((x) => x.id))).toEqual([
    [id('V1'), id('V2')],
    [id('P1'), id('V2')],
  ]);
  expect([id('V1'), id('V2'), undefined].map(nommeur(POINTEE))).toEqual([id('P1'), id('V2'), undefined]);
});

it('[CO-7] un appel reçu plus tard change encore son identifiant : chacun de ceux qu’elle a eus y mène', () => {
  const encore = nommeur(lignes({ pointages: [PLUS_TOT, ARRIVEE] }));
  expect([id('V1'), id('P1'), id('P0')].map((x) => encore(x))).toEqual([id('P0'), id('P0'), id('P0')]);
});

it('[CO-7] ce qui est encore une visite, ou n’en est plus aucune, garde le sien', () => {
  expect(nommeur([...POINTEE, ...PREVUES])(id('V1'))).toBe(id('V1'));
  expect(nommeur(PREVUES)(id('P1'))).toBe(id('P1'));
});
