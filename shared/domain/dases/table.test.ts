import { describe, expect, it } from 'vitest';
import { lireNomFacture } from './nom-facture';
import { lireTable, TABLE_PAR_DEFAUT } from './table';

const lire = (table: unknown): string => {
  const r = lireTable(typeof table === 'string' ? table : JSON.stringify(table));
  return r.ok ? 'OK' : r.refus.message;
};

describe('table of the DASES', () => {
  it('what it does not say is the product’s; what it says wrongly is refused at its place', () => {
    expect(lire({})).toBe('OK');
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
});
