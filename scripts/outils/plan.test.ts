import { describe, expect, it } from 'vitest';
import { touche } from './changements';
import type { EtapeOrdonnee } from './ordonner';
import { planDepuis, planEntier } from './plan';

const RIEN_A_COTE = '/nulle/part';
const PAQUETS = 'paquets de Debian';
const depuis = (...changes: string[]) => planDepuis(changes, touche(changes));
const attendent = (plan: readonly EtapeOrdonnee[], quoi: string): string[] =>
  plan.filter((e) => e.apres?.includes(quoi)).map((e) => e.nom);
const paquetsDe = (plan: readonly EtapeOrdonnee[]) => plan.filter((e) => e.nom === PAQUETS).map((e) => [...e.commande]);

describe('ce dont npm test est fait', () => {
  it('packages are installed first, beside all that needs none of them: suites of the servers and stories wait for them', () => {
    const plan = planEntier(RIEN_A_COTE, false);
    expect(plan[0]).toMatchObject({ nom: PAQUETS, coeurs: 0 });
    expect(attendent(plan, PAQUETS)).toEqual(['suites des serveurs, et suites isolées', 'parcours dans Chromium']);
    expect(attendent(plan, 'construction')).toEqual(['parcours dans Chromium']);
  });

  it('--rapide has neither build nor stories, and asks for no browser', () => {
    const rapide = planEntier(RIEN_A_COTE, true);
    expect(rapide.filter((e) => e.navigateur || e.nom === 'construction')).toEqual([]);
    expect(attendent(rapide, PAQUETS)).toEqual(['suites des serveurs, et suites isolées']);
    expect(paquetsDe(rapide)[0]).not.toContain('--recits');
    expect(paquetsDe(planEntier(RIEN_A_COTE, false))[0]).toContain('--recits');
  });

  it('--depuis installs what its suites and its stories look for, a browser for stories alone, nothing for what only is read', () => {
    const code = depuis('sync-server/cli/mots.ts');
    expect(attendent(code, PAQUETS)).toEqual(['suites qui importent ce qui change']);
    expect(paquetsDe(code)[0]).not.toContain('--recits');
    expect(attendent(depuis('docs/glossaire.md'), PAQUETS)).toEqual(['suites de ce que rien n’importe']);
    const recit = depuis('e2e/parcours/central/etats.spec.ts');
    expect(attendent(recit, PAQUETS)).toEqual(['parcours dans Chromium']);
    expect(paquetsDe(recit)[0]).toContain('--recits');
    expect(paquetsDe(depuis('README.md'))).toEqual([]);
  });

  it.each([
    ['whole', planEntier(RIEN_A_COTE, false)],
    ['rapide', planEntier(RIEN_A_COTE, true)],
    ['a screen', depuis('app/_ecrans/alertes/ecran.tsx')],
    ['documentation', depuis('docs/glossaire.md', 'deploy/LISEZMOI')],
  ] as const)('%s: what a step stands on is in the plan', (_, plan) => {
    const noms = plan.map((e) => e.nom);
    expect(plan.flatMap((e) => e.apres ?? []).filter((nom) => !noms.includes(nom))).toEqual([]);
    expect(new Set(noms).size).toBe(noms.length);
  });
});
