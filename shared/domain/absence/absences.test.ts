import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Absence } from '../../contrats/dossiers/absence';
import { epochMs, instantDe } from '../../temps/paris';
import { jour, paris } from '../../testing/constructeurs';
import { absenceAu, absencesEnVigueur, finieAvantQueDite, jugerAbsence } from './absences';

const absence = (id: string, plus: Partial<Absence> = {}): Absence => ({
  _id: `absence:2026-11-01:${id}`,
  type: 'absence',
  id,
  date: jour('2026-11-01'),
  antenne: 'EST',
  auteur: 'gestion01',
  instant: paris('2026-11-01 09:00'),
  poste: 'PC',
  usagerId: 'U1',
  nature: 'VACANCES',
  du: jour('2026-11-10'),
  au: jour('2026-11-20'),
  ...plus,
});

describe('absences d’un usager', () => {
  it('bornes comprises ; sans fin, elle dure', () => {
    const en = absencesEnVigueur([absence('a'), absence('b', { usagerId: 'U2', au: undefined })]);
    const le = (u: string, d: string) => absenceAu(en, u, jour(d))?.id;
    expect([le('U1', '2026-11-09'), le('U1', '2026-11-10'), le('U1', '2026-11-20'), le('U1', '2026-11-21')]).toEqual([
      undefined,
      'a',
      'a',
      undefined,
    ]);
    expect(le('U2', '2030-01-01')).toBe('b');
  });

  it('une absence dite à nouveau vaut sa dernière version ; annulée, elle ne vaut plus rien', () => {
    const longue = absence('b', { remplace: 'a', au: jour('2026-11-25'), instant: paris('2026-11-12 09:00') });
    const dites = { du: paris('2026-11-01 09:00'), au: paris('2026-11-12 09:00') };
    expect(absencesEnVigueur([longue, absence('a')])).toEqual([{ ...longue, versions: ['a'], dites }]);
    const annulee = absence('c', { remplace: 'b', annulee: true, instant: paris('2026-11-13 09:00') });
    expect(absencesEnVigueur([annulee, longue, absence('a')])).toEqual([]);
  });

  it('de celles qui se suivent par centaines, chacune n’est lue que quelques fois ; une boucle ne l’arrête pas', () => {
    let lues = 0;
    const suite = Array.from({ length: 300 }, (_, n): Absence => {
      const remplace = n === 0 ? undefined : `a${n - 1}`;
      return {
        ...absence(`a${n}`),
        instant: instantDe(epochMs(paris('2026-11-01 09:00')) + n * 1_000),
        get remplace() {
          lues += 1;
          return remplace;
        },
      };
    });
    expect(absencesEnVigueur(suite).map((a) => [a.id, a.versions.length])).toEqual([['a299', 299]]);
    expect(lues).toBeLessThan(10 * suite.length);
    const boucle = [absence('x', { remplace: 'y' }), absence('y', { remplace: 'x' }), absence('z', { remplace: 'x' })];
    expect(absencesEnVigueur(boucle).map((a) => a.id)).toEqual(['y', 'z']);
  });

  it('celle d’un usager qui dit en remplacer une d’un autre ne lui ôte rien', () => {
    const sienne = absence('a');
    const autre = absence('b', { usagerId: 'U2', remplace: 'a', annulee: true, instant: paris('2026-11-12 09:00') });
    expect(absencesEnVigueur([sienne, autre]).map((a) => a.id)).toEqual(['a']);
  });

  it('l’ordre de réception ne change rien, ni une fiche reçue deux fois', () => {
    const suite = [
      absence('a'),
      absence('b', { remplace: 'a', instant: paris('2026-11-12 09:00'), au: jour('2026-11-22') }),
      absence('b2', { remplace: 'a', instant: paris('2026-11-12 10:00'), nature: 'HOSPITALISATION' }),
      absence('c', { du: jour('2026-12-01'), au: jour('2026-12-05') }),
      absence('d', { remplace: 'c', annulee: true, instant: paris('2026-11-14 09:00') }),
    ];
    const attendu = absencesEnVigueur(suite).map((a) => a.id);
    expect(attendu).toEqual(['b2']);
    fc.assert(
      fc.property(fc.shuffledSubarray(suite, { minLength: suite.length }), (melange) => {
        expect(absencesEnVigueur([...melange]).map((a) => a.id)).toEqual(attendu);
      }),
    );
  });

  it('[AL-5] on its first and its last day, what was over before that day was said to be of it is told from what was to come', () => {
    const visite = (d: string, fin: string) => ({ date: jour(d), visite: { fin: paris(`${d} ${fin}`) } });
    const finies = (...dites: Absence[]) => {
      const [a] = absencesEnVigueur(dites);
      if (!a) throw new Error('une absence attendue');
      return (
        [
          ['2026-11-10', '09:30'],
          ['2026-11-10', '19:00'],
          ['2026-11-11', '09:30'],
          ['2026-11-20', '09:30'],
        ] as const
      ).map(([d, fin]) => finieAvantQueDite(a, visite(d, fin)));
    };
    // Noted at three in the afternoon, that the usager is in hospital since that day: that of the morning may have been made.
    const notee = absence('a', { instant: paris('2026-11-10 15:00'), au: undefined });
    expect(finies(notee)).toEqual([true, false, false, false]);
    // Its end, said later, does not claim what was excused: neither on the first day, nor on the last, which it had already.
    const finie = absence('b', { remplace: 'a', instant: paris('2026-11-21 09:00') });
    expect(finies(notee, finie)).toEqual([true, false, false, false]);
    // Said for the first time long after: nobody knows of the days that it begins and ends on; those between are nobody's.
    expect(finies(absence('c', { instant: paris('2026-11-25 09:00') }))).toEqual([true, true, false, true]);
    expect(finies(absence('d'))).toEqual([false, false, false, false]);
  });

  it('refuse ce qui ne tient pas, avec ce qu’il faut faire', () => {
    const en = absencesEnVigueur([absence('a')]);
    const code = (plus: Partial<Absence>) => {
      const r = jugerAbsence({ ...absence('n'), ...plus }, en);
      return r.ok ? 'ok' : r.refus.code;
    };
    const libre = { du: jour('2026-12-01'), au: jour('2026-12-02') };
    expect(code(libre)).toBe('ok');
    expect(code({ ...libre, au: jour('2026-11-30') })).toBe('FIN_AVANT_DEBUT');
    expect(code({ ...libre, nature: 'DECES' })).toBe('FIN_INUTILE');
    expect(code({ ...libre, nature: 'AUTRE', commentaire: ' ' })).toBe('COMMENTAIRE');
    expect(code({ du: jour('2026-11-20'), au: jour('2026-11-30') })).toBe('CHEVAUCHE');
    expect(code({ du: jour('2026-11-20'), au: jour('2026-11-30'), remplace: 'a' })).toBe('ok');
    expect(code({ du: jour('2026-11-20'), au: jour('2026-11-30'), usagerId: 'U2' })).toBe('ok');
    // Someone else has stated it again meanwhile: both mean the same absence, and the later one holds.
    const entreTemps = absencesEnVigueur([absence('a'), absence('b', { remplace: 'a' })]);
    expect(jugerAbsence({ ...absence('n'), remplace: 'a' }, entreTemps).ok).toBe(true);
  });
});
