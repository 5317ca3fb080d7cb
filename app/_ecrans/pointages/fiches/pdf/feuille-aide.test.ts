import { expect, test } from 'vitest';
import { type Feuille, feuilleVierge } from '../../../../_ui/papier/modele';
import { policesDuDisque, textesDuPdf } from '../testing/texte-pdf';
import { composerFeuilles } from './feuille-aide';

const polices = policesDuDisque();

const feuille = (n: number, plus: Partial<Feuille> = {}): Feuille => ({
  antenne: 'Nord-Est',
  jour: 'jeudi 26 novembre 2026',
  intervenantId: 'I1',
  aide: 'LE GOFF Anaïs',
  numeroVert: '+33805123456',
  telephone: '+33199000007',
  lignes: Array.from({ length: n }, (_, i) => ({
    debut: `${8 + i}\u00a0h\u00a000`,
    fin: `${8 + i}\u00a0h\u00a045`,
    usager: `ŒUVRÉ-N’DIAYE Zoé${i}`,
    adresse: '12 bis rue de l’Élève, 75019 Paris',
    code: `123\u00a04${String(i).padStart(2, '0')}`,
  })),
  ...plus,
});

test('the page of an aide says the day, the number to call, and each visit with the code to key', () => {
  const [page, ...autres] = textesDuPdf(composerFeuilles([feuille(3)], polices));
  expect(autres).toEqual([]);
  const texte = page?.join('\n') ?? '';
  for (const dit of ['Antenne Nord-Est', 'LE GOFF Anaïs', 'jeudi 26 novembre 2026', '0 805 123 456', '01 99 00 00 07'])
    expect(texte).toContain(dit);
  for (const n of [0, 1, 2]) {
    expect(texte).toContain(`${8 + n} h 00\nà ${8 + n} h 45`);
    expect(texte).toContain(`ŒUVRÉ-N’DIAYE Zoé${n}`);
    expect(texte).toContain(`Code du bénéficiaire : 123 40${n}`);
  }
  expect(page?.filter((t) => t === '12 bis rue de l’Élève, 75019 Paris')).toHaveLength(3);
  expect(texte).not.toContain('\ufffd');
});

test('of an invented service, each page says that it is worth nothing; of the real one, nothing is said', () => {
  const deux = [feuille(13)];
  for (const page of textesDuPdf(composerFeuilles(deux, polices, 'demonstration')))
    expect(page[0]).toBe('DÉMONSTRATION — sans valeur');
  for (const page of textesDuPdf(composerFeuilles(deux, polices, 'formation')))
    expect(page[0]).toBe('FORMATION — sans valeur');
  expect(textesDuPdf(composerFeuilles(deux, polices)).flat().join()).not.toContain('sans valeur');
});

test('a visit to someone who is away says so in the place of the code', () => {
  const f = feuille(2);
  const lignes = f.lignes.map((l, i) => (i === 0 ? { ...l, absence: 'entrée en EHPAD' } : l));
  const texte = textesDuPdf(composerFeuilles([{ ...f, lignes }], polices))[0]?.join('\n') ?? '';
  expect(texte).toContain('Absence : entrée en EHPAD');
  expect(texte.match(/Code du bénéficiaire/g)).toHaveLength(1);
});

test('more visits than a page holds go on another, numbered; each aide begins a page', () => {
  const pages = textesDuPdf(composerFeuilles([feuille(13), feuille(1, { aide: 'ROY Luc' })], polices));
  expect(pages).toHaveLength(3);
  expect(pages.map((p) => p.includes('page 2 sur 2'))).toEqual([false, true, false]);
  const usagers = (p: string[] | undefined) => p?.filter((t) => t.startsWith('ŒUVRÉ')).length;
  expect(pages.map(usagers)).toEqual([8, 5, 1]);
  expect(pages[2]).toContain('ROY Luc');
});

test('a day leaves three lines for visits that nobody had planned, each with its reasons', () => {
  const [page] = textesDuPdf(composerFeuilles([feuille(2)], polices));
  expect(page?.filter((t) => t === 'h')).toHaveLength(10);
  for (const motif of ['téléphone en panne', 'ligne occupée', 'refus de l’usager', 'le numéro vert ne répond pas'])
    expect(page?.filter((t) => t === motif)).toHaveLength(5);
  expect(page?.join()).toContain('ne se tape que si la voix le demande');
});

test('a blank sheet asks for everything, and gives the number where it is known', () => {
  const vierge = feuilleVierge({ antenne: 'EST', numeroVert: '', telephone: '' });
  const [page] = textesDuPdf(composerFeuilles([vierge], polices));
  expect(page).toContain('Antenne Est');
  expect(page).toContain('Aide :');
  expect(page?.filter((t) => t === 'h')).toHaveLength(16);
  expect(page?.filter((t) => t === 'le numéro vert ne répond pas')).toHaveLength(8);
  expect(page?.join()).not.toContain('Code du bénéficiaire');
  expect(page?.join()).not.toContain('Téléphone :');
});

test('a name that the font cannot draw keeps its letters; a long one does not leave its box', () => {
  const lignes = [{ debut: '', fin: '', usager: `NGUYỄN ${'Marie-Antoinette '.repeat(6)}`, adresse: '☃', code: '' }];
  const [page] = textesDuPdf(composerFeuilles([feuille(0, { lignes })], polices));
  const nom = page?.find((t) => t.startsWith('NGUYEN'));
  expect(nom).toMatch(/…$/);
  expect(page).toContain('?');
});
