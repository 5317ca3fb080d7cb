import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { type Bases, ouvrirBases } from './bases';
import { ErreurCouch } from './erreurs';

const dossiers: string[] = [];
const dossierNeuf = (): string => {
  const d = mkdtempSync(join(tmpdir(), 'telegestion-bases-'));
  dossiers.push(d);
  return d;
};
afterEach(() => {
  for (const d of dossiers.splice(0)) rmSync(d, { recursive: true, force: true });
});

const NOMS = ['tg-un', 'tg-deux', 'tg-trois'];
const statut = (action: Promise<unknown>): Promise<number> =>
  action.then(
    () => 200,
    (e: unknown) => (e instanceof ErreurCouch ? e.statut : 0),
  );

describe('the databases of a folder', () => {
  it('one that is created, opened and deleted many times at once, beside others, is there or is not: never half', async () => {
    const bases = await ouvrirBases(dossierNeuf());
    const gestes = NOMS.flatMap((nom) => [
      ['creer', nom] as const,
      ['ouvrir', nom] as const,
      ['creer', nom] as const,
      ['supprimer', nom] as const,
      ['ouvrir', nom] as const,
      ['supprimer', nom] as const,
      ['creer', nom] as const,
    ]);
    const faits = await Promise.all(gestes.map(([geste, nom]) => statut(bases[geste](nom))));
    // Each name by itself, in the order that it was asked.
    for (const [n] of NOMS.entries())
      expect(faits.slice(n * 7, n * 7 + 7)).toEqual([200, 200, 412, 200, 404, 404, 200]);
    expect(await bases.lister()).toEqual([...NOMS].sort());
    await bases.fermer();
  });

  it('are all closed at the end, those that were being opened too: another may open them at once', async () => {
    const dossier = dossierNeuf();
    const creer = async (): Promise<Bases> => {
      const bases = await ouvrirBases(dossier);
      await Promise.all(NOMS.map((nom) => bases.creer(nom).catch(() => undefined)));
      return bases;
    };
    await (await creer()).fermer();
    const bases = await ouvrirBases(dossier);
    const ouvertures = NOMS.map((nom) => bases.ouvrir(nom));
    await bases.fermer();
    for (const base of await Promise.all(ouvertures)) expect(base.etat).toBe('fermee');
    const suivantes = await creer();
    for (const nom of NOMS) expect((await suivantes.ouvrir(nom)).etat).toBe('ouverte');
    await suivantes.fermer();
  });
});
