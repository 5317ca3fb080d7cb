import { expect, it } from 'vitest';
import { COLLECTIONS, type Collection } from '#shared/replication/protocole';
import type { DateCivile } from '#shared/temps/types';
import { changementFenetre, suivreFenetre } from './fenetre';

const d = (t: string) => t as DateCivile;

it('une fenêtre qui avance retire des mois, une qui grandit en fait relire', () => {
  expect(changementFenetre(undefined, d('2026-09-01'))).toBe('AVANCEE');
  expect(changementFenetre(d('2026-09-01'), d('2026-09-01'))).toBe('AUCUN');
  expect(changementFenetre(d('2026-09-01'), d('2026-10-01'))).toBe('AVANCEE');
  expect(changementFenetre(d('2026-09-01'), d('2026-06-01'))).toBe('GRANDIE');
});

it('one that moves on takes away what is before it, then is noted; told again, nothing more is done', () => {
  const t = suivreFenetre({ debut: d('2026-09-01'), aRelire: new Set() }, { type: 'DITE', debut: d('2026-10-01') });
  expect(t).toEqual({ etat: { debut: '2026-10-01', aRelire: new Set() }, effets: ['RETIRER', 'NOTER'] });
  expect(suivreFenetre(t.etat, { type: 'DITE', debut: d('2026-10-01') })).toEqual({ etat: t.etat, effets: [] });
});

it('one that grows has all that is dated read again, and is noted once the last of it is: a start meanwhile finds it anew', () => {
  const t = suivreFenetre({ debut: d('2026-09-01'), aRelire: new Set() }, { type: 'DITE', debut: d('2026-06-01') });
  const datees = (Object.keys(COLLECTIONS) as Collection[]).filter((c) => COLLECTIONS[c].date);
  expect([t.effets, [...t.etat.aRelire]]).toEqual([['RELIRE'], datees]);
  let etat = t.etat;
  const notees: string[][] = [];
  for (const collection of [...datees, ...datees]) {
    const relue = suivreFenetre(etat, { type: 'RELUE', collection });
    notees.push([...relue.effets]);
    etat = relue.etat;
  }
  expect(notees.flat()).toEqual(['NOTER']);
  expect(notees[datees.length - 1]).toEqual(['NOTER']);
});
