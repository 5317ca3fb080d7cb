import { describe, expect, it } from 'vitest';
import type { SansTelegestion } from '../../contrats/sans-telegestion';
import { jour, paris, pointage } from '../../testing/constructeurs';
import { proposerRattachements, usagerDe } from './attribuer';
import { estSansTelegestion } from './sans-telegestion';

const rattachement = (numero: string, usagerId: string) => ({
  _id: `rattachement:2026-10-05:${usagerId}`,
  type: 'rattachement' as const,
  id: usagerId,
  date: jour('2026-10-05'),
  antenne: 'EST' as const,
  geste: 'RATTACHER' as const,
  numero,
  usagerId,
  auteur: 'gestion01',
  instant: paris('2026-10-05 10:00'),
  poste: 'PC',
});
const sansUsager = (id: string, numeroAppelant?: string) => {
  const { usagerId: _, ...p } = pointage('A', '2026-10-01 08:00', { id });
  return numeroAppelant === undefined ? p : { ...p, numeroAppelant };
};

describe('à qui est un pointage', () => {
  const usagersDe = (n: string) => ({ '+331': ['U1'], '+332': ['U1', 'U2'] })[n] ?? [];

  it('[PT-5] attend sans usager connu ; un rattachement le donne à tous ceux du numéro, même anciens', () => {
    expect(usagerDe(sansUsager('a', '+339'), { usagersDe, rattachements: [] })).toBeUndefined();
    expect(usagerDe(sansUsager('a', '+339'), { usagersDe, rattachements: [rattachement('+339', 'U7')] })).toBe('U7');
  });

  it('[PT-5] le seul usager d’un numéro connu ; un couple attend qu’on dise lequel ; un numéro masqué attend', () => {
    expect(usagerDe(sansUsager('a', '+331'), { usagersDe, rattachements: [] })).toBe('U1');
    expect(usagerDe(sansUsager('a', '+332'), { usagersDe, rattachements: [] })).toBeUndefined();
    expect(usagerDe(sansUsager('a'), { usagersDe, rattachements: [] })).toBeUndefined();
  });

  it('[PT-5] l’usager nommé par l’appel n’est jamais changé', () => {
    expect(
      usagerDe(pointage('A', '2026-10-01 08:00', { numeroAppelant: '+339' }), {
        usagersDe,
        rattachements: [rattachement('+339', 'U7')],
      }),
    ).toBe('U1');
  });

  it('[PT-8] un numéro n’est proposé que si tous ses pointages nomment le même usager, jamais celui d’une aide ou d’un autre', () => {
    const de = (numero: string, ...usagers: string[]) =>
      usagers.map((usagerId, n) =>
        pointage('A', `2026-10-0${n + 1} 08:00`, { id: `${numero}${n}`, usagerId, numeroAppelant: numero }),
      );
    const l = [
      ...de('+339', 'U1', 'U1', 'U1'),
      ...de('+338', 'U1', 'U2', 'U1'),
      ...de('+337', 'U1', 'U1'),
      ...de('+336', 'U3', 'U3', 'U3'),
      ...de('+331', 'U3', 'U3', 'U3'),
    ];
    expect(proposerRattachements(l, { usagersDe, estAide: (n) => n === '+336' })).toEqual([
      { numero: '+339', usagerId: 'U1', pointages: 3 },
    ]);
  });

  it('[PT-7] sans télégestion : daté, la dernière marque d’un même début l’emporte', () => {
    const marque = (id: string, plus: Partial<SansTelegestion> = {}): SansTelegestion => ({
      _id: `sanstele:2026-10-01:${id}`,
      type: 'sanstele',
      id,
      date: jour('2026-10-01'),
      antenne: 'EST',
      usagerId: 'U1',
      raison: 'SANS_TELEPHONE',
      depuis: jour('2026-10-01'),
      auteur: 'gestion01',
      instant: paris('2026-10-01 09:00'),
      poste: 'PC',
      ...plus,
    });
    const finie = marque('b', { jusqua: jour('2026-10-10'), instant: paris('2026-10-12 09:00') });
    const le = (d: string) => estSansTelegestion([finie, marque('a')], 'U1', jour(d));
    expect([le('2026-09-30'), le('2026-10-01'), le('2026-10-10'), le('2026-10-11')]).toEqual([
      false,
      true,
      true,
      false,
    ]);
    expect(estSansTelegestion([marque('a')], 'U2', jour('2026-10-05'))).toBe(false);
  });
});
