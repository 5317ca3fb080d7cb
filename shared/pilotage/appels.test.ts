import { expect, test } from 'vitest';
import type { Appel } from '../contrats/pointages/pointage';
import { jour, paris } from '../testing/constructeurs';
import { compterJour, type MatiereJour } from './agregats';

const echec = (id: string, source: Appel['source'], heure: string): Appel => ({
  ...{ _id: `appel:${id}`, type: 'appel', id, source, etape: 'CODE', issue: 'CODE_ERRONE' },
  ...{ instant: paris(`2026-10-02 ${heure}`), recuLe: paris(`2026-10-02 ${heure}`) },
});
const contexte = { maintenant: paris('2026-10-03 08:00') } as Parameters<typeof compterJour>[1];
const compter = (echecs: readonly Appel[]) =>
  compterJour(
    {
      ...{ antenne: 'EST', date: jour('2026-10-02'), retenues: [], attentes: [], echecs },
      dispenses: () => undefined,
      dureeDe: () => 0 as ReturnType<MatiereJour['dureeDe']>,
    },
    contexte,
  );

test('[PT-4, PT-10] a call that failed is one of the telephone, even if the operator alone saw it; what the page « Pointer » refused is none', () => {
  const telephone = [echec('1', 'SVI', '08:10'), echec('2', 'CDR', '09:10')];
  const passages = [echec('3', 'QR', '08:20'), echec('4', 'LIEN', '10:20')];
  expect(compter([...telephone, ...passages])?.appels.echecs).toEqual({ 8: 1, 9: 1 });
  expect(compter(passages)).toBeUndefined();
});
