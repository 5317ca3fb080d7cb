import { describe, expect, it } from 'vitest';
import type { SansTelegestion } from '../../contrats/dossiers/sans-telegestion';
import type { Rattachement } from '../../contrats/pointages/rattachement';
import { ajouterJours } from '../../temps/paris';
import { jour, paris, pointage, rattachement as rattachementDe, sansTelegestion } from '../../testing/constructeurs';
import { usagerDe } from './attribuer';
import { dernierGeste, estEcarte, numerosDeLUsager, rattacheLe, refusDejaSien, usagersDuNumero } from './numeros';
import { proposerUsager } from './proposer';
import { estSansTelegestion } from './sans-telegestion';

const rattachement = (numero: string, usagerId: string, plus: Partial<Rattachement> = {}): Rattachement =>
  rattachementDe(usagerId, jour('2026-10-05'), { numero, usagerId, instant: paris('2026-10-05 10:00'), ...plus });
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

describe('un geste retiré', () => {
  const leJour = (d: string) => jour(`2026-10-${d}`);
  const aLHeure = (heure: string) => paris(`2026-10-05 ${heure}`);
  const g = (id: string, heure: string, plus: Partial<Rattachement> = {}) =>
    rattachement('+331', 'U1', { id, instant: aLHeure(heure), ...plus });
  const connu = (fichier: string[], ...rattachements: Rattachement[]) => ({ usagersDe: () => fichier, rattachements });
  const retrait = (id: string, heure: string, retire: string, plus: Partial<Rattachement> = {}) =>
    g(id, heure, { geste: 'DETACHER', retire, ...plus });

  it('[PT-5] retirer un geste rend le numéro à qui il était, par le fichier aussi ; dans quelque ordre que les deux viennent, et deux fois comme une', () => {
    const rattache = g('a', '09:00');
    const annule = retrait('b', '09:01', 'a');
    const foyer = ['U1', 'U2'];
    expect(usagersDuNumero('+331', leJour('06'), connu(foyer, rattache)).attaches).toEqual(['U1']);
    for (const gestes of [
      [rattache, annule],
      [annule, rattache],
      [rattache, annule, { ...rattache }, { ...annule }],
    ]) {
      expect(usagersDuNumero('+331', leJour('06'), connu(foyer, ...gestes))).toEqual({ usagers: foyer, attaches: [] });
      expect(numerosDeLUsager({ id: 'U1', telephones: ['+331'] }, leJour('06'), gestes)).toEqual(['+331']);
    }
    expect(usagersDuNumero('+331', leJour('06'), connu(['U2'], rattache, annule)).usagers).toEqual(['U2']);
  });

  it('[PT-5] retirer un retrait n’attache rien : le numéro reste celui du fichier, et le suit', () => {
    const gestes = [g('a', '09:00', { geste: 'DETACHER' }), retrait('b', '09:01', 'a', { geste: 'RATTACHER' })];
    expect(usagersDuNumero('+331', leJour('06'), connu(['U1'], ...gestes))).toEqual({ usagers: ['U1'], attaches: [] });
    expect(usagersDuNumero('+331', leJour('06'), connu([], ...gestes)).usagers).toEqual([]);
  });

  it('[PT-8] retirer une mise à l’écart ne détache rien', () => {
    const gestes = [g('a', '09:00', { geste: 'ECARTER' }), retrait('b', '09:01', 'a')];
    expect([estEcarte('+331', 'U1', gestes), dernierGeste(gestes, '+331', 'U1', leJour('06'))]).toEqual([
      false,
      undefined,
    ]);
    expect(usagersDuNumero('+331', leJour('06'), connu(['U1'], ...gestes)).usagers).toEqual(['U1']);
  });

  it('[PT-5] ce qui est dessous revient ; un retrait ne se retire pas, et ne retire rien d’un autre numéro ni d’un autre usager', () => {
    const dessous = g('a', '09:00', { depuis: leJour('06') });
    const dessus = g('b', '09:01', { geste: 'DETACHER' });
    const annule = retrait('c', '09:02', 'b', { geste: 'RATTACHER' });
    const de = (...gestes: Rattachement[]) =>
      ['05', '06'].map((d) => usagersDuNumero('+331', leJour(d), connu([], ...gestes)).usagers);
    expect([de(dessous, dessus), de(dessous, dessus, annule)]).toEqual([
      [[], []],
      [[], ['U1']],
    ]);
    expect(de(dessous, dessus, annule, retrait('d', '09:03', 'c'))).toEqual([[], ['U1']]);
    expect(de(dessous, retrait('e', '09:03', 'a', { usagerId: 'U2' }))).toEqual([[], ['U1']]);
    expect(de(dessous, retrait('f', '09:03', 'a', { numero: '+332' }))).toEqual([[], ['U1']]);
  });

  it('[CO-8] rattaché depuis le dernier geste qui le rend, sans coupure', () => {
    const depuis = (...gestes: Rattachement[]) => rattacheLe(gestes, '+331', 'U1', leJour('06'));
    const a = g('a', '09:00');
    const detache = g('b', '09:01', { geste: 'DETACHER' });
    const rendu = retrait('c', '09:02', 'b', { geste: 'RATTACHER' });
    expect(depuis()).toBeUndefined();
    expect([depuis(a), depuis(a, g('z', '09:05'))]).toEqual([a.instant, a.instant]);
    expect([depuis(a, detache), depuis(a, retrait('d', '09:02', 'a'))]).toEqual([undefined, undefined]);
    // Between both, its calls were nobody's: nobody can have seen them.
    expect([depuis(a, detache, rendu), depuis(detache, rendu)]).toEqual([rendu.instant, rendu.instant]);
    expect(depuis(a, detache, g('e', '09:03'))).toBe(aLHeure('09:03'));
  });

  it('[PT-5] un numéro qui est déjà le sien, et le sien seul, ne se rattache pas ; il le peut s’il est partagé, ou pour des jours où il ne l’est pas', () => {
    const refus = (fichier: string[], gestes: Rattachement[] = [], depuis?: string) =>
      refusDejaSien(
        { numero: '+331', usagerId: 'U1', depuis: depuis === undefined ? undefined : leJour(depuis) },
        connu(fichier, ...gestes),
      )?.code;
    expect([refus(['U1']), refus(['U1', 'U2']), refus([]), refus(['U2'])]).toEqual([
      'NUMERO_DEJA_SIEN',
      undefined,
      undefined,
      undefined,
    ]);
    const des = [g('a', '09:00', { depuis: leJour('06') })];
    expect([refus([], des), refus([], des, '05'), refus([], des, '06')]).toEqual([
      undefined,
      undefined,
      'NUMERO_DEJA_SIEN',
    ]);
    const quitte = [g('b', '09:00', { geste: 'DETACHER', depuis: leJour('20') })];
    expect([refus(['U1'], quitte), refus(['U1'], quitte, '20')]).toEqual([undefined, undefined]);
    // The later word holds, though it bears an earlier day; and a day on which somebody else has it is looked at.
    const redit = [...quitte, g('c', '10:00', { depuis: leJour('10') })];
    expect([refus(['U1'], redit), refus(['U1'], redit, '20')]).toEqual(['NUMERO_DEJA_SIEN', 'NUMERO_DEJA_SIEN']);
    const autre = { ...g('d', '09:00', { depuis: leJour('12') }), usagerId: 'U2' };
    expect([refus(['U1'], [autre]), refus(['U1'], [autre, { ...autre, id: 'e', retire: 'd' }])]).toEqual([
      undefined,
      'NUMERO_DEJA_SIEN',
    ]);
  });

  it('[PT-5] de centaines de gestes d’un numéro, chacun d’un jour ou d’un usager, chacun n’est lu que quelques fois', () => {
    let lus = 0;
    const gestes = Array.from({ length: 300 }, (_, n) => {
      const depuis = ajouterJours(jour('2026-10-05'), n);
      const { numero, ...geste } = rattachement('+331', 'U1', { id: `R${n}`, depuis });
      return {
        ...geste,
        get numero() {
          lus += 1;
          return numero;
        },
      };
    });
    const dit = { numero: '+331', usagerId: 'U1' };
    expect(refusDejaSien(dit, { usagersDe: () => ['U1'], rattachements: gestes })?.code).toBe('NUMERO_DEJA_SIEN');
    expect(lus).toBeLessThan(10 * gestes.length);
    lus = 0;
    const deTous = gestes.map((g, n) => ({
      ...g,
      usagerId: `U${n}`,
      get numero() {
        lus += 1;
        return '+331';
      },
    }));
    expect(
      usagersDuNumero('+331', jour('2028-01-01'), { usagersDe: () => [], rattachements: deTous }).attaches,
    ).toHaveLength(300);
    expect(lus).toBeLessThan(10 * deTous.length);
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
    const marque = (id: string, plus: Partial<SansTelegestion> = {}): SansTelegestion =>
      sansTelegestion(id, jour('2026-10-01'), { instant: paris('2026-10-01 09:00'), ...plus });
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
