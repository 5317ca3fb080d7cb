import { expect, it } from 'vitest';
import { SAISIES } from '#shared/contrats/saisie';
import { jour, paris } from '#shared/testing/constructeurs';
import type { Signature } from '../../../_ui/actes/signature';
import { composerNote, composerReponse, composerRetrait, sujetUsager } from './composer';
import { debutPrecedent } from './precedentes';

const signature = (id = 'N1'): Signature => ({
  auteur: 'anne',
  poste: 'PC',
  antenne: 'EST',
  maintenant: paris('2026-11-25 17:40'),
  id,
});
const sujet = sujetUsager('U1', jour('2026-11-25'));

it('une note est signée, et le serveur la lit', () => {
  const r = composerNote({ texte: ' Clé chez la voisine \n', jusqua: '2026-11-27' }, sujet, signature());
  expect(r).toMatchObject({
    ok: true,
    note: {
      _id: 'note:2026-11-25:N1',
      texte: 'Clé chez la voisine',
      auteur: 'anne',
      usagerId: 'U1',
      jusqua: '2026-11-27',
    },
  });
  if (!r.ok) return;
  expect(SAISIES.note.parse(r.note)).toEqual(r.note);
  const retrait = composerRetrait(r.note, signature('N2'));
  expect(SAISIES.note.parse(retrait)).toMatchObject({ efface: 'N1', objet: r.note.objet, usagerId: 'U1', texte: '' });
});

it('[PR-3] what is answered to an aide takes her word away, and says what became of it', () => {
  const r = composerNote({ texte: 'x', jusqua: '' }, sujet, signature());
  if (!r.ok) throw new Error('une note attendue');
  const mot = { ...r.note, auteur: 'Fatou DIALLO', intervenantId: 'I1', proposees: { motif: 'OUBLI_DEPART' } };
  const refus = composerReponse(mot, { reponse: 'REFUSEE', texte: ' Le cahier dit 9 h ' }, signature('N2'));
  expect(SAISIES.note.parse(refus)).toEqual(refus);
  expect(refus).toMatchObject({ efface: 'N1', auteur: 'anne', reponse: 'REFUSEE', texte: 'Le cahier dit 9 h' });
  // Her word is hers alone: no PC writes one.
  expect(SAISIES.note.parse(mot)).not.toHaveProperty('proposees');
});

it.each([
  [{ texte: '  ', jusqua: '' }, 'texte'],
  [{ texte: 'x', jusqua: '2026-02-30' }, 'jusqua'],
  [{ texte: 'x', jusqua: '2026-11-24' }, 'jusqua'],
])('%j est refusée dans son champ', (tapee, champ) => {
  const r = composerNote(tapee, sujet, signature());
  expect(r.ok ? [] : Object.keys(r.erreurs)).toEqual([champ]);
});

it('une note sur une visite passée vaut pour ceux qui viennent maintenant', () => {
  const passee = { ...sujet, date: jour('2026-11-02') };
  expect(composerNote({ texte: 'x', jusqua: '2026-11-10' }, passee, signature()).ok).toBe(false);
  expect(composerNote({ texte: 'x', jusqua: '2026-11-25' }, passee, signature())).toMatchObject({
    note: { date: '2026-11-02' },
  });
});

it.each([
  ['2026-11-26', '2026-11-25 12:00'],
  ['2026-11-23', '2026-11-20 12:00'],
  ['2026-11-12', '2026-11-10 12:00'],
])('le service avant le %s commence le %s', (aujourdhui, debut) => {
  expect(debutPrecedent(jour(aujourdhui))).toBe(paris(debut));
});
