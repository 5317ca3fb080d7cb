import { describe, expect, it } from 'vitest';
import type { SansTelegestion } from '../../contrats/dossiers/sans-telegestion';
import type { Rattachement } from '../../contrats/pointages/rattachement';
import { jour, paris, pointage } from '../../testing/constructeurs';
import { usagerDe } from './attribuer';
import { estEcarte, numerosDeLUsager, usagersDuNumero } from './numeros';
import { proposerUsager } from './proposer';
import { estSansTelegestion } from './sans-telegestion';

const rattachement = (numero: string, usagerId: string, plus: Partial<Rattachement> = {}): Rattachement => ({
  _id: `rattachement:2026-10-05:${usagerId}`,
  type: 'rattachement',
  id: usagerId,
  date: jour('2026-10-05'),
  antenne: 'EST',
  geste: 'RATTACHER',
  numero,
  usagerId,
  auteur: 'gestion01',
  instant: paris('2026-10-05 10:00'),
  poste: 'PC',
  ...plus,
});
const sansUsager = (id: string, numeroAppelant?: string) => {
  const { usagerId: _, ...p } = pointage('A', '2026-10-01 08:00', { id });
  return numeroAppelant === undefined ? p : { ...p, numeroAppelant };
};

describe('à qui est un pointage', () => {
  const fichier: Record<string, string[]> = { '+331': ['U1'], '+332': ['U1', 'U2'], '+335': ['U5'] };
  const de = (p: ReturnType<typeof sansUsager> | ReturnType<typeof pointage>, ...rattachements: Rattachement[]) =>
    usagerDe(p, {
      usagersDe: (n) => fichier[n] ?? [],
      rattachements,
      antenneDe: (id) => (id === 'U5' ? 'SUD' : 'EST'),
    });

  it('[PT-5] attend sans usager connu ; un rattachement le donne à tous ceux du numéro, même anciens', () => {
    expect(de(sansUsager('a', '+339'))).toBeUndefined();
    expect(de(sansUsager('a', '+339'), rattachement('+339', 'U7'))).toBe('U7');
  });

  it('[PT-5] le seul usager d’un numéro connu ; un couple attend qu’on dise lequel ; un numéro masqué attend', () => {
    expect(de(sansUsager('a', '+331'))).toBe('U1');
    expect(de(sansUsager('a', '+332'))).toBeUndefined();
    expect(de(sansUsager('a', '+332'), rattachement('+332', 'U2'))).toBe('U2');
    expect(de(sansUsager('a'))).toBeUndefined();
  });

  it('[PT-5] l’usager nommé par l’appel n’est jamais changé', () => {
    expect(de(pointage('A', '2026-10-01 08:00', { numeroAppelant: '+339' }), rattachement('+339', 'U7'))).toBe('U1');
  });

  it('[PT-5] le geste d’une antenne ne prend rien à l’usager d’une autre qui a aussi ce numéro', () => {
    expect(de(sansUsager('a', '+335'))).toBe('U5');
    expect(de(sansUsager('a', '+335'), rattachement('+335', 'U7'))).toBeUndefined();
    const repris = rattachement('+335', 'U5', { geste: 'DETACHER', antenne: 'SUD' });
    expect(de(sansUsager('a', '+335'), rattachement('+335', 'U7'), repris)).toBe('U7');
  });
});

describe('à qui est un numéro', () => {
  const leJour = (d: string) => jour(`2026-10-${d}`);
  const a = (heure: string) => ({ id: heure, instant: paris(`2026-10-05 ${heure}`) });
  const connu = (...rattachements: Rattachement[]) => ({
    usagersDe: (n: string) => (n === '+331' ? ['U1'] : []),
    rattachements,
  });
  const usagers = (date: string, ...gestes: Rattachement[]) =>
    usagersDuNumero('+331', leJour(date), connu(...gestes)).usagers;

  it('[PT-5] un numéro passe d’un usager à un autre à une date', () => {
    const rendu = rattachement('+331', 'U1', { geste: 'DETACHER', depuis: leJour('10'), ...a('09:00') });
    const pris = rattachement('+331', 'U2', { depuis: leJour('10'), ...a('09:01') });
    expect([usagers('09', rendu, pris), usagers('10', rendu, pris)]).toEqual([['U1'], ['U2']]);
    expect([usagers('09', pris, rendu), usagers('10', pris, rendu)]).toEqual([['U1'], ['U2']]);
    const deU1 = (d: string) => numerosDeLUsager({ id: 'U1', telephones: ['+331'] }, leJour(d), [rendu, pris]);
    expect([deU1('09'), deU1('10')]).toEqual([['+331'], []]);
  });

  it('[PT-5] le dernier geste l’emporte, à instant égal le plus grand identifiant ; un numéro peut être à deux', () => {
    const g = (id: string, geste: Rattachement['geste']) => rattachement('+331', 'U2', { geste, ...a('09:00'), id });
    expect(usagers('05', g('a', 'DETACHER'), g('b', 'RATTACHER'))).toEqual(['U1', 'U2']);
    expect(usagers('05', g('b', 'DETACHER'), g('a', 'RATTACHER'))).toEqual(['U1']);
  });

  it('[PT-8] écarter ne dit pas à qui est le numéro, et cesse dès qu’un geste le rattache', () => {
    const ecarte = rattachement('+339', 'U2', { geste: 'ECARTER', ...a('09:00') });
    const pris = rattachement('+339', 'U2', a('10:00'));
    expect(usagersDuNumero('+339', leJour('05'), connu(ecarte)).usagers).toEqual([]);
    expect([estEcarte('+339', 'U2', [ecarte]), estEcarte('+339', 'U2', [ecarte, pris])]).toEqual([true, false]);
  });
});

describe('un numéro à proposer', () => {
  const vus = (...usagers: (string | undefined)[]) =>
    usagers.map((usagerId, n) => ({ usagerId, instant: paris(`2026-10-0${n + 1} 08:00`) }));
  const proposer = (v: ReturnType<typeof vus>, rattachements: Rattachement[] = [], fichier: string[] = []) =>
    proposerUsager('+339', v, { usagersDe: () => fichier, rattachements }, () => 3);

  it('[PT-8] tous ses pointages nomment le même usager, trois au moins', () => {
    expect(proposer(vus('U1', 'U1', 'U1'))).toEqual({
      usagerId: 'U1',
      pointages: 3,
      premier: paris('2026-10-01 08:00'),
      dernier: paris('2026-10-03 08:00'),
    });
    for (const non of [vus('U1', 'U1'), vus('U1', 'U2', 'U1', 'U1'), vus('U1', 'U1', undefined, 'U1'), vus()])
      expect(proposer(non)).toBeUndefined();
  });

  it('[PT-8] jamais le numéro de quelqu’un, ni celui qu’un gestionnaire a écarté pour cet usager', () => {
    const trois = vus('U1', 'U1', 'U1');
    expect(proposer(trois, [], ['U4'])).toBeUndefined();
    expect(proposer(trois, [rattachement('+339', 'U4', { depuis: jour('2026-10-20') })])).toBeUndefined();
    expect(proposer(trois, [rattachement('+339', 'U1', { geste: 'ECARTER' })])).toBeUndefined();
    expect(proposer(trois, [rattachement('+339', 'U4', { geste: 'ECARTER' })])).toBeDefined();
  });
});

describe('qui ne pointe pas par téléphone', () => {
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
