import { describe, expect, it } from 'vitest';
import type { Usager } from '../../contrats/dossiers/dossiers';
import { GENRES_ALERTE } from '../../contrats/exploitation/alerte';
import {
  acceptee,
  apparier,
  contexte,
  correction,
  financeur,
  jour,
  parametresAu,
  paris,
  pec,
  pointage,
  usager,
  visite,
} from '../../testing/constructeurs';
import { retenir } from '../intervention/retenir';
import { tableFinanceurs } from '../ventilation/financeurs';
import { suivreVisite } from './alertes';
import type { Dispenses } from './dispenses';
import { faitsIntervention, faitsUsager } from './faits';
import { decalerMois } from './plans';

const t = tableFinanceurs([
  financeur('PROPRE', 'TARIF_PROPRE'),
  financeur('APA', 'APA'),
  financeur('CNAV', 'CAISSE_RETRAITE'),
]);
if (!t.ok) throw new Error(t.refus.message);
const genres = (is: ReturnType<typeof apparier>, maintenant: string, sans?: Dispenses) =>
  is
    .flatMap((i) =>
      faitsIntervention(retenir(i, [], contexte(maintenant)), { maintenant: paris(maintenant), parametresAu }, sans),
    )
    .map((f) => f.genre);

describe('faits des alertes', () => {
  it('[AL-1] appels incomplets du mois courant seulement', () => {
    const is = apparier({ pointages: [pointage('D', '2026-10-31 09:00')] });
    expect(genres(is, '2026-10-31 20:00')).toEqual(['APPEL_INCOMPLET']);
    expect(genres(is, '2026-11-01 08:00')).toEqual([]);
  });

  it('[AL-2] [AL-3] nouvel usager, avec ou sans aide du Département, pendant 30 jours', () => {
    const u = (code: string) => usager('U1', { vuLe: paris('2026-10-01 06:00'), prisesEnCharge: [pec('P', code)] });
    const le = (code: string, d: string) =>
      faitsUsager(u(code), jour(d), t.valeur, parametresAu(jour(d))).map((f) => GENRES_ALERTE[f.genre].regle);
    expect([le('APA', '2026-10-01'), le('CNAV', '2026-10-30'), le('APA', '2026-10-31')]).toEqual([
      ['AL-2'],
      ['AL-3'],
      [],
    ]);
  });

  it('[AL-2] [AL-3] un usager venu avec la reprise, connu de l’ancien système, n’est pas nouveau', () => {
    const u = (plus: Partial<Usager>) => usager('U1', { vuLe: paris('2026-10-01 06:00'), ...plus });
    const dits = (plus: Partial<Usager>) =>
      faitsUsager(u(plus), jour('2026-10-01'), t.valeur, parametresAu(jour('2026-10-01'))).map(
        (f) => GENRES_ALERTE[f.genre].regle,
      );
    expect([dits({ repris: true }), dits({ repris: true, prisesEnCharge: [pec('P', 'APA')] })]).toEqual([[], []]);
    // What its file says else is said: the end of its plan has nothing to do with the taking over.
    expect(dits({ repris: true, prisesEnCharge: [pec('P', 'APA', { dateFin: jour('2026-11-15') })] })).toEqual([
      'AL-4',
    ]);
    expect(dits({})).toEqual(['AL-3']);
  });

  it('[AL-3] un usager sans prise en charge est sans aide', () => {
    expect(
      faitsUsager(
        usager('U1', { vuLe: paris('2026-10-01 06:00') }),
        jour('2026-10-01'),
        t.valeur,
        parametresAu(jour('2026-10-01')),
      ).map((f) => GENRES_ALERTE[f.genre].regle),
    ).toEqual(['AL-3']);
  });

  it('[AL-4] du jour fin − 2 mois à la fin, si aucune ne suit', () => {
    const finit = pec('P', 'APA', { dateFin: jour('2026-12-31') });
    const le = (d: string, autres = [finit]) =>
      faitsUsager(usager('U1', { prisesEnCharge: autres }), jour(d), t.valeur, parametresAu(jour(d))).map(
        (f) => f.numeroPec,
      );
    expect([le('2026-10-30'), le('2026-10-31'), le('2026-12-31'), le('2027-01-01')]).toEqual([[], ['P'], ['P'], []]);
    expect(le('2026-11-15', [finit, pec('Q', 'CNAV', { dateDebut: jour('2027-01-01') })])).toEqual([]);
    expect(le('2026-11-15', [finit, pec('Q', 'CNAV', { dateDebut: jour('2027-01-02') })])).toEqual(['P']);
    expect(decalerMois(jour('2026-04-30'), -2)).toBe('2026-02-28');
  });

  it('[AL-5] visite non commencée 15 minutes après, sauf usager sans télégestion [PT-7]', () => {
    const is = apparier({ visites: [visite('V', '2026-10-01 08:00', '2026-10-01 09:00')] });
    expect(genres(is, '2026-10-01 08:15')).toEqual([]);
    expect(genres(is, '2026-10-01 08:16')).toEqual(['VISITE_NON_COMMENCEE']);
    expect(genres(is, '2026-10-01 08:16', () => ({ quoi: 'SANS_TELEGESTION' }))).toEqual([]);
  });

  it('[AL-5] [CO-2] de qui remplace l’aide prévue : la même alerte la nomme, et n’en dit rien où la visite le dit', () => {
    const [i] = apparier({ visites: [visite('V', '2026-10-01 08:00', '2026-10-01 09:00')] });
    const remplacee = acceptee(correction('DONNEES', { cible: { genre: 'VISITE', id: 'V' }, intervenantId: 'I2' }));
    const dite = (corrections: Parameters<typeof retenir>[1]) => {
      if (!i) throw new Error('une visite attendue');
      const maintenant = '2026-10-01 08:16';
      const r = retenir(i, corrections, contexte(maintenant));
      const [a] = suivreVisite(r, contexte(maintenant), () => undefined).alertes;
      return a;
    };
    expect(dite([])).not.toHaveProperty('intervenantId');
    expect(dite([remplacee])).toEqual({ ...dite([]), intervenantId: 'I2' });
  });

  it('[AL-5] départ attendu depuis plus de 30 minutes', () => {
    const is = apparier({
      pointages: [pointage('A', '2026-10-01 08:00')],
      visites: [visite('V', '2026-10-01 08:00', '2026-10-01 09:00')],
    });
    expect(genres(is, '2026-10-01 09:30')).toEqual([]);
    expect(genres(is, '2026-10-01 09:31')).toEqual(['DEPART_EN_RETARD']);
  });
});
