import { expect, it } from 'vitest';
import { financeur, jour } from '../../testing/constructeurs';
import { libellesAu } from './financeurs';

it('a funder is called as it is on the day: of several versions, neither the first for ever nor one that is to come', () => {
  const ville = (libelle: string, debut: string) => financeur('DASES', 'APA', { libelle, dateDebut: jour(debut) });
  const versions = [
    ville('Ville', '2024-01-01'),
    financeur('CNAV', 'CAISSE_RETRAITE', { libelle: 'Caisse', dateDebut: jour('2027-03-01') }),
    ville('Ville de Paris', '2026-06-01'),
    ville('Paris', '2027-01-01'),
  ];
  for (const lues of [versions, [...versions].reverse()]) {
    const le = (d: string) => libellesAu(lues, jour(d));
    expect(['2026-05-31', '2026-06-01', '2026-12-31', '2027-01-01'].map((d) => le(d).get('DASES'))).toEqual([
      'Ville',
      'Ville de Paris',
      'Ville de Paris',
      'Paris',
    ]);
    // One that is not in force yet is called as it will be.
    expect([le('2026-12-01').get('CNAV'), le('2020-01-01').get('DASES')]).toEqual(['Caisse', 'Ville']);
  }
  // In the order in which they came.
  expect([...libellesAu(versions, jour('2026-12-01')).keys()]).toEqual(['DASES', 'CNAV']);
});
