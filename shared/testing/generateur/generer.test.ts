import { describe, expect, it } from 'vitest';
import { lireFichier } from '../../formats/codec-lecture';
import { lireNomFichier } from '../../formats/nom-fichier';
import { FORMATS } from '../../formats/registre';
import { instantSchema, moisSchema } from '../../temps/types';
import { genererService } from './generer';
import { TAILLES } from './tailles';

const mois = ['2026-09', '2026-10'].map((m) => moisSchema.parse(m));
const generer = (graine: number) => genererService({ graine, mois, taille: TAILLES.petite }).fichiers;

const lire = (nom: string, contenu: string) => {
  const connu = lireNomFichier(nom);
  if (connu.sorte !== 'connu') throw new Error(nom);
  const format = FORMATS.find((f) => f.nom === connu.genre);
  if (!format) throw new Error(connu.genre);
  const lu = lireFichier(format, contenu);
  if (!lu.ok) throw new Error(`${nom} : ${lu.raison}`);
  return lu;
};

describe('service inventé', () => {
  it('same seed, same bytes; another seed, others', () => {
    expect(generer(7)).toEqual(generer(7));
    expect(generer(8)).not.toEqual(generer(7));
  });

  it('every file is read back without a refusal', () => {
    for (const { nom, contenu } of generer(3)) {
      const lu = lire(nom, contenu);
      expect(lu.refus, nom).toEqual([]);
      expect(lu.lus, nom).toBeGreaterThan(0);
    }
  });

  it('a month is the same whatever other months come with it', () => {
    const seul = genererService({ graine: 5, mois: mois.slice(1), taille: TAILLES.petite });
    const pointages = (f: { nom: string; contenu: string }[]) =>
      f.find((x) => x.nom === 'POINTAGES_202610.csv')?.contenu;
    expect(pointages(seul.fichiers)).toBe(pointages(generer(5)));
  });

  it('drawn from one of its months on, the others are the same bytes, and people too', () => {
    const demande = { graine: 5, mois, taille: TAILLES.petite };
    const tout = genererService(demande).fichiers;
    const suite = genererService({ ...demande, depuis: mois[1] }).fichiers;
    expect(suite).toEqual(tout.filter((f) => !/^(PLANNING|POINTAGES|CORRECTIONS)_202609/.test(f.nom)));
    expect(suite.length).toBe(tout.length - 3);
  });

  it('numbers stay in the ranges kept for fiction', () => {
    const tous = generer(4)
      .map((f) => f.contenu)
      .join('\n')
      .matchAll(/(?:\+33|0033|0)[ .-]?[1-9](?:[ .-]?\d){8}/g);
    const nationaux = [...tous].map(([n]) => n.replace(/^(\+33|0033)/, '0').replace(/\D/g, ''));
    expect(nationaux.length).toBeGreaterThan(100);
    expect(nationaux.filter((n) => !/^(019900|063998)/.test(n))).toEqual([]);
  });

  it('nothing has happened after `jusqua`', () => {
    const jusqua = instantSchema.parse('2026-10-12T09:00:00Z');
    const { fichiers } = genererService({ graine: 2, mois, taille: TAILLES.petite, jusqua });
    for (const { nom, contenu } of fichiers.filter((f) => /^(POINTAGES|CORRECTIONS)/.test(f.nom))) {
      const instants = lire(nom, contenu).lignes.map((l) => String(l.valeur.instant));
      expect(
        instants.filter((i) => i > jusqua),
        nom,
      ).toEqual([]);
      if (nom.includes('202610'))
        expect(
          instants.some((i) => i > '2026-10-09'),
          nom,
        ).toBe(true);
    }
  });

  it('the full size is that of the service', () => {
    const { visites, usagers, aides } = genererService({ graine: 1, mois: mois.slice(1), taille: TAILLES.complete });
    expect(aides.length).toBe(330);
    expect(usagers.length).toBeGreaterThanOrEqual(2000);
    expect(visites.length).toBeGreaterThan(16_000);
    expect(visites.length).toBeLessThan(18_500);
  });
});
