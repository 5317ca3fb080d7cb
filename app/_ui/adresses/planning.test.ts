import { describe, expect, it } from 'vitest';
import type { DateCivile } from '#shared/temps/types';
import { adressePlanning, decaler, lireAdresse, lundi, periode } from './planning';

const jour = '2026-11-25' as DateCivile;
const lire = (q: string) => lireAdresse(new URLSearchParams(q), jour);

describe('adresse du planning', () => {
  it('se relit telle qu’elle a été écrite', () => {
    const a = { vue: 'mois', par: 'intervenant', id: 'I/1 é', date: jour } as const;
    expect(lire(adressePlanning(a).split('?')[1] ?? '')).toEqual(a);
  });

  it('opens on the week of the antenna when it is empty or wrong, and not on nobody', () => {
    const defaut = { vue: 'semaine', par: 'antenne', id: '', date: jour };
    expect(lire('')).toEqual(defaut);
    expect(lire('vue=siecle&par=toString&date=2026-02-30')).toEqual(defaut);
    expect(lire('id=U1')).toEqual({ ...defaut, par: 'usager', id: 'U1' });
    expect(lire('par=usager')).toEqual({ ...defaut, par: 'usager' });
  });

  it('the antenna has a month, unless a week is asked for, and is nobody in particular', () => {
    expect(lire('par=antenne&id=U1')).toEqual({ vue: 'mois', par: 'antenne', id: '', date: jour });
    expect(lire('par=antenne&vue=semaine')).toEqual({ vue: 'semaine', par: 'antenne', id: '', date: jour });
  });

  it('compte les semaines du lundi au dimanche, sur un changement d’heure et d’année', () => {
    expect(periode({ vue: 'semaine', date: jour })).toEqual({ de: '2026-11-23', a: '2026-11-29' });
    expect(lundi('2026-11-29' as DateCivile)).toBe('2026-11-23');
    expect(periode({ vue: 'semaine', date: '2026-10-25' as DateCivile })).toEqual({
      de: '2026-10-19',
      a: '2026-10-25',
    });
    expect(periode({ vue: 'semaine', date: '2027-01-01' as DateCivile })).toEqual({
      de: '2026-12-28',
      a: '2027-01-03',
    });
    expect(decaler({ vue: 'semaine', date: '2026-12-31' as DateCivile }, 1)).toBe('2027-01-07');
    expect(decaler({ vue: 'mois', date: '2026-01-31' as DateCivile }, 1)).toBe('2026-02-01');
  });
});
