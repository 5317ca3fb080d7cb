import { expect, it } from 'vitest';
import type { Antenne } from '../../contrats/commun';
import type { Destination, Envoi } from '../../contrats/financement/envoi';
import type { Mois } from '../../temps/types';
import { paris } from '../../testing/constructeurs';
import { moisAttendus } from './attendus';
import { deposer, passer, preparerEnvoi } from './envoi';

const [SEP, OCT, NOV, DEC] = ['2026-09', '2026-10', '2026-11', '2026-12'] as [Mois, Mois, Mois, Mois];
const LE = { auteur: 'siege', instant: paris('2026-12-01 08:00') };

const prepare = (destination: Destination, mois: Mois, nom: string): Envoi =>
  preparerEnvoi(undefined, { destination, mois, nom, empreinte: 'e', octets: 1, lignes: 1 }, LE);
const parti = (destination: Destination, mois: Mois, nom: string): Envoi =>
  deposer(prepare(destination, mois, nom), LE.instant);
const millesime = (mois: Mois, antenne: Antenne): Envoi =>
  parti('MILLESIME', mois, `RESTITUTION_${antenne}_${mois.replace('-', '')}.csv`);

const close = (mois: Mois) => ({ mois, nombreVisites: 1, nombreBruts: 0, complements: undefined });
const closes = (antenne: Antenne, ...mois: Mois[]) => [antenne, mois.map(close)] as const;

it('[CL-4] Millésime: what an antenna closed late waits for its own last month, not for that of another', () => {
  const envois = [millesime(SEP, 'SUD'), millesime(SEP, 'EST'), millesime(OCT, 'SUD'), millesime(NOV, 'SUD')];
  const deux = [closes('SUD', SEP, OCT, NOV, DEC), closes('EST', SEP, OCT, DEC)];
  const attendus = [{ mois: OCT, antennes: ['EST'] }];
  const decembre = { mois: DEC, destination: 'MILLESIME' } as const;
  expect(moisAttendus(envois, deux, decembre)).toEqual({ attendus, anciens: [] });
  // The other’s has begun to leave.
  expect(moisAttendus([...envois, millesime(DEC, 'SUD')], deux, decembre)).toEqual({ attendus, anciens: [] });
  // Its own has: nothing is left to wait for, and the gap is told of that antenna alone.
  expect(moisAttendus([...envois, millesime(DEC, 'EST')], deux, decembre)).toEqual({ attendus: [], anciens: attendus });
});

it('[CL-4] a month has left once none of its files is still to leave; one that was refused holds no other month', () => {
  const novembre = { mois: NOV, destination: 'DASES' } as const;
  const deux = [closes('SUD', OCT), closes('EST', OCT)];
  const [a, b] = [parti('DASES', OCT, 'PRESTATIONS.csv'), prepare('DASES', OCT, 'FACTURES.csv')];
  expect(moisAttendus([a, b], deux, novembre)).toEqual({ attendus: [{ mois: OCT, antennes: [] }], anciens: [] });
  const parties = [a, deposer(b, LE.instant)];
  expect(moisAttendus(parties, deux, novembre)).toEqual({ attendus: [], anciens: [] });
  const refusee = passer(a, 'REFUSE', LE);
  expect(moisAttendus([refusee], deux, novembre)).toEqual({ attendus: [], anciens: [] });
  const refaite = preparerEnvoi(refusee, { ...refusee, empreinte: 'f' }, LE);
  expect([refaite.etat, moisAttendus([refaite], deux, novembre).attendus]).toEqual(['PREPARE', []]);
});
