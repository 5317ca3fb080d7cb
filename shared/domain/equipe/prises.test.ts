import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Note, Objet, Prise } from '../../contrats/corrections/equipe';
import { jour, note as noteDe, paris, prise as priseDe } from '../../testing/constructeurs';
import { jugerNote, jugerPrise } from './juger';
import { detenteurDe, detenteurs, notesDe, notesEnVigueur, notesParObjet } from './prises';

const V1: Objet = { genre: 'VISITE', id: 'V1' };
const J = jour('2026-11-25');
const prise = (id: string, heure: string, auteur: string, plus: Partial<Prise> = {}): Prise =>
  priseDe(id, J, { auteur, instant: paris(`${J} ${heure}`), objet: V1, ...plus });
const note = (id: string, heure: string, plus: Partial<Note> = {}): Note =>
  noteDe(id, J, { auteur: 'gestion01', instant: paris(`${J} ${heure}`), objet: V1, texte: `note ${id}`, ...plus });

describe('travail d’équipe', () => {
  it('une anomalie est à qui l’a prise en dernier ; rendue, elle n’est à personne ; confiée, à l’autre', () => {
    const a = prise('a', '08:00', 'anne');
    expect(detenteurDe(detenteurs([a]), [V1])).toMatchObject({ qui: 'anne', par: 'anne' });
    expect(detenteurDe(detenteurs([a, prise('b', '08:05', 'bea')]), [V1])?.qui).toBe('bea');
    const confiee = prise('c', '08:10', 'anne', { geste: 'CONFIER', a: 'bea' });
    expect(detenteurDe(detenteurs([a, confiee]), [V1])).toMatchObject({ qui: 'bea', par: 'anne' });
    expect(detenteurDe(detenteurs([a, prise('d', '08:20', 'anne', { geste: 'RENDRE' })]), [V1])).toBeUndefined();
  });

  it('une visite appariée à nouveau garde qui l’a prise : un de ses noms suffit', () => {
    const tous = detenteurs([prise('a', '08:00', 'anne')]);
    expect(detenteurDe(tous, [{ genre: 'POINTAGE', id: 'P9' }, V1])?.qui).toBe('anne');
    expect(detenteurDe(tous, [{ genre: 'POINTAGE', id: 'V1' }])).toBeUndefined();
  });

  it('prise par sa visite prévue, puis rendue par son pointage, elle n’est plus à personne', () => {
    const noms: Objet[] = [{ genre: 'POINTAGE', id: 'P9' }, V1];
    const [prevue, pointage] = noms.toReversed();
    if (!prevue || !pointage) throw new Error('deux noms');
    const tous = detenteurs([
      prise('a', '08:00', 'anne', { objet: prevue }),
      prise('b', '08:10', 'anne', { objet: pointage, geste: 'RENDRE' }),
    ]);
    expect(detenteurDe(tous, noms)).toBeUndefined();
    expect(detenteurDe(detenteurs([prise('a', '08:00', 'anne'), prise('b', '08:00', 'bea')]), noms)?.qui).toBe('bea');
  });

  it('l’ordre de réception ne change pas qui la tient', () => {
    const gestes = [
      prise('a', '08:00', 'anne'),
      prise('b', '08:00', 'bea'),
      prise('c', '08:10', 'anne', { geste: 'RENDRE' }),
      prise('d', '08:11', 'cleo', { geste: 'CONFIER', a: 'anne' }),
    ];
    fc.assert(
      fc.property(fc.shuffledSubarray(gestes), (melange) => {
        const trie = [...melange].sort((x, y) => (x.id < y.id ? -1 : 1));
        expect([...detenteurs(melange)]).toEqual([...detenteurs(trie)]);
      }),
    );
  });

  it('les notes d’une visite se trouvent par tous ses noms, la dernière d’abord', () => {
    const toutes = notesParObjet([
      note('a', '08:00'),
      note('b', '09:00', { objet: { genre: 'POINTAGE', id: 'P9' } }),
      note('c', '10:00', { objet: { genre: 'USAGER', id: 'U2' } }),
    ]);
    expect(notesDe(toutes, [V1, { genre: 'POINTAGE', id: 'P9' }]).map((n) => n.id)).toEqual(['b', 'a']);
    expect(notesDe(toutes, [{ genre: 'POINTAGE', id: 'V1' }])).toEqual([]);
  });

  it('une note vide, ou déjà finie, est refusée ; un retrait n’a pas de texte', () => {
    expect(jugerNote(note('a', '08:00', { texte: ' \n ' }))?.refus.code).toBe('NOTE_VIDE');
    expect(jugerNote(note('a', '08:00', { jusqua: jour('2026-11-24') }))?.refus.code).toBe('NOTE_FINIE');
    expect(jugerNote(note('a', '08:00', { jusqua: jour('2026-11-25') }))).toBeUndefined();
    expect(jugerNote(note('a', '08:00', { texte: '', efface: 'b' }))).toBeUndefined();
  });

  it('on ne confie qu’à qui peut le faire', () => {
    const confiee = (a?: string) => jugerPrise({ geste: 'CONFIER', ...(a ? { a } : {}) }, new Set(['bea']))?.refus.code;
    expect([confiee('bea'), confiee('lea'), confiee()]).toEqual([undefined, 'COLLEGUE', 'COLLEGUE']);
    expect(jugerPrise({ geste: 'PRENDRE' }, new Set())).toBeUndefined();
  });

  it('une note se lit jusqu’à sa date, ou jusqu’à ce qu’on l’efface', () => {
    const notes = [
      note('a', '08:00'),
      note('b', '09:00', { jusqua: jour('2026-11-26') }),
      note('c', '10:00', { efface: 'a', texte: '' }),
    ];
    const le = (d: string) => notesEnVigueur(notes, jour(d)).map((n) => n.id);
    expect(le('2026-11-26')).toEqual(['b']);
    expect(le('2026-11-27')).toEqual([]);
    expect(
      notesEnVigueur(
        [notes[0], notes[1]].flatMap((n) => n ?? []),
        jour('2026-11-25'),
      ).map((n) => n.id),
    ).toEqual(['b', 'a']);
  });
});
