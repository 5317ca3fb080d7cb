import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { epochMs, instantDe } from '#shared/temps/paris';
import type { Instant, Mois } from '#shared/temps/types';
import { equilibrer } from '../../cloture/inventaire/equilibrer';
import { lireInventaire } from '../../cloture/inventaire/lire';
import { type Banc, fichier, ligneUsager, MAINTENANT, ouvrirBanc, SERVICE } from '../testing/banc-import';
import { importer } from './importer';
import type { RapportImport } from './rapport';

// A machine that sleeps in the middle of an import for longer than its lock is believed: another imports meanwhile.

let b: Banc;
let ms: number;
const horloge = (): Instant => instantDe(ms);
beforeEach(async () => {
  ms = epochMs(MAINTENANT);
  b = await ouvrirBanc();
  await b.importer(SERVICE);
});
afterEach(() => b.fermer());

type Etape = 'prepare' | 'valide' | 'applique';
const NOM = 'USAGERS_20261102.csv';
const usagers = (antenne: string): string =>
  fichier('USAGERS', [ligneUsager('M1'), ligneUsager('M2', { antenne: 'EST' }), ligneUsager('N1', { antenne })]);
const prendre = async (nom: string, texte: string, jalon?: (e: string) => Promise<void>): Promise<RapportImport> => {
  const dossier = await b.dossier();
  await writeFile(join(dossier, nom), texte);
  const ports = { magasin: b.magasin, horloge, hasard: () => 7, auteur: 'essai', rattraper: async () => undefined };
  return importer({ ...ports, ...(jalon ? { jalon } : {}) }, { dossier, confirmer: true });
};

const differences = async (): Promise<string[]> => {
  const { lignes } = await equilibrer(b.magasin, await lireInventaire(b.magasin, '2026-11' as Mois));
  return lignes.filter((l) => !l.egal).map((l) => `${l.type} manque ${l.manquants} en trop ${l.enTrop}`);
};
test.each<Etape>(['prepare', 'valide', 'applique'])(
  '[CL-1] asleep for six minutes once it is at « %s »: what another did meanwhile stays as it is, and the inventory balances',
  async (etape) => {
    let laisse: string[] = [];
    const sommeil = async (e: string): Promise<void> => {
      if (e !== etape) return;
      ms += 360_000;
      const autre = await prendre(NOM, usagers('EST'));
      expect(autre.fichiers.map((f) => f.etat)).toEqual(['IMPORTE']);
      laisse = await b.photographier();
    };
    const r = await prendre(NOM, usagers('SUD'), sommeil);
    if (etape === 'applique') expect(r.refus).toBeUndefined();
    else
      expect(r.refus).toEqual({
        code: 'IMPORT_SUSPENDU',
        message:
          'L’import a été suspendu plus de cinq minutes, et une autre écriture a commencé depuis : il s’arrête à USAGERS_20261102.csv. Relancez-le : ce qui n’a pas été pris le sera.',
      });
    expect(await b.photographier()).toEqual(laisse);
    expect(await differences()).toEqual([]);
  },
);
