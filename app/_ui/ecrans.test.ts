import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { ECRANS as CAPTURES, ECRANS_ADMINISTRATION, ECRANS_AUDITEUR } from '../../scripts/captures/ecrans';
import { ECRANS, titreDe } from './ecrans';

const ROUTES = join(dirname(fileURLToPath(import.meta.url)), '../(extranet)');
const PAGES = readdirSync(ROUTES, { withFileTypes: true })
  .filter((d) => d.isDirectory())
  .map((d) => `/${d.name}/`);

describe('the table of screens', () => {
  it('has a row for each page, and each row its page', () => {
    expect(ECRANS.map((e) => e.href).sort()).toEqual(PAGES.sort());
  });

  it.each(PAGES)('the page %s takes its title from its row', (page) => {
    expect(readFileSync(join(ROUTES, page, 'page.tsx'), 'utf8')).toContain(`title: titreDe('${page}')`);
  });

  it('says the title where it says more than the name', () => {
    expect([titreDe('/fiches/'), titreDe('/usagers/')]).toEqual(['Fiches papier', 'Usagers']);
  });

  it('has every screen opened by the captures and by the story of all screens, each under a name of its own', () => {
    const r = { usagerId: 'u', intervenantId: 'i', visiteId: 'v', mois: '2026-11', jour: '2026-11-25' };
    const ouverts = [...CAPTURES, ...ECRANS_ADMINISTRATION, ...ECRANS_AUDITEUR];
    const adresses = ouverts.map((e) => e.adresse(r));
    expect(ECRANS.filter((e) => !adresses.some((a) => a.startsWith(e.href)))).toEqual([]);
    expect(new Set(ouverts.map((e) => e.nom)).size).toBe(ouverts.length);
    const siens = ECRANS.filter((e) => e.visites === 'MENU').map((e) => e.href);
    expect(siens.filter((h) => !CAPTURES.some((e) => e.adresse(r).startsWith(h)))).toEqual([]);
    expect(CAPTURES.at(-1)?.horsLigne).toBe(true);
  });
});
