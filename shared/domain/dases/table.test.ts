import { afterEach, describe, expect, it } from 'vitest';
import { antenneSchema, type FicheAntenne } from '../../contrats/antenne';
import type { DateCivile } from '../../temps/types';
import { paris } from '../../testing/constructeurs';
import { poserRegistre, REGISTRE_DE_DEPART } from '../antenne/registre';
import { lireNomFacture } from './nom-facture';
import { lireTable, TABLE_PAR_DEFAUT } from './table';

const lire = (table: unknown): string => {
  const r = lireTable(typeof table === 'string' ? table : JSON.stringify(table));
  return r.ok ? 'OK' : r.refus.message;
};

describe('table of the DASES', () => {
  it('what it does not say is the product’s; what it says wrongly is refused at its place', () => {
    expect(lire({})).toBe('OK');
    // Written when the adjustment was typed: it is not read, and does not keep the service from starting.
    expect(lire({ esppadom: { ajustements: { COMPLETE: 'X0' } } })).toBe('OK');
    expect(lire({ corrigees: ['debut', { champ: 'fin', nom: 'FIN' }], esppadom: { ecrit: false } })).toBe('OK');
    expect(lire('{')).toMatch(/pas du JSON/);
    expect(lire({ corriges: [] })).toMatch(/inconnu : corriges/);
    expect(lire({ corrigees: ['arrivee'] })).toMatch(/« arrivee » n’est pas un champ/);
    expect(lire({ brutes: ['toString'] })).toMatch(/« toString »/);
    expect(lire({ corrigees: ['debut', { champ: 'fin', nom: 'debut' }] })).toMatch(/« debut » est donnée deux fois/);
    expect(lire({ corrigees: [] })).toMatch(/corrigees/);
    expect(lire({ corrigees: [{ champ: 'debut', nom: 'a;b' }] })).toMatch(/corrigees\.colonnes\.1 : le nom « a;b »/);
    expect(lire({ brutes: { separateur: ',', decimale: '.', colonnes: ['arrivee = ARR | AAAAMMJJHHMM'] } })).toBe('OK');
    expect(lire({ brutes: { separateur: ',' } })).toMatch(/brutes\.separateur : .*signe décimal/);
    expect(lire({ complementaire: { colonnes: ['nouveau_debut | YY'] } })).toMatch(
      /complementaire\.colonnes\.1 : « YY »/,
    );
    expect(lire({ esppadom: { structure: { siret: '123' } } })).toMatch(/esppadom\.structure\.siret/);
    expect(lire({ esppadom: { aides: { ASL_PA: 'XYZ' } } })).toMatch(/esppadom\.aides\.ASL_PA/);
    expect(lire({ factures: { nom: 'FACTURE.pdf' } })).toMatch(/factures\.nom/);
    expect(lire({ factures: { nom: '../{NATURE}{ARRONDISSEMENT}{AAAAMM}.pdf' } })).toMatch(/factures\.nom/);
  });
});

