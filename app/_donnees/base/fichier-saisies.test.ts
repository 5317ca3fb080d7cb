import { expect, it } from 'vitest';
import type { Saisie } from '#shared/contrats/saisie';
import { correction, fiche, paris } from '#shared/testing/constructeurs';
import { ecrireFichier, lireFichier, nomFichier } from './fichier-saisies';

const titulaire = { antenne: 'EST' as const, auteur: 'gestion01' };
const exporteLe = paris('2026-11-25 11:42');
const saisies: Saisie[] = [correction('SUPPRESSION', { cible: { genre: 'VISITE', id: 'V1' } }), fiche()];
const fichier = ecrireFichier(titulaire, saisies, exporteLe);
const code = (texte: string, t = titulaire as Parameters<typeof lireFichier>[1]): string => {
  const r = lireFichier(texte, t, 'PC-02');
  return r.ok ? 'OK' : r.refus.code;
};

it('[CO-6] ce qui est exporté d’un poste se reprend tel quel sur un autre, sous le nom de celui-ci', () => {
  expect(lireFichier(fichier, titulaire, 'PC-02')).toEqual({
    ok: true,
    valeur: saisies.map((s) => ({ ...s, poste: 'PC-02' })),
  });
});

it('le fichier se lit à l’œil, et son nom ne dit que son auteur et son antenne', () => {
  expect(fichier.split('\n').length).toBeGreaterThan(20);
  expect(nomFichier(titulaire, exporteLe)).toBe('saisies-non-envoyees_EST_gestion01_20261125-1042.json');
});

it.each([
  ['un texte quelconque', 'bonjour', 'FICHIER'],
  ['un fichier vide', '', 'FICHIER'],
  ['un fichier coupé', fichier.slice(0, -20), 'FICHIER'],
  ['un autre JSON', '{"format":"autre"}', 'FICHIER'],
  ['une liste vide', ecrireFichier(titulaire, [], exporteLe), 'FICHIER'],
  ['une saisie mal formée', fichier.replace('"nature": "SUPPRESSION"', '"nature": "TOUT"'), 'FICHIER'],
  [
    'un document que les postes n’écrivent pas',
    fichier.replace('"type": "correction"', '"type": "verdict"'),
    'FICHIER',
  ],
])('%s est refusé d’une phrase', (_, texte, attendu) => {
  expect(code(texte)).toBe(attendu);
});

it('les saisies d’une autre personne ou d’une autre antenne ne se reprennent pas, même glissées dans le fichier', () => {
  expect(code(fichier, { ...titulaire, auteur: 'paul' })).toBe('AUTEUR');
  expect(code(fichier, { ...titulaire, antenne: 'SUD' })).toBe('ANTENNE');
  const [une, autre] = saisies;
  if (!une || !autre) throw new Error('deux saisies attendues');
  expect(code(ecrireFichier(titulaire, [une, { ...autre, auteur: 'paul' }], exporteLe))).toBe('AUTEUR');
  expect(code(ecrireFichier(titulaire, [une, { ...autre, antenne: 'SUD' }], exporteLe))).toBe('ANTENNE');
});

it('what the server refused goes into the file with why, to be read: it is not sent again, and what waits beside it is', () => {
  const [une, autre] = saisies;
  if (!une || !autre) throw new Error('two of them are expected');
  const refusee = { saisie: une, message: 'Cette aide n’est pas connue.', quand: une.instant };
  const avec = ecrireFichier(titulaire, [autre], exporteLe, [refusee]);
  expect(avec).toContain('Cette aide n’est pas connue.');
  expect(avec).toContain(une._id);
  expect(lireFichier(avec, titulaire, 'PC-02')).toEqual({ ok: true, valeur: [{ ...autre, poste: 'PC-02' }] });
  expect(code(ecrireFichier(titulaire, [], exporteLe, [refusee]))).toBe('REFUSEES');
});
