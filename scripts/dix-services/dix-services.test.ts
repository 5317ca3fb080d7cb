import { expect, test } from 'vitest';
import { REGISTRE_DE_DEPART } from '#shared/domain/antenne/registre';
import { moisSchema } from '#shared/temps/types';
import { genererService } from '#shared/testing/generateur/generer';
import { TAILLES } from '#shared/testing/generateur/tailles';
import { lireTableau } from '../../bench/appuis/tableau';
import { comparer, sommer } from './comparer';
import { diviser, type Fichier } from './diviser';
import { fausser } from './fausser';

const fichier = (nom: string, ...lignes: string[]): Fichier => ({
  nom: `${nom}.csv`,
  contenu: [...lignes, `#FIN;${lignes.length - 1}`, ''].join('\n'),
});
const rangDe = (code: string): number => (code === 'EST' ? 0 : 1);
const lignesDe = (fichiers: readonly Fichier[] | undefined, nom: string): string[] =>
  (fichiers ?? []).flatMap((f) => (f.nom.startsWith(nom) ? f.contenu.trim().split('\n').slice(1, -1) : []));

/** U1 and A1 at EST, U2 and A2 at SUD; U1 and U3, of SUD, have one number in two spellings. */
const fichiers = (pointages: string[], corrections: string[] = []): Fichier[] => [
  fichier('FINANCEURS', 'code', 'CNAV'),
  fichier('INTERVENANTS', 'id_intervenant;antenne', 'A1;EST', 'A2;SUD'),
  fichier(
    'USAGERS',
    'id_millesime;telephones;antenne',
    'U1;01 99 00 00 01;EST',
    'U2;01 99 00 00 02;SUD',
    'U3;+33199000001|01 99 00 00 03;SUD',
  ),
  fichier('PLANNING', 'id_planning;id_millesime;id_intervenant', 'L1;U1;A1', 'L2;U2;A2', 'L3;U2;A1'),
  fichier('POINTAGES', 'id_pointage;id_intervenant;id_millesime;numero_appelant', ...pointages),
  fichier('CORRECTIONS', 'id_correction;id_pointage;id_planning;id_creation', ...corrections),
];