describe('names of invoices', () => {
  const nom = (n: string, factures = TABLE_PAR_DEFAUT.factures) => {
    const r = lireNomFacture(n, factures);
    return r.ok ? Object.values(r.valeur).join(' ') : r.raison;
  };
  it('month, nature, arrondissement, hence antenna; the pattern is the table’s', () => {
    expect(nom('FACTURE_APA_13_202610.pdf')).toBe('2026-10 APA 13 SUD');
    expect(nom('FACTURE_ASL_PA_75001_202610.pdf')).toBe('2026-10 ASL_PA 1 CENTRE');
    expect(nom('facture_asl_ph_20E_202610.PDF')).toBe('2026-10 ASL_PH 20 EST');
    expect(nom('FACTURE_APA_0_202610.pdf')).toMatch(/pas de 0e/);
    expect(nom('FACTURE_XYZ_13_202610.pdf')).toMatch(/nature parmi APA, ASL_PA/);
    expect(nom('FACTURE_APA_13_202600.pdf')).toMatch(/202600 n’est pas un mois/);
    expect(nom('x/FACTURE_APA_13_202610.pdf')).toMatch(/nom attendu/);
    const autre = { nom: '{AAAAMM}-{ARRONDISSEMENT} (def.) {NATURE}.pdf', natures: { ALLOC: 'APA' as const } };
    expect(nom('202610-7 (def.) ALLOC.pdf', autre)).toBe('2026-10 APA 7 OUEST');
    expect(nom('202610-7 (defx) ALLOC.pdf', autre)).toMatch(/nom attendu/);
  });

  const ouverte = (code: string, arrondissements: number[], ouverteLe: string): FicheAntenne => ({
    code: antenneSchema.parse(code),
    libelle: code,
    arrondissements,
    adresse: ['', ''],
    ouverteLe: ouverteLe as DateCivile,
  });
  const fermee = (f: FicheAntenne, le: string): FicheAntenne => ({ ...f, fermeeLe: le as DateCivile });
  const avec = (neuves: FicheAntenne[], sud: (f: FicheAntenne) => FicheAntenne = (f) => f): unknown =>
    poserRegistre([...REGISTRE_DE_DEPART.map((f) => (f.code === 'SUD' ? sud(f) : f)), ...neuves]);
  const du13 = (...mois: string[]) => mois.map((m) => nom(`FACTURE_APA_13_${m}.pdf`).split(' ').at(-1));
  afterEach(() => {
    poserRegistre(REGISTRE_DE_DEPART);
  });

  it('an arrondissement that another antenna took over goes to the one open in the invoice’s month, the latest opened first', () => {
    avec([ouverte('SUD_NEUF', [13, 14], '2026-10-15')], (f) => fermee(f, '2026-10-15'));
    expect(du13('202609', '202610', '202611')).toEqual(['SUD', 'SUD_NEUF', 'SUD_NEUF']);
    // Closed ones may have had it twice, and both in one month.
    avec([fermee(ouverte('SUD_B', [13], '2026-09-01'), '2026-10-20'), ouverte('SUD_C', [13], '2026-10-20')], (f) =>
      fermee(f, '2026-09-01'),
    );
    expect(du13('202608', '202609', '202610', '202611')).toEqual(['SUD', 'SUD_B', 'SUD_C', 'SUD_C']);
    // It came back to an older one in the middle of a month.
    avec([fermee(ouverte('SUD_B', [13], '2026-09-01'), '2026-10-20')]);
    expect(du13('202608', '202609', '202610', '202611')).toEqual(['SUD', 'SUD_B', 'SUD', 'SUD']);
    // Taken over by one that was there already, listed before it.
    poserRegistre(
      REGISTRE_DE_DEPART.map((f) => {
        if (f.code === 'SUD') return fermee(f, '2026-10-15');
        return f.code === 'EST' ? { ...f, arrondissements: [...f.arrondissements, 13] } : f;
      }),
    );
    expect(du13('202610', '202611')).toEqual(['EST', 'EST']);
  });

  it('an arrondissement that goes from one open antenna to another: an invoice of a month that ended before stays of the former', () => {
    const jusqua = paris('2026-12-01 09:00');
    const perd = (f: FicheAntenne): FicheAntenne => ({
      ...f,
      arrondissements: [14],
      arrondissementsAvant: [{ arrondissements: [13, 14], jusqua }],
    });
    const prend = (f: FicheAntenne): FicheAntenne => ({
      ...f,
      arrondissements: [...f.arrondissements, 13],
      arrondissementsAvant: [{ arrondissements: f.arrondissements, jusqua }],
    });
    poserRegistre(REGISTRE_DE_DEPART.map((f) => (f.code === 'SUD' ? perd(f) : f.code === 'OUEST' ? prend(f) : f)));
    expect(du13('202610', '202611', '202612', '202701')).toEqual(['SUD', 'SUD', 'OUEST', 'OUEST']);
    // One that closed had it still, until another took it over: it is the other's, from the closing on.
    poserRegistre(
      REGISTRE_DE_DEPART.map((f) => (f.code === 'SUD' ? fermee(f, '2026-10-15') : f.code === 'OUEST' ? prend(f) : f)),
    );
    expect(du13('202609', '202610', '202611', '202612')).toEqual(['SUD', 'OUEST', 'OUEST', 'OUEST']);
    // None had it at the month's end: who has it since.
    poserRegistre(
      REGISTRE_DE_DEPART.map((f) =>
        f.code === 'SUD' ? { ...f, arrondissements: [14] } : f.code === 'OUEST' ? prend(f) : f,
      ),
    );
    expect(du13('202611')).toEqual(['OUEST']);
  });

  it('in a month in which none of those that have it was open, the one that is not closed; a closed one where it is alone', () => {
    avec([ouverte('SUD_NEUF', [13], '2026-12-01')], (f) => fermee(f, '2026-10-01'));
    expect(du13('202609', '202610', '202612')).toEqual(['SUD', 'SUD_NEUF', 'SUD_NEUF']);
    avec([], (f) => fermee(f, '2026-10-01'));
    expect(du13('202609', '202611')).toEqual(['SUD', 'SUD']);
  });

  it('an arrondissement of Paris that no antenna has is said as it is, with what to do', () => {
    avec([], (f) => ({ ...f, arrondissements: [14] }));
    expect(nom('FACTURE_APA_13_202610.pdf')).toMatch(/aucune antenne n’a le 13e arrondissement. Faites-le donner/);
    expect(nom('FACTURE_APA_21_202610.pdf')).toMatch(/pas de 21e/);
  });
});
