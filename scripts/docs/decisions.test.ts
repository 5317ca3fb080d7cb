import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it, test } from 'vitest';

// A decision that another overtook must say so to whoever opens it, and the index must say the same.

const DOSSIER = fileURLToPath(new URL('../../docs/decisions', import.meta.url));
const lire = (nom: string): string => readFileSync(join(DOSSIER, nom), 'utf8');

const FICHIERS = readdirSync(DOSSIER).filter((n) => n !== 'README.md');
const LIGNES = [...lire('README.md').matchAll(/^- (\d{4}) \[(.+)\]\((\S+)\)(?:: (.+))?$/gm)].map(
  ([, numero = '', titre = '', fichier = '', suite = '']) => ({ numero, titre, fichier, suite }),
);

/** The line « > Overtaken by … » or « > In part overtaken by … » of a decision, which follows its title. */
const marque = (texte: string): string => /^# .+\n\n> ((?:In part o|O)vertaken by .+)$/m.exec(texte)?.[1] ?? '';
const enPartie = (dit: string): boolean => /\bin part\b/i.test(dit);
/** The decisions that overtake: a decision links to them, the index names them. */
const nommees = (dit: string): string[] => [...dit.matchAll(/\bby (\d{4})\b/g)].map(([, n = '']) => n);
const liees = (dit: string): string[] => [...dit.matchAll(/\bby \[(\d{4})\]\(/g)].map(([, n = '']) => n);

describe('the decisions', () => {
  it('are in the index once each, under their number and their title', () => {
    const attendues = FICHIERS.map((fichier) => {
      const [, numero = '', titre = ''] = /^# (\d{4})\. (.+)$/m.exec(lire(fichier)) ?? [];
      return { numero, titre, fichier };
    });
    const par = (a: { fichier: string }, b: { fichier: string }): number => (a.fichier < b.fichier ? -1 : 1);
    expect(LIGNES.map(({ numero, titre, fichier }) => ({ numero, titre, fichier })).sort(par)).toEqual(
      attendues.sort(par),
    );
    expect(LIGNES.filter((l) => !l.fichier.startsWith(`${l.numero}-`))).toEqual([]);
    expect(new Set(LIGNES.map((l) => l.numero)).size).toBe(FICHIERS.length);
  });

  it('have one line each in the index, and nothing else there looks like one', () => {
    expect((lire('README.md').match(/^\s*[-*] /gm) ?? []).length).toBe(LIGNES.length);
  });

  it('say on both sides by which they are overtaken, and whether in part', () => {
    const index = LIGNES.map((l) => ({ numero: l.numero, par: nommees(l.suite), enPartie: enPartie(l.suite) }));
    const siennes = LIGNES.map((l) => {
      const dit = marque(lire(l.fichier));
      return { numero: l.numero, par: liees(dit), enPartie: enPartie(dit) };
    });
    expect(index).toEqual(siennes);
    // What is written otherwise, or after the head, would pass for nothing.
    expect(LIGNES.filter((l) => l.suite !== '' && nommees(l.suite).length === 0)).toEqual([]);
    expect(FICHIERS.filter((f) => /^> /m.test(lire(f)) && liees(marque(lire(f))).length === 0)).toEqual([]);
  });
});

test.each(['README.md', ...FICHIERS])('%s: each link leads to a page that is there', (nom) => {
  for (const [, numero, cible = ''] of lire(nom).matchAll(/\[(\d{4})?[^\]]*\]\(([^)#\s]+)(?:#[^)]*)?\)/g)) {
    if (/^https?:/.test(cible)) continue;
    expect([cible, existsSync(join(DOSSIER, cible))]).toEqual([cible, true]);
    if (numero) expect([cible, numero]).toEqual([cible, cible.slice(0, 4)]);
  }
});
