import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Note, Objet, Prise } from '../../contrats/equipe';
import { jour, paris } from '../../testing/constructeurs';
import { detenteurDe, detenteurs, notesEnVigueur } from './prises';

const V1: Objet = { genre: 'VISITE', id: 'V1' };
const commun = (id: string, heure: string, auteur: string) => ({
  id,
  date: jour('2026-11-25'),
  antenne: 'EST' as const,
  auteur,
  instant: paris(`2026-11-25 ${heure}`),
  poste: 'PC',
});
const prise = (id: string, heure: string, auteur: string, plus: Partial<Prise> = {}): Prise => ({
  ...commun(id, heure, auteur),
  _id: `prise:2026-11-25:${id}`,
  type: 'prise',
  objet: V1,
  geste: 'PRENDRE',
  ...plus,
});
const note = (id: string, heure: string, plus: Partial<Note> = {}): Note => ({
  ...commun(id, heure, 'gestion01'),
  _id: `note:2026-11-25:${id}`,
  type: 'note',
  objet: V1,
  texte: `note ${id}`,
  ...plus,
});

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