test('each row goes with its usager and its aide; funders go to all', () => {
  const d = diviser(fichiers(['H1;A1;U1;', 'H2;A2;U2;'], ['C1;H2;;', 'C2;;L1;', 'C3;;;C1']), 2, rangDe);
  expect(d.parts.map((p) => lignesDe(p, 'FINANCEURS'))).toEqual([['CNAV'], ['CNAV']]);
  expect(d.parts.map((p) => lignesDe(p, 'PLANNING'))).toEqual([['L1;U1;A1'], ['L2;U2;A2']]);
  expect(d.parts.map((p) => lignesDe(p, 'POINTAGES'))).toEqual([['H1;A1;U1;'], ['H2;A2;U2;']]);
  expect(d.parts.map((p) => lignesDe(p, 'CORRECTIONS'))).toEqual([['C2;;L1;'], ['C1;H2;;', 'C3;;;C1']]);
  expect(d.parts[0]?.find((f) => f.nom === 'POINTAGES.csv')?.contenu).toMatch(/\n#FIN;1\n$/);
});

test('what is of two services at once is set aside of both sides, with what names it', () => {
  const d = diviser(fichiers(['H1;A1;U1;', 'H2;A1;U2;'], ['C1;H2;;', 'C2;;L3;', 'C3;H1;;']), 2, rangDe);
  expect(d.ecartees.map((e) => e.ligne[0])).toEqual(['L3', 'H2', 'C1', 'C2']);
  for (const f of d.entier) {
    const deux = d.parts.flatMap((p) => (f.nom === 'FINANCEURS.csv' ? [] : lignesDe(p, f.nom)));
    if (f.nom !== 'FINANCEURS.csv') expect(deux).toEqual(lignesDe([f], f.nom));
  }
});

test('[PT-5] a punch that names no usager goes to whoever has its number, and is set aside where they are of two services', () => {
  const seul = (p: string) => diviser(fichiers([p]), 2, rangDe);
  // Nobody's number: the aide's.
  expect(lignesDe(seul('H1;A2;;01 99 00 99 99').parts[1], 'POINTAGES')).toEqual(['H1;A2;;01 99 00 99 99']);
  expect(lignesDe(seul('H1;A2;;0199000002').parts[1], 'POINTAGES')).toEqual(['H1;A2;;0199000002']);
  // The home of an usager of the other service; the number of one of each.
  const ecartes = (p: string) => seul(p).ecartees.flatMap((e) => (e.nom === 'POINTAGES.csv' ? e.ligne[0] : []));
  expect(ecartes('H1;A1;;0199000002')).toEqual(['H1']);
  expect(ecartes('H1;A1;;0199000001')).toEqual(['H1']);
  // Its usager is told: whose number it is changes nothing.
  expect(ecartes('H1;A1;U1;0199000002')).toEqual([]);
});

const sortie = (nom: string, ...lignes: string[]): Fichier => ({ nom, contenu: [...lignes, ''].join('\r\n') });
const BRUT = ['id_millesime;arrivee;depart', 'U1;01/10/2026 08:00;01/10/2026 09:00', 'U1;;02/10/2026 09:00', '#FIN;2'];

test('files are compared to the byte: a row that differs is named on both sides, a file that lacks too', () => {
  const un = [sortie('BRUT_EST_202610.csv', ...BRUT), sortie('BRUT_SUD_202610.csv', ...BRUT)];
  expect(comparer(un, [...un].reverse())).toEqual([]);
  const faux = BRUT.with(1, 'U1;01/10/2026 08:01;01/10/2026 09:00');
  expect(comparer(un, [sortie('BRUT_EST_202610.csv', ...BRUT), sortie('BRUT_SUD_202610.csv', ...faux)])).toEqual([
    { nom: 'BRUT_SUD_202610.csv', rang: 2, cote: 'entier', ligne: BRUT[1] },
    { nom: 'BRUT_SUD_202610.csv', rang: 2, cote: 'séparé', ligne: faux[1] },
  ]);
  const ordre = [BRUT[0], BRUT[2], BRUT[1], BRUT[3]].map(String);
  expect(comparer(un.slice(0, 1), [sortie('BRUT_EST_202610.csv', ...ordre)])).toMatchObject([{ rang: 2 }]);
  expect(new Set(comparer(un, un.slice(0, 1)).map((e) => e.nom))).toEqual(new Set(['BRUT_SUD_202610.csv']));
});

test('rows and minutes are added up by kind of file', () => {
  const un = [sortie('BRUT_EST_202610.csv', ...BRUT), sortie('BRUT_SUD_202610.csv', ...BRUT)];
  expect([...sommer(un)]).toEqual([['BRUT', { fichiers: 2, lignes: 4, minutes: 120 }]]);
});

test('what is changed for the trial to fail is one punch', () => {
  const s = genererService({ graine: 1, mois: [moisSchema.parse('2026-10')], taille: TAILLES.petite });
  const { entier } = diviser(s.fichiers, 1, (code) => (REGISTRE_DE_DEPART.some((a) => a.code === code) ? 0 : -1));
  const faux = fausser(entier);
  const rangees = (fichiers: readonly Fichier[]): string[] =>
    fichiers.flatMap((f) => lireTableau(f.contenu).lignes.map((l) => `${f.nom} ${l.join(';')}`));
  const [vraies, fausses] = [rangees(entier), rangees(faux.fichiers)];
  expect(fausses).toHaveLength(vraies.length);
  expect(vraies.filter((l, n) => l !== fausses[n])).toHaveLength(1);
  // A minute, not a second: files say hours to the minute.
  const [avant, apres] = [...faux.quoi.matchAll(/15\/10\/2026 (\d\d):(\d\d)/g)].map(
    (m) => Number(m[1]) * 60 + Number(m[2]),
  );
  expect(Number(apres) - Number(avant)).toBe(1);
});
