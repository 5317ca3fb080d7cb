import { expect, it } from 'vitest';
import { jour, paris } from '../../testing/constructeurs';
import { enService, joursDuCode } from './en-service';

it('[PT-4] the day before counts until noon, in Paris, whatever the clock does that night', () => {
  expect(joursDuCode(paris('2026-12-01 00:30'))).toEqual(['2026-12-01', '2026-11-30']);
  expect(joursDuCode(paris('2026-12-01 11:59:59'))).toEqual(['2026-12-01', '2026-11-30']);
  expect(joursDuCode(paris('2026-12-01 12:00'))).toEqual(['2026-12-01']);
  expect(joursDuCode(paris('2026-10-25 11:59'))).toHaveLength(2);
  expect(joursDuCode(paris('2026-10-25 12:00'))).toHaveLength(1);
});

it('[PT-4] an aide is there from her first day until noon after her last', () => {
  const aide = { dateDebut: jour('2026-03-01'), dateFin: jour('2026-11-30') };
  const la = (quand: string) => enService(aide, paris(quand));
  expect(['2026-02-28 23:59', '2026-03-01 00:00', '2026-12-01 11:59', '2026-12-01 12:00'].map(la)).toEqual([
    false,
    true,
    true,
    false,
  ]);
});
